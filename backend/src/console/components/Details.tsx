import type { BasePropertyProps } from 'adminjs';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { ProductDetail as ProductParts } from '../../catalog/read-product.js';
import type { CustomerDetail as CustomerParts } from '../../accounts/read-customer-detail.js';
import type { OrderDetail as OrderParts } from '../orders/order-detail.admin.js';
import type { RefundDetail as RefundParts } from '../../payments/read-refund-detail.js';
import {
  CONSENT_LABELS,
  LINE_STATE_LABELS,
  ORDER_STATE_LABELS,
  PAYMENT_METHOD_LABELS,
  REFUND_KIND_LABELS,
  REFUND_STATE_LABELS,
  RETURN_KIND_LABELS,
} from '../../words/ko.js';
import { Tag } from './Cell.js';
import { digits, options, time, won } from './format.js';
import { Failed } from './Loaded.js';

/** What the server sent along with a record for its page; where it did not come, that is said, with a way to ask again. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what its resource's `detail` gives
export function Parts<T>({ of: { record }, children }: { of: BasePropertyProps; children: (parts: T) => ReactNode }) {
  const text = record?.params['detail'] as unknown;
  if (typeof text !== 'string') return <Failed retry={() => location.reload()} />;
  return children(JSON.parse(text) as T);
}

export function Panel({ title, empty, children }: { title: string; empty?: string | false; children: ReactNode }) {
  return (
    <section className="mng-panel">
      <h3>{title}</h3>
      {empty ? <p className="mng-none">{empty}</p> : children}
    </section>
  );
}

function Table({ heads, rows }: { heads: readonly string[]; rows: readonly (readonly ReactNode[])[] }) {
  return (
    <div className="mng-scroll">
      <table className="mng-table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, index) => (
            <tr key={index}>
              {cells.map((cell, at) => (
                <td key={heads[at]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// Over HTTP a Date is text.
const when = (value: Date | string | null) => (value ? time(value) : <span className="mng-none">없음</span>);

const methodOf = (method: string | null) => (method === null ? '' : (PAYMENT_METHOD_LABELS[method] ?? method));

/** An order's lines, parcel and money. */
export function OrderDetail(props: BasePropertyProps) {
  return <Parts<OrderParts> of={props}>{(parts) => <Order parts={parts} />}</Parts>;
}

function Order({ parts }: { parts: OrderParts }) {
  return (
    <div className="mng-details">
      <Panel title="주문 상품">
        <Table
          heads={['상품', '옵션', '수량', '단가', '금액', '상태', '돌려준 금액']}
          rows={parts.lines.map((line) => [
            line.productName,
            options(line.options),
            digits(line.quantity),
            won(line.unitPrice),
            won(line.unitPrice * line.quantity),
            <Tag key="state" value={line.state} label={LINE_STATE_LABELS[line.state]} />,
            won(line.refunded),
          ])}
        />
      </Panel>
      {parts.shipments.length > 0 && (
        <Panel title="배송">
          <Table
            heads={['택배사', '송장 번호', '발송', '배송 완료']}
            rows={parts.shipments.map((one) => [one.carrier, String(one.trackingNumber), when(one.shippedAt), when(one.deliveredAt)])}
          />
        </Panel>
      )}
      {parts.payments.length > 0 && (
        <Panel title="결제">
          <Table
            heads={['수단', '결제할 금액', '결제된 금액', '결제한 때']}
            rows={parts.payments.map((one) => [methodOf(one.method), won(one.amount), won(one.captured), when(one.paidAt)])}
          />
        </Panel>
      )}
      {parts.refunds.length > 0 && (
        <Panel title="환불">
          <Table
            heads={['종류', '금액', '상태', '사유', '기한', '돌려준 때']}
            rows={parts.refunds.map((one) => [
              REFUND_KIND_LABELS[one.kind],
              won(one.amount),
              <Tag key="state" value={one.state} label={REFUND_STATE_LABELS[one.state]} />,
              one.reason,
              when(one.promisedBy),
              when(one.doneAt),
            ])}
          />
        </Panel>
      )}
      {parts.returns.length > 0 && (
        <Panel title="반품 신청">
          <Table
            heads={['까닭', '사유', '반품 배송비', '요청한 때']}
            rows={parts.returns.map((one) => [RETURN_KIND_LABELS[one.kind], String(one.reason), won(one.postage), when(one.requestedAt)])}
          />
        </Panel>
      )}
    </div>
  );
}

/** How far a refund by hand is: whether there is an account, and who has approved. */
export function RefundDetail(props: BasePropertyProps) {
  return <Parts<RefundParts> of={props}>{(parts) => <Refund parts={parts} />}</Parts>;
}

function Refund({ parts }: { parts: RefundParts }) {
  const byHand = parts.state === 'manual' || parts.approvals.length > 0;
  return (
    <div className="mng-details">
      {parts.order && (
        <Panel title="주문">
          <Link to={`/admin/resources/Order/records/${parts.order.id}/show`}>{parts.order.number}</Link>
        </Panel>
      )}
      {parts.state === 'manual' && (
        <Panel title="고객의 계좌">
          {parts.namedAt ? (
            <>{when(parts.namedAt)}에 알려 줬어요. ‘계좌 보기’로 열 수 있어요.</>
          ) : (
            '아직 알려 주지 않았어요. 문자로 부탁했어요.'
          )}
        </Panel>
      )}
      {byHand && (
        <Panel title="승인 (두 사람)" empty={parts.approvals.length === 0 && '아직 아무도 승인하지 않았어요.'}>
          <Table heads={['관리자', '승인한 때']} rows={parts.approvals.map((one) => [one.name, when(one.at)])} />
        </Panel>
      )}
    </div>
  );
}

/** A product's variants with their stock, each with the way to change it. */
export function ProductDetail(props: BasePropertyProps) {
  const mayChange = props.record?.recordActions.some(({ name }) => name === 'edit') ?? false;
  return <Parts<ProductParts> of={props}>{(parts) => <Product parts={parts} mayChange={mayChange} />}</Parts>;
}

function Product({ parts, mayChange }: { parts: ProductParts; mayChange: boolean }) {
  return (
    <div className="mng-details">
      <Panel title="사진" empty={parts.images.length === 0 && '아직 없어요. 수정에서 올려 주세요.'}>
        <ul className="mng-shown">
          {parts.images.map(({ id, url, alt }) => (
            <li key={id} className="mng-thumb">
              <img src={url.replace('-800', '-400')} alt={alt} />
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="옵션 조합과 재고" empty={parts.variants.length === 0 && '아직 없어요.'}>
        <Table
          heads={['조합', 'SKU', '추가금', '창고', '주문됨', '팔 수 있음', '판매', '']}
          rows={parts.variants.map((one) => [
            options(one.options),
            one.sku,
            won(one.surcharge),
            digits(one.onHand),
            digits(one.reserved),
            <b key="left" className={one.onHand - one.reserved > 0 ? undefined : 'mng-bad-text'}>
              {digits(one.onHand - one.reserved)}
            </b>,
            <Tag key="active" value={one.active ? 'yes' : 'no'} label={one.active ? '판매 중' : '내림'} />,
            mayChange ? (
              <Link key="link" to={`/admin/resources/Variant/records/${one.id}/stock`}>
                재고 바꾸기
              </Link>
            ) : null,
          ])}
        />
      </Panel>
    </div>
  );
}

/** A customer's consents and newest orders. */
export function CustomerDetail(props: BasePropertyProps) {
  return <Parts<CustomerParts> of={props}>{(parts) => <Customer parts={parts} />}</Parts>;
}

function Customer({ parts }: { parts: CustomerParts }) {
  return (
    <div className="mng-details">
      <Panel title="동의" empty={parts.consents.length === 0 && '남은 동의가 없어요.'}>
        <Table
          heads={['종류', '문구 판', '동의한 때']}
          rows={parts.consents.map((one) => [CONSENT_LABELS[one.kind], one.textVersion, when(one.givenAt)])}
        />
      </Panel>
      <Panel title="최근 주문" empty={parts.orders.length === 0 && '아직 주문이 없어요.'}>
        <Table
          heads={['주문 번호', '상태', '결제 금액', '돌려준 금액', '주문한 때']}
          rows={parts.orders.map((one) => [
            <Link key="link" to={`/admin/resources/Order/records/${one.id}/show`}>
              {one.number}
            </Link>,
            <Tag key="state" value={one.state} label={ORDER_STATE_LABELS[one.state]} />,
            won(one.total),
            won(one.refunded),
            when(one.placedAt),
          ])}
        />
      </Panel>
    </div>
  );
}
