import { useState } from 'react';
import Dialog from '../../components/ui/Dialog';
import Field from '../../components/ui/Field';
import { api } from '../../lib/api/calls';
import { secret } from '../../lib/forms/read-fields';
import { signedOut } from '../../lib/api/session';
import RefusalText from './RefusalText';
import { useSend } from './use-send';

export default function Leave() {
  const [isOpen, setOpen] = useState(false);
  const { onSubmit, error, isBusy } = useSend(async (data) => {
    await api.leave({ password: secret(data, 'password') });
    signedOut();
  });
  return (
    <>
      <p className="center mt3">
        <button type="button" className="btn text" onClick={() => setOpen(true)}>
          탈퇴하기
        </button>
      </p>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="정말 탈퇴할까요?">
        <form className="form mt3" onSubmit={onSubmit}>
          <p>
            개인정보는 바로 지워요. 법에 따라 결제와 계약 기록만 5년 동안 따로 보관해요. 진행 중인 주문이 있으면 끝난 뒤에 탈퇴할 수 있어요.
          </p>
          <Field
            {...{ label: '비밀번호', name: 'password', type: 'password', autoComplete: 'current-password', required: true }}
            error={error?.of('password')}
          />
          <RefusalText error={error} />
          <div className="pair">
            <button type="button" className="btn" onClick={() => setOpen(false)}>
              그대로 두기
            </button>
            <button className="btn danger" disabled={isBusy}>
              탈퇴하기
            </button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
