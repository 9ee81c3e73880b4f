import type { OrderDetail } from '@mngshop/backend/contract';
import { type SubmitEvent, useState } from 'react';
import Dialog from '../../components/ui/Dialog';
import { api } from '../../lib/api/calls';
import { asApiError } from '../../lib/api/api-error';
import { text } from '../../lib/forms/read-fields';
import { won } from '../../lib/words/format';
import { toast } from '../../lib/browser/toast';
import { isPaidFor } from './order-rules';

export interface DialogProps {
  order: OrderDetail;
  isOpen: boolean;
  onClose: () => void;
  onChanged: () => void;
}

const REASONS = ['마음이 바뀌었어요', '옵션이나 수량을 잘못 골랐어요', '배송지를 바꾸고 싶어요', '다른 이유예요'];

export default function CancelDialog({ order, isOpen, onClose, onChanged }: DialogProps) {
  const [error, setError] = useState('');
  const [isBusy, setBusy] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setError('');
    const reason = text(new FormData(event.currentTarget), 'reason');
    api
      .cancelOrder(order.number, reason)
      .then(
        () => {
          toast('주문을 취소했어요');
          onClose();
          onChanged();
        },
        (thrown: unknown) => setError(asApiError(thrown).detail),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="주문을 취소할까요?">
      <form onSubmit={submit}>
        <p className="mt2">
          {isPaidFor(order) ? (
            <>
              결제한 금액 <b>{won(order.total - order.refunded)}</b>을 모두 돌려드려요. 카드는 3~5영업일 뒤 명세서에 보여요.
            </>
          ) : (
            '아직 결제하지 않은 주문이에요. 잡아 둔 상품을 놓아줄게요.'
          )}
        </p>
        <div className="field mt5">
          <label htmlFor="cancel-reason">취소하는 이유</label>
          <select className="input" id="cancel-reason" name="reason">
            {REASONS.map((reason) => (
              <option key={reason}>{reason}</option>
            ))}
          </select>
        </div>
        {error && (
          <p className="warn mt3" role="alert">
            {error}
          </p>
        )}
        <div className="pair mt5">
          <button type="button" className="btn" onClick={onClose}>
            그대로 두기
          </button>
          <button className="btn danger" disabled={isBusy}>
            {isBusy ? '취소하는 중' : '주문 취소하기'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
