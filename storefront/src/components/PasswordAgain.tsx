import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { api } from '../lib/api/calls';
import { type ApiError, asApiError } from '../lib/api/api-error';
import { secret } from '../lib/forms/read-fields';
import { leftForSignIn } from '../lib/api/session';
import Dialog from './ui/Dialog';
import Field from './ui/Field';

interface Props {
  isOpen: boolean;
  onGiven: () => void;
  onClose: () => void;
}

/** Asks for the password before what a session alone may not do. It is given to the server and kept nowhere. */
export default function PasswordAgain({ isOpen, onGiven, onClose }: Props) {
  const [error, setError] = useState<ApiError>();
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The dialog is open by now, and has put the focus on its cross.
    if (isOpen) form.current?.querySelector('input')?.focus();
  }, [isOpen]);
  const end = (then: () => void) => {
    setError(undefined);
    then();
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    setBusy(true);
    setError(undefined);
    api
      .givePassword({ password: secret(new FormData(event.currentTarget), 'password') })
      .then(
        () => end(onGiven),
        (thrown: unknown) => leftForSignIn(thrown) || setError(asApiError(thrown)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Dialog isOpen={isOpen} onClose={() => end(onClose)} title="비밀번호를 한 번 더 입력해 주세요">
      <form className="form mt3" onSubmit={submit} ref={form}>
        <p>본인이 하는 일인지 확인할게요. 확인하면 10분 동안은 다시 묻지 않아요.</p>
        <Field
          {...{ label: '비밀번호', name: 'password', type: 'password', autoComplete: 'current-password', required: true, maxLength: 200 }}
          error={error?.detail}
        />
        <div className="pair">
          <button type="button" className="btn" onClick={() => end(onClose)}>
            그만두기
          </button>
          <button className="btn primary" aria-busy={isBusy} disabled={isBusy}>
            확인
          </button>
        </div>
      </form>
    </Dialog>
  );
}
