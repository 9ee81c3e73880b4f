import Field from '../../components/ui/Field';
import { api } from '../../lib/api/calls';
import { secret } from '../../lib/forms/read-fields';
import { toast } from '../../lib/browser/toast';
import RefusalText from './RefusalText';
import { useSend } from './use-send';

/** Changing it signs every other device out; this one goes on with a new session. */
export default function Password() {
  const { onSubmit, error, isBusy } = useSend(async (data) => {
    await api.changePassword({ currentPassword: secret(data, 'currentPassword'), password: secret(data, 'password') });
    toast('비밀번호를 바꿨어요. 다른 기기는 모두 로그아웃했어요.');
  });
  return (
    <form className="form" onSubmit={onSubmit}>
      <Field
        {...{ label: '지금 비밀번호', name: 'currentPassword', type: 'password', autoComplete: 'current-password' }}
        {...{ required: true, error: error?.of('currentPassword') }}
      />
      <Field
        {...{ label: '새 비밀번호', name: 'password', type: 'password', autoComplete: 'new-password', minLength: 10, required: true }}
        {...{ help: '10자 이상이면 돼요. 바꾸면 다른 기기에서는 로그아웃돼요.', error: error?.of('password') }}
      />
      <RefusalText error={error} />
      <button className="btn primary" disabled={isBusy}>
        비밀번호 바꾸기
      </button>
    </form>
  );
}
