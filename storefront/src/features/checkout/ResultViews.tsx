import type { Offer, Order, Product } from '@mngshop/backend/contract';
import check from 'lucide-static/icons/check.svg?shapes';
import clock from 'lucide-static/icons/clock.svg?shapes';
import info from 'lucide-static/icons/info.svg?shapes';
import x from 'lucide-static/icons/x.svg?shapes';
import { type ReactNode, useEffect, useState } from 'react';
import Staircase from '../../components/Staircase';
import { TierSentence } from '../../components/TierTalk';
import Icon from '../../components/ui/Icon';
import Note from '../../components/ui/Note';
import { api } from '../../lib/api/calls';
import { clock as timeOf, moment, options, phone, won } from '../../lib/words/format';
import { hasStairs, toldOf } from '../../lib/staircase/offer-told';
import { serverNow } from '../../lib/browser/server-clock';
import { loadMe } from '../../lib/api/session';
import type { Result } from './confirm-payment';

export function Paid({ order }: { order: Order }) {
  const product = useProduct(order);
  const isGroupBuy = product !== undefined && hasStairs(product.offer);
  return (
    <>
      <Head tone="good" icon={<Icon shapes={check} />} title={`${won(order.total)}을 결제했어요`} role="status">
        {isGroupBuy ? '마감 뒤 가격이 내려가면 차액을 자동으로 돌려드려요.' : '상품을 준비해서 보내 드릴게요. 발송하면 문자로 알려 드려요.'}
      </Head>
      <div className="pad">
        {isGroupBuy && <Stairs offer={product.offer} state={product.offer.promotion.state} />}
        <dl className="facts plain mt5">
          <Fact name="주문 번호">{order.number}</Fact>
          <Fact name="상품">{nameOf(order)}</Fact>
          {product && <Fact name="마감">{moment(product.offer.promotion.closesAt, serverNow())}</Fact>}
        </dl>
      </div>
      <Bar href={`/orders/${order.number}`}>주문 보기</Bar>
    </>
  );
}

/** The first frame, before any script has run too: money may have moved, so nobody is left with a blank or a grey box. */
export const Asking = () => (
  <>
    <Head tone="wait" icon={<Turning />} title="확인 중이에요" role="status">
      결제가 어떻게 됐는지 알아보고 있어요.
      <br />
      다시 결제하지 말고 잠시만 기다려 주세요.
    </Head>
    <Bar href="/orders">주문 내역에서 확인하기</Bar>
  </>
);

export const OrdersWay = () => (
  <a className="btn" href="/orders">
    주문 내역에서 확인하기
  </a>
);

export function Checking({ order }: { order: Order | undefined }) {
  const [number, setNumber] = useState('');
  useEffect(() => {
    loadMe().then(
      (customer) => setNumber(customer?.phone ?? ''),
      () => undefined,
    );
  }, []);
  return (
    <>
      <Head tone="wait" icon={<Turning />} title="결제를 확인하고 있어요" role="status">
        창을 닫아도 괜찮아요.
        <br />
        끝나면 문자로 알려 드릴게요.
      </Head>
      <div className="pad">
        <Note icon={info} tone="warning">
          카드사 답을 기다리고 있어요. 확인될 때까지 다시 결제하지 마세요. 상품은 잡아 두었어요.
        </Note>
        <dl className="facts plain mt5">
          {order && <Fact name="주문 번호">{order.number}</Fact>}
          {order && <Fact name="결제할 금액">{won(order.total)}</Fact>}
          {number && <Fact name="문자 받을 번호">{phone(number)}</Fact>}
        </dl>
      </div>
      <Bar href="/orders">주문 내역에서 기다리기</Bar>
    </>
  );
}

export function Unpaid({ result }: { result: Result & { kind: 'unpaid' | 'ended' } }) {
  const { order, reason, kind } = result;
  const isPayable = kind === 'unpaid';
  return (
    <>
      <Head tone="bad" icon={<Icon shapes={x} />} title="결제하지 못했어요" role="alert">
        {reason}
      </Head>
      <div className="pad">
        {isPayable && (
          <Note icon={clock}>
            고른 상품은 <b>{timeOf(order.expiresAt)}까지</b> 잡아 둘게요.
            <br />
            다른 카드나 간편결제로 결제할 수 있어요.
          </Note>
        )}
        <dl className="facts plain mt5">
          <Fact name="주문 번호">{order.number}</Fact>
          <Fact name={isPayable ? '결제할 금액' : '주문 금액'}>{won(order.total)}</Fact>
        </dl>
        {isPayable && (
          <p className="center mt4">
            <a className="btn text" href={`/orders/${order.number}`}>
              이 주문 취소하기
            </a>
          </p>
        )}
      </div>
      {isPayable ? (
        <Bar href={`/checkout?${new URLSearchParams({ promotion: order.promotion.slug, order: order.number })}`}>
          다른 방법으로 결제하기
        </Bar>
      ) : (
        <Bar href={`/products/${order.lines[0]?.product.slug ?? ''}`}>상품 다시 보기</Bar>
      )}
    </>
  );
}

interface HeadProps {
  tone: 'good' | 'wait' | 'bad';
  icon: ReactNode;
  title: string;
  role: 'status' | 'alert';
  children: ReactNode;
}

const Head = ({ tone, icon, title, role, children }: HeadProps) => (
  <div className="result" role={role}>
    <span className={`badge ${tone}`}>{icon}</span>
    <h1>{title}</h1>
    <p>{children}</p>
  </div>
);

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Bar = ({ href, children }: { href: string; children: ReactNode }) => (
  <>
    <div className="gap" />
    <div className="bar">
      <a className="btn primary" href={href}>
        {children}
      </a>
    </div>
  </>
);

const Turning = () => (
  <svg width="72" height="72" viewBox="0 0 72 72" aria-hidden="true">
    <circle cx="36" cy="36" r="20" fill="none" stroke="var(--card)" strokeWidth="5" />
    <path className="ring" d="M36 16a20 20 0 0 1 20 20" fill="none" stroke="var(--mango)" strokeWidth="5" strokeLinecap="round" />
  </svg>
);

function Stairs({ offer, state }: { offer: Offer; state: Product['offer']['promotion']['state'] }) {
  const told = toldOf(offer, state);
  return (
    <div className="card">
      <div className="in">
        <p className="say">
          <TierSentence told={told} />
        </p>
        <div className="mt3">
          <Staircase {...told} size="large" width={301} />
        </div>
      </div>
    </div>
  );
}

/** For the staircase after paying; without it the page is complete too. */
function useProduct(order: Order): Product | undefined {
  const [product, setProduct] = useState<Product>();
  const slug = order.lines[0]?.product.slug;
  useEffect(() => {
    if (!slug) return;
    api.product(slug).then(
      (answer) => setProduct(answer.product),
      () => undefined,
    );
  }, [slug]);
  return product;
}

function nameOf({ lines }: Order): string {
  const [first] = lines;
  if (!first) return '';
  const name = [first.product.name, options(first.options)].filter(Boolean).join(' · ');
  return lines.length > 1 ? `${name} 외 ${lines.length - 1}건` : `${name} ${first.quantity}개`;
}
