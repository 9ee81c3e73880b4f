import type { Customer } from '@mngshop/backend/contract';
import { useState } from 'react';
import Field from '../../components/ui/Field';
import { usePasswordAgain } from '../../components/use-password-again';
import { api } from '../../lib/api/calls';
import { onlyDigits } from '../../lib/forms/read-fields';
import { toast } from '../../lib/browser/toast';
import RefusalText from './RefusalText';
import { useSend } from './use-send';

/** Proves the number with a code: a forgotten password is only reset through a proven one. */
export default function PhoneCode({ phoneNumber, onChanged }: { phoneNumber: string; onChanged: (customer: Customer) => void }) {
  const [isSent, setSent] = useState(false);
  const { again, dialog } = usePasswordAgain();
  const { onSubmit, error, isBusy } = useSend(async (data) => {
    if (!isSent) {
      await again(() => api.startPhoneVerification({ phone: phoneNumber }));
      setSent(true);
      return;
    }
    onChanged((await again(() => api.finishPhoneVerification({ code: onlyDigits(data, 'code') }))).customer);
    toast('휴대전화를 인증했어요');
  });
  return (
    <>
      <form className="form mt5" onSubmit={onSubmit}>
        {isSent && (
          <Field
            {...{ label: '인증 번호', name: 'code', inputMode: 'numeric', autoComplete: 'one-time-code', digits: 6 }}
            {...{ required: true, help: '10분 안에 적어 주세요.', error: error?.of('code') }}
          />
        )}
        <RefusalText error={error} />
        <button className="btn outline" disabled={isBusy}>
          {isSent ? '인증하기' : '인증 번호 받기'}
        </button>
      </form>
      {dialog}
    </>
  );
}
