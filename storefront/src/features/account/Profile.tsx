import type { Customer } from '@mngshop/backend/contract';
import Field from '../../components/ui/Field';
import { usePasswordAgain } from '../../components/use-password-again';
import { api } from '../../lib/api/calls';
import { phone } from '../../lib/words/format';
import { phone as phoneOf, text } from '../../lib/forms/read-fields';
import { toast } from '../../lib/browser/toast';
import RefusalText from './RefusalText';
import { useSend } from './use-send';

export interface OwnData {
  customer: Customer;
  onChanged: (customer: Customer) => void;
}

export default function Profile({ customer, onChanged }: OwnData) {
  const { again, dialog } = usePasswordAgain();
  const { onSubmit, error, isBusy } = useSend(async (data) => {
    const answer = await again(() => api.changeMe({ name: text(data, 'name'), phone: phoneOf(data, 'phone') }));
    onChanged(answer.customer);
    toast('내 정보를 바꿨어요');
  });
  return (
    <>
      <form className="form" onSubmit={onSubmit}>
        <Field label="이름" name="name" defaultValue={customer.name} autoComplete="name" required most={100} error={error?.of('name')} />
        <Field
          {...{ label: '휴대전화', name: 'phone', type: 'tel', inputMode: 'tel', autoComplete: 'tel-national', required: true }}
          {...{ defaultValue: phone(customer.phone), error: error?.of('phone') }}
          help={customer.phoneVerified ? '인증한 번호예요. 바꾸면 다시 인증해야 해요.' : '아직 인증하지 않은 번호예요.'}
        />
        <RefusalText error={error} />
        <button className="btn primary" disabled={isBusy}>
          저장하기
        </button>
      </form>
      {dialog}
    </>
  );
}
