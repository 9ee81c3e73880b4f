import lock from 'lucide-static/icons/lock.svg?shapes';
import circleAlert from 'lucide-static/icons/circle-alert.svg?shapes';
import { type SubmitEvent, useRef, useState } from 'react';
import Field from '../../components/ui/Field';
import Icon from '../../components/ui/Icon';
import { usePasswordAgain } from '../../components/use-password-again';
import { api } from '../../lib/api/calls';
import { type ApiError, asApiError } from '../../lib/api/api-error';
import { BANKS } from './banks';
import { type AccountErrors, accountFrom, checkAccount } from './refund-account';

interface Props {
  /** The order's. */
  number: string;
  /** Another tab has named one meanwhile. */
  hasOther: boolean;
  onTyping: () => void;
  /** Where an account stands already, and this one can be left. */
  onCancel: (() => void) | undefined;
  /** The server says it is no longer asked for. */
  onStale: () => void;
  onNamed: () => void;
}

/** Bank, number, holder. What was typed stays until the server has it; nothing of it is kept in the browser. */
export default function RefundAccountForm({ number, hasOther, onTyping, onCancel, onStale, onNamed }: Props) {
  const [wrong, setWrong] = useState<AccountErrors>({});
  const [error, setError] = useState<ApiError>();
  const [isBusy, setBusy] = useState(false);
  const isSending = useRef(false);
  const { again, dialog } = usePasswordAgain();

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isSending.current) return;
    const form = event.currentTarget;
    const account = accountFrom(new FormData(form));
    const found = checkAccount(account);
    setWrong(found);
    setError(undefined);
    const [first] = Object.keys(found);
    if (first) {
      form.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
      return;
    }
    isSending.current = true;
    setBusy(true);
    await again(() => api.nameRefundAccount(number, account)).then(onNamed, (thrown: unknown) => {
      const refused = asApiError(thrown);
      setError(refused);
      if (refused.status === 409) onStale();
    });
    isSending.current = false;
    setBusy(false);
  };
  const of = (field: keyof AccountErrors) => wrong[field] ?? error?.of(field);

  return (
    <>
      <form className="form mt4" onSubmit={submit} onInput={onTyping} noValidate aria-label="환불받을 계좌">
        {hasOther && <p className="warn">다른 창에서 계좌를 이미 알려 주셨어요. 여기서 보내면 이 계좌로 바뀌어요.</p>}
        <BankField error={of('bank')} />
        <Field
          {...{ label: '계좌번호', name: 'number', inputMode: 'numeric', autoComplete: 'off' }}
          {...{ required: true, help: '숫자만 적어 주세요', error: of('number') }}
        />
        <Field label="예금주" name="holder" autoComplete="off" most={100} required help="통장에 적힌 이름이에요" error={of('holder')} />
        <p className="small soft safe">
          <Icon shapes={lock} size="s" />
          <span>계좌 정보는 암호화해서 이 환불에만 쓰고, 보낸 뒤 바로 지워요.</span>
        </p>
        {error && (
          <p className="field error" role="alert">
            <span className="help">
              <Icon shapes={circleAlert} size="s" />
              {error.detail}
            </span>
          </p>
        )}
        <div className={onCancel ? 'pair' : ''}>
          {onCancel && (
            <button type="button" className="btn outline" onClick={onCancel}>
              그대로 두기
            </button>
          )}
          <button className="btn primary full" aria-busy={isBusy} disabled={isBusy}>
            {isBusy ? '보내는 중' : '이 계좌로 받기'}
          </button>
        </div>
      </form>
      {dialog}
    </>
  );
}

function BankField({ error }: { error: string | undefined }) {
  return (
    <div className={error ? 'field error' : 'field'}>
      <label htmlFor="refund-bank">은행</label>
      <select
        className="input"
        id="refund-bank"
        name="bank"
        required
        defaultValue=""
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? 'refund-bank-help' : undefined}
      >
        <option value="">골라 주세요</option>
        {BANKS.map((bank) => (
          <option key={bank}>{bank}</option>
        ))}
      </select>
      {error && (
        <p className="help" id="refund-bank-help">
          <Icon shapes={circleAlert} size="s" />
          {error}
        </p>
      )}
    </div>
  );
}
