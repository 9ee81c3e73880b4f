import type { Product } from '@mngshop/backend/contract';
import { moment } from '../../lib/words/format';
import { hasStairs } from '../../lib/staircase/offer-told';
import { serverNow } from '../../lib/browser/server-clock';

/** What one should know before buying, and what the product is. */
export default function Facts({ product }: { product: Product }) {
  const { offer } = product;
  const isGroupBuy = hasStairs(offer) || offer.goalQuantity !== null;
  const facts: [string, string][] = [
    ['판매 마감', moment(offer.promotion.closesAt, serverNow())],
    ['배송', isGroupBuy ? '마감 다음 날부터 발송, 배송비 포함' : '주문하면 바로 준비, 배송비 포함'],
    ['한 사람 최대', `${offer.perCustomerLimit}개`],
    ['취소', '발송 전까지 언제든'],
    ['반품', '받은 날부터 7일 안에 신청'],
    ...(offer.goalQuantity ? [['목표를 못 채우면', '전액 환불'] as [string, string]] : []),
  ];
  return (
    <>
      <div className="rule" />
      <FactList title="알아두세요" facts={facts} />
      {product.description && (
        <section className="section">
          <h2 className="mb2">어떤 제품인가요</h2>
          <p className="describe">{product.description}</p>
        </section>
      )}
      {product.specifications.length > 0 && (
        <FactList title="제품 정보" facts={product.specifications.map(({ name, value }) => [name, value])} />
      )}
      <div className="gap" />
    </>
  );
}

function FactList({ title, facts }: { title: string; facts: [string, string][] }) {
  return (
    <section className="section">
      <h2 className="mb2">{title}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
