import { Link } from 'react-router-dom';
import type { Board } from './board.js';
import { Bars, Shares } from './DashboardCharts.js';
import { countText } from '../../kernel/rules/counted.js';
import { date, digits, left, shortTime, time, won } from './format.js';
import { Icon } from './Icon.js';
import { Loaded } from './Loaded.js';
import { Staircase } from './Staircase.js';
import { kindOf } from '../../promotions/rules/promotion-kind.js';
import { useLoad } from './use-load.js';
import { PROMOTION_KIND_LABELS } from '../../words/ko.js';

/** The front of the console: what was sold, what waits, what is open. Parts the role may not see are not there. */
export function Dashboard() {
  const load = useLoad('/admin/api/dashboard', (answer) => ('alerts' in answer ? (answer as unknown as Board) : undefined));
  return (
    <div className="mng-board">
      <Loaded load={load}>{(board) => <Whole board={board} />}</Loaded>
    </div>
  );
}

function Whole({ board }: { board: Board }) {
  return (
    <>
      <div className="mng-board-head">
        <h1>대시보드</h1>
        <span>{time(board.at)} 기준</span>
      </div>
      <Figures board={board} />
      <div className="mng-grid">
        <div>
          {board.offers && <Offers offers={board.offers} now={board.at} />}
          {board.sales && <Bars days={board.sales.days} />}
        </div>
        <div>
          <Alerts alerts={board.alerts} />
          {board.waiting && <Waiting waiting={board.waiting} />}
          {board.byUniversity && <Shares shares={board.byUniversity} />}
        </div>
      </div>
    </>
  );
}

function Figures({ board: { sales, waiting, moneyBack } }: { board: Board }) {
  return (
    <div className="mng-figures">
      {sales && (
        <Figure label="오늘 매출" value={digits(sales.today.won)} unit="원">
          <Link to={sales.today.href}>{digits(sales.today.orders)}건</Link> · 어제 {won(sales.yesterday.won)}
        </Figure>
      )}
      {sales && (
        <Figure label="이번 주 매출" value={digits(sales.week)} unit="원">
          {comparison(sales.week, sales.lastWeek)}
        </Figure>
      )}
      {waiting && (
        <Figure label="처리할 주문" value={countText(waiting.all.count)} unit="건" href={waiting.all.href}>
          {waiting.oldest ? `가장 오래된 것 ${date(waiting.oldest)}` : '기다리는 주문이 없어요'}
        </Figure>
      )}
      {moneyBack && (
        <Figure label="이번 주 돌려준 금액" value={digits(moneyBack.won)} unit="원">
          <Link to={moneyBack.done.href}>환불 {countText(moneyBack.done.count)}건</Link>,{' '}
          <Link to={moneyBack.stuck.href}>확인 필요 {countText(moneyBack.stuck.count)}건</Link>
        </Figure>
      )}
    </div>
  );
}

interface FigureProps {
  label: string;
  value: string;
  unit: string;
  /** The list of what it counts. */
  href?: string;
  children: React.ReactNode;
}

function Figure({ label, value, unit, href, children }: FigureProps) {
  return (
    <div className="mng-card mng-figure">
      <span>{href ? <Link to={href}>{label}</Link> : label}</span>
      <b>
        {value}
        <small>{unit}</small>
      </b>
      <span>{children}</span>
    </div>
  );
}

function comparison(week: number, before: number | null) {
  if (!before) return '지난주 같은 때까지의 매출이 없어요';
  const change = Math.round((week / before - 1) * 100);
  if (change === 0) return '지난주와 같아요';
  return (
    <>
      지난주보다{' '}
      <span className={change > 0 ? 'mng-up' : 'mng-down'}>
        {Math.abs(change)}% {change > 0 ? '늘었어요' : '줄었어요'}
      </span>
    </>
  );
}

function Offers({ offers, now }: { offers: NonNullable<Board['offers']>; now: string }) {
  return (
    <section className="mng-card">
      <header>
        <h2>열린 프로모션</h2>
        <Link to="/admin/resources/Promotion">모두 보기</Link>
      </header>
      {offers.length === 0 ? (
        <p className="mng-empty">지금 열린 프로모션이 없어요.</p>
      ) : (
        <div className="mng-scroll">
          <table className="mng-offers">
            <thead>
              <tr>
                <th>판매 조건</th>
                <th>계단</th>
                <th>다음 가격까지</th>
                <th className="r">지금 마감되면</th>
                <th className="r">남은 시간</th>
              </tr>
            </thead>
            <tbody>
              {offers.map((offer) => (
                <tr key={offer.id}>
                  <td>
                    <Link to={`/admin/resources/Promotion/records/${offer.promotionId}/show`}>{offer.product}</Link>
                    <small>{offer.reach}</small>
                  </td>
                  <td className="mng-stair-cell">
                    {kindOf(offer).price === 'falling' && (
                      <Staircase tiers={offer.tiers} sold={offer.sold} goal={offer.goal} cap={offer.cap} />
                    )}
                  </td>
                  <td>
                    {kindOf(offer).price === 'one'
                      ? PROMOTION_KIND_LABELS[offer.kind]
                      : offer.toNext === null
                        ? '가장 낮은 가격'
                        : `${digits(offer.toNext)}개`}
                    <small>
                      {digits(offer.sold)}개 팔림{offer.goal ? ` · 목표 ${digits(offer.goal)}` : ''}
                    </small>
                  </td>
                  <td className="r">{offer.priceNow === null ? '전액 환불' : won(offer.priceNow)}</td>
                  <td className="r">
                    <b className={isSoon(offer.closesAt, now) ? 'mng-soon' : undefined}>{left(offer.closesAt, now)}</b>
                    <small>{shortTime(offer.closesAt)}</small>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const isSoon = (closesAt: string, now: string) => new Date(closesAt).getTime() - new Date(now).getTime() < 6 * 3_600_000;

function Alerts({ alerts }: { alerts: Board['alerts'] }) {
  return (
    <section className="mng-card">
      <header>
        <h2>알림</h2>
        {alerts.length > 0 && <span className="mng-tag mng-bad">{alerts.length}</span>}
      </header>
      {alerts.length === 0 && <p className="mng-empty">지금 살필 일이 없어요.</p>}
      <ul className="mng-alerts">
        {alerts.map(({ tone, text, link }) => (
          <li key={text} className={`is-${tone}`}>
            <Icon name={tone === 'danger' ? 'alert' : 'triangle'} />
            <span>
              {text} <Link to={link.href}>{link.label}</Link>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Waiting({ waiting }: { waiting: NonNullable<Board['waiting']> }) {
  const rows = [
    ['상품 준비 전', waiting.prepare],
    ['발송 전', waiting.ship],
    ['반품 신청', waiting.returns],
  ] as const;
  return (
    <section className="mng-card">
      <header>
        <h2>기다리는 주문</h2>
        <Link to="/admin/resources/Order">주문 보기</Link>
      </header>
      <ul className="mng-waiting">
        {rows.map(([label, { count, href }]) => (
          <li key={label}>
            <Link to={href}>{label}</Link>
            <b>{countText(count)}건</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
