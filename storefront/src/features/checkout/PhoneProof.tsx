import type { Customer } from '@mngshop/backend/contract';
import { type SubmitEvent, useState } from 'react';
import Dialog from '../../components/ui/Dialog';
import Field from '../../components/ui/Field';
import { api } from '../../lib/api/calls';
import { type ApiError, asApiError } from '../../lib/api/api-error';
import { onlyDigits } from '../../lib/forms/read-fields';
import { leftForSignIn } from '../../lib/api/session';
import { phone } from '../../lib/words/format';

interface Props {
  isOpen: boolean;
  customer: Customer;
  onClose: () => void;
  onProved: (customer: Customer) => void;
}

/** Before the first order, once: a code to the customer's phone. What was filled in behind it stays. */
export default function PhoneProof({ isOpen, customer, onClose, onProved }: Props) {
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<ApiError>();
  const [isBusy, setBusy] = useState(false);
  const run = (work: () => Promise<void>) => {
    if (isBusy) return;
    setBusy(true);
    setError(undefined);
    work()
      .catch((thrown: unknown) => leftForSignIn(thrown) || setError(asApiError(thrown)))
      .finally(() => setBusy(false));
  };
  const send = () =>
    run(async () => {
      await api.startPhoneVerification({ phone: customer.phone });
      setSent(true);
    });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    if (!isSent) return send();
    const code = onlyDigits(new FormData(event.currentTarget), 'code');
    return run(async () => onProved((await api.finishPhoneVerification({ code })).customer));
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="휴대전화를 한 번만 확인할게요">
      <p className="mt3">
        다른 학생의 몫을 지키려고 처음 주문할 때 딱 한 번 확인해요. <b className="nowrap">{phone(customer.phone)}</b> 번호로 여섯 자리를
        보내 드려요.
      </p>
      <form className="form mt3" onSubmit={submit}>
        {isSent && (
          <Field
            {...{ label: '인증 번호', name: 'code', inputMode: 'numeric', autoComplete: 'one-time-code', digits: 6 }}
            {...{ required: true, help: '10분 안에 적어 주세요.', error: error?.of('code') }}
          />
        )}
        {error && error.of('code') === undefined && (
          <p className="small warn" role="alert">
            {error.detail}
          </p>
        )}
        <button className="btn primary wide" disabled={isBusy}>
          {isSent ? '확인하고 주문하기' : '인증 번호 받기'}
        </button>
        {isSent && (
          <button type="button" className="btn text" onClick={send} disabled={isBusy}>
            번호 다시 받기
          </button>
        )}
      </form>
      <p className="small soft mt3">
        번호가 다르면{' '}
        <a className="under" href="/account">
          내 정보
        </a>
        에서 바꿔 주세요.
      </p>
    </Dialog>
  );
}
