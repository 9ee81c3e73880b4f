import type { OrderDetail } from '@mngshop/backend/contract';
import { useState } from 'react';
import AddressDialog from '../../components/AddressDialog';
import AddressText from '../../components/AddressText';
import { api } from '../../lib/api/calls';
import { toast } from '../../lib/browser/toast';
import { canChangeRecipient } from './order-rules';

export default function Recipient({ order, onChanged }: { order: OrderDetail; onChanged: () => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="section">
      <div className="headrow">
        <h2>받는 곳</h2>
        {canChangeRecipient(order) && (
          <button type="button" className="btn text" onClick={() => setOpen(true)}>
            받는 곳 바꾸기
          </button>
        )}
      </div>
      <AddressText to={order.recipient} />
      <dl className="facts lined mt5">
        <div>
          <dt>주문 번호</dt>
          <dd>{order.number}</dd>
        </div>
      </dl>
      <AddressDialog
        isOpen={isOpen}
        title="받는 곳 바꾸기"
        start={order.recipient}
        onClose={() => setOpen(false)}
        onSave={async (to) => {
          await api.changeRecipient(order.number, to);
          toast('받는 곳을 바꿨어요');
          onChanged();
        }}
      />
    </section>
  );
}
