import type { Order, PaymentRequest } from '@mngshop/backend/contract';
import AddressText from '../../components/AddressText';
import LineItem from '../../components/LineItem';
import PayOrder from '../../components/PayOrder';
import Price from '../../components/ui/Price';

interface Props {
  order: Order;
  payment: PaymentRequest;
  onStale: () => void;
}

/** Ordered, not yet paid. */
export default function PayStep({ order, payment, onStale }: Props) {
  return (
    <>
      <section className="section pt6">
        <h1>이제 결제만 하면 돼요</h1>
        <p className="soft mt1">주문을 받았고, 상품을 잡아 두었어요.</p>
        <div className="card mt5">
          <div className="in">
            {order.lines.map((line, index) => (
              <LineItem key={index} line={line} price={line.unitPrice * line.quantity} />
            ))}
          </div>
        </div>
        <div className="card mt3">
          <div className="in addr">
            <AddressText to={order.recipient} />
          </div>
        </div>
        <dl className="facts plain mt4">
          <div>
            <dt>주문 번호</dt>
            <dd>
              <a href={`/orders/${order.number}`}>{order.number}</a>
            </dd>
          </div>
          <div className="total">
            <dt>최종 결제 금액</dt>
            <dd>
              <Price won={order.total} size="p24" />
            </dd>
          </div>
        </dl>
      </section>
      <PayOrder order={order} payment={payment} onStale={onStale} />
    </>
  );
}
