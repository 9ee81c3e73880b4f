import { RETURN_KIND_CHOICES } from '@mngshop/backend/words';
import { type SubmitEvent, useState } from 'react';
import Dialog from '../../components/ui/Dialog';
import Field from '../../components/ui/Field';
import { api, type ReturnKind } from '../../lib/api/calls';
import { asApiError } from '../../lib/api/api-error';
import { business } from '../../lib/words/business';
import { lines } from '../../lib/forms/read-fields';
import { won } from '../../lib/words/format';
import { toast } from '../../lib/browser/toast';
import type { DialogProps } from './CancelDialog';

const KINDS = Object.entries(RETURN_KIND_CHOICES) as [ReturnKind, string][];

/** Who pays the postage back is said before asking (전자상거래법 §18). */
export default function ReturnDialog({ order, isOpen, onClose, onChanged }: DialogProps) {
  const [kind, setKind] = useState<ReturnKind>();
  const [error, setError] = useState('');
  const [isBusy, setBusy] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!kind) return;
    setBusy(true);
    setError('');
    const reason = lines(new FormData(event.currentTarget), 'reason');
    api
      .requestReturn(order.number, { reason, kind })
      .then(
        () => {
          toast('반품을 신청했어요');
          onClose();
          onChanged();
        },
        (thrown: unknown) => setError(asApiError(thrown).detail),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="반품을 신청할까요?">
      <form onSubmit={submit}>
        <p className="mt2 soft">받은 날부터 7일 안에 신청할 수 있어요. 확인한 뒤 회수 방법을 문자로 알려 드려요.</p>
        <div className="opts mt4" role="radiogroup" aria-label="반품하는 이유">
          {KINDS.map(([value, label]) => (
            <label key={value} className="opt">
              <input type="radio" name="kind" value={value} required checked={kind === value} onChange={() => setKind(value)} />
              {label}
            </label>
          ))}
        </div>
        {kind && <p className="mt3">{kind === 'defect' ? FREE : <Postage amount={order.total - order.refunded} />}</p>}
        <div className="mt4">
          <Field label="자세한 이유" name="reason" lines required most={200} />
        </div>
        {error && (
          <p className="warn mt3" role="alert">
            {error}
          </p>
        )}
        <button className="btn primary wide mt5" disabled={isBusy}>
          {isBusy ? '신청하는 중' : '반품 신청하기'}
        </button>
      </form>
    </Dialog>
  );
}

const FREE = '반품 배송비는 저희가 내고, 결제한 금액을 모두 돌려드려요.';

function Postage({ amount }: { amount: number }) {
  return (
    <>
      반품 배송비 {won(business.returnPostage)}을 빼고 <b>{won(Math.max(0, amount - business.returnPostage))}</b>을 돌려드려요.
    </>
  );
}
