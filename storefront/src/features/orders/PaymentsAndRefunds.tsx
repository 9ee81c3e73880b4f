import type { OrderDetail } from '@mngshop/backend/contract';
import { REFUND_KIND_LABELS } from '@mngshop/backend/words';
import Price from '../../components/ui/Price';
import { day, won } from '../../lib/words/format';
import { methodName } from '../../lib/words/order-states';
import { isPaidFor } from './order-rules';

/** What was paid, what came back, what it cost in the end. */
export default function PaymentsAndRefunds({ order }: { order: OrderDetail }) {
  const payments = order.payments.filter((payment) => payment.paidAt !== null);
  if (!isPaidFor(order) && payments.length === 0) return <Due order={order} />;
  return (
    <section className="section">
      <h2 className="mb2">결제와 환불</h2>
      <dl className="facts plain money">
        {payments.map((payment, index) => (
          <div key={index}>
            <dt>
              {payment.paidAt && day(payment.paidAt)} {methodName(payment.method)} 결제
            </dt>
            <dd>{won(payment.amount)}</dd>
          </div>
        ))}
        {order.refunds.map((refund, index) => (
          <div key={index}>
            <dt>
              {day(refund.doneAt ?? refund.requestedAt)} {REFUND_KIND_LABELS[refund.kind]}
              {refund.byHand && ' · 계좌'}
              {refund.state !== 'done' && ' (돌려드리는 중)'}
            </dt>
            <dd className="good">−{won(refund.amount)}</dd>
          </div>
        ))}
        <div className="total">
          <dt>실제로 낸 금액</dt>
          <dd>
            <Price won={Math.max(0, order.total - refundedOf(order))} size="mid" />
          </dd>
        </div>
      </dl>
      {order.refunds.some((refund) => !refund.byHand) && (
        <p className="small soft mt2">카드 환불은 카드사에 따라 3~5영업일 뒤 명세서에 보여요.</p>
      )}
    </section>
  );
}

function Due({ order }: { order: OrderDetail }) {
  return (
    <section className="section">
      <dl className="facts plain">
        <div className="total">
          <dt>{order.state === 'pending' ? '최종 결제 금액' : '주문 금액'}</dt>
          <dd>
            <Price won={order.total} size="mid" />
          </dd>
        </div>
      </dl>
    </section>
  );
}

const refundedOf = (order: OrderDetail): number => order.refunds.reduce((sum, refund) => sum + refund.amount, 0);
