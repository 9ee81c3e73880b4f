import type { OrderDetail } from '@mngshop/backend/contract';
import { useState } from 'react';
import { contactLink } from '../../lib/words/business';
import CancelDialog from './CancelDialog';
import ReturnDialog from './ReturnDialog';
import { canCancel, canReturn } from './order-rules';

/** Cancelling is as near as buying. */
export default function OrderActions({ order, onChanged }: { order: OrderDetail; onChanged: () => void }) {
  const [open, setOpen] = useState<'cancel' | 'return'>();
  const close = () => setOpen(undefined);
  const hasOne = canCancel(order) || canReturn(order);
  return (
    <section className="section actions">
      <div className={hasOne ? 'pair' : ''}>
        {canCancel(order) && (
          <button type="button" className="btn outline" onClick={() => setOpen('cancel')}>
            주문 취소
          </button>
        )}
        {canReturn(order) && (
          <button type="button" className="btn outline" onClick={() => setOpen('return')}>
            반품 신청
          </button>
        )}
        <a className="btn outline full" href={contactLink}>
          문의하기
        </a>
      </div>
      <CancelDialog order={order} isOpen={open === 'cancel'} onClose={close} onChanged={onChanged} />
      <ReturnDialog order={order} isOpen={open === 'return'} onClose={close} onChanged={onChanged} />
    </section>
  );
}
