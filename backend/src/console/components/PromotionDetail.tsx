import type { BasePropertyProps } from 'adminjs';
import { OUTCOME_LABELS } from '../../words/ko.js';
import { Link } from 'react-router-dom';
import type { PromotionDetail as Detail, PromotionProgress as Progress } from '../../settlement/read-promotion-detail.js';
import type { Wire } from './board.js';
import { Tag } from './Cell.js';
import { Panel, Parts as DetailParts } from './Details.js';
import { digits, left, time, tiers, won } from './format.js';
import { Staircase } from './Staircase.js';
import { kindOf } from '../../promotions/rules/promotion-kind.js';

type Parts = Wire<Detail>;
type Offer = Parts['offers'][number];

/** Where a promotion is: its settlement, whom it reaches, and each offer with its staircase and the true count. */
export function PromotionDetail(props: BasePropertyProps) {
  return <DetailParts<Parts> of={props}>{(parts) => <Whole parts={parts} />}</DetailParts>;
}

function Whole({ parts }: { parts: Parts }) {
  return (
    <div className="mng-details">
      {parts.phase === 'open' && (
        <p className="mng-note mng-calm">
          {time(parts.closesAt)}에 마감해요. 앞으로 {left(parts.closesAt, parts.at)} 남았어요.
        </p>
      )}
      {parts.settlement && <Settlement phase={parts.phase} settlement={parts.settlement} />}
      <Panel title="판매 조건" empty={parts.offers.length === 0 && '아직 상품이 없어요.'}>
        {parts.offers.map((offer) => (
          <OfferRow key={offer.id} offer={offer} kind={parts.kind} phase={parts.phase} />
        ))}
      </Panel>
      <Panel title="대상 대학교">{parts.reachesAll ? '전체 대학교' : parts.universities.join(', ') || '아직 고르지 않았어요.'}</Panel>
    </div>
  );
}

function OfferRow({ offer, kind, phase }: { offer: Offer; kind: Parts['kind']; phase: Parts['phase'] }) {
  const { goalQuantity: goal, capQuantity: cap, sold, held } = offer;
  const falls = kindOf({ kind }).price === 'falling';
  return (
    <div className="mng-offer">
      {falls && <Staircase tiers={offer.tiers} sold={sold} goal={goal} cap={cap} />}
      <div>
        <Link to={`/admin/resources/Product/records/${offer.product.id}/show`}>{offer.product.name}</Link>{' '}
        {offer.outcome && <Tag value={offer.outcome} label={OUTCOME_LABELS[offer.outcome]} />}
        <dl className="mng-facts">
          <Fact label="팔린 수량" value={`${digits(sold)}개`} note={held > sold ? `결제 중 ${digits(held - sold)}개` : undefined} />
          {goal !== null && <Fact label="목표" value={`${digits(goal)}개`} note={sold < goal ? `${digits(goal - sold)}개 남음` : '채움'} />}
          {cap !== null && (
            <Fact label="최대" value={`${digits(cap)}개`} note={held < cap ? `${digits(cap - held)}개 남음` : '다 찼어요'} />
          )}
          {falls && <PriceFacts offer={offer} phase={phase} />}
        </dl>
        <p className="mng-help">
          {tiers(offer.tiers)} · 1인 {digits(offer.perCustomerLimit)}개
        </p>
      </div>
    </div>
  );
}

function PriceFacts({ offer, phase }: { offer: Offer; phase: Parts['phase'] }) {
  if (offer.outcome) {
    return <Fact label="최종 가격" value={offer.outcome === 'reached' ? won(offer.finalPrice ?? 0) : '전액 환불'} />;
  }
  if (phase !== 'open' && phase !== 'closed') return null;
  return (
    <>
      <Fact label="지금 마감되면" value={offer.priceNow === null ? '전액 환불' : won(offer.priceNow)} note={`${offer.tier + 1}구간`} />
      <Fact
        label="다음 구간까지"
        value={offer.next ? `${digits(offer.next.units)}개` : '가장 낮은 가격'}
        note={offer.next ? `모두 ${won(offer.next.price)}` : undefined}
      />
    </>
  );
}

function Fact({ label, value, note }: { label: string; value: string; note?: string | undefined }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
      {note && <dd className="mng-help">{note}</dd>}
    </div>
  );
}

function Settlement({ phase, settlement }: { phase: Parts['phase']; settlement: NonNullable<Parts['settlement']> }) {
  const { orders, waiting, refunds } = settlement;
  const share = orders.all === 0 ? 1 : orders.done / orders.all;
  return (
    <Panel title={phase === 'closed' ? '정산하고 있어요' : '정산을 마쳤어요'}>
      {waiting > 0 && <p className="mng-note">결제가 끝나지 않은 주문 {digits(waiting)}건을 기다려요. 가격은 그다음에 정해요.</p>}
      <div className="mng-progress" role="img" aria-label={`주문 ${digits(orders.all)}건 가운데 ${digits(orders.done)}건을 정산했어요.`}>
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <dl className="mng-facts">
        <Fact label="정산한 주문" value={`${digits(orders.done)} / ${digits(orders.all)}건`} />
        <Fact label="환불 예정" value={won(refunds.due.won)} note={`${digits(refunds.due.count)}건`} />
        <Fact label="환불 완료" value={won(refunds.done.won)} note={`${digits(refunds.done.count)}건`} />
        <Fact label="직접 처리" value={won(refunds.stuck.won)} note={`${digits(refunds.stuck.count)}건`} />
      </dl>
      {refunds.stuck.count > 0 && (
        <p>
          <Link to="/admin/resources/Refund?filters.state=manual">사람이 처리할 환불 보기</Link>
        </p>
      )}
    </Panel>
  );
}

/** The list's column: each offer's true count and where it stands. */
export function PromotionProgress({ record }: BasePropertyProps) {
  const text = record?.params['column'] as unknown;
  const offers = (typeof text === 'string' ? (JSON.parse(text) as Progress | null) : null) ?? [];
  if (offers.length === 0) return <span className="mng-none">상품 없음</span>;
  return (
    <div className="mng-progress-cell">
      {offers.slice(0, 2).map((offer) => (
        <div key={offer.id}>
          {offer.tiers.length > 1 && <Staircase tiers={offer.tiers} sold={offer.sold} goal={offer.goalQuantity} cap={offer.capQuantity} />}
          <span>
            {digits(offer.sold)}개{offer.goalQuantity ? ` / 목표 ${digits(offer.goalQuantity)}` : ''}
            <small>{standing(offer)}</small>
          </span>
        </div>
      ))}
      {offers.length > 2 && <small>외 {digits(offers.length - 2)}개 상품</small>}
    </div>
  );
}

function standing(offer: Progress[number]): string {
  if (offer.outcome === 'missed') return '전액 환불';
  if (offer.finalPrice !== null) return `최종 ${won(offer.finalPrice)}`;
  return offer.next ? `다음까지 ${digits(offer.next.units)}개` : won(offer.tiers.at(-1)?.unitPrice ?? 0);
}
