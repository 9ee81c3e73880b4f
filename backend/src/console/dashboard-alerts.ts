import { countText } from '../kernel/rules/counted.js';
import { readLowStock } from '../promotions/read-low-stock.js';
import { type Counted, counted } from './counted.js';
import { may, type Visit } from './kit/visit.js';

const FEW = 3;
const SHOWN = 4;
const DAY = 24 * 60 * 60_000;

export interface Alert {
  tone: 'danger' | 'warning';
  text: string;
  /** How many rows the link opens, where the text counts some. */
  count?: number;
  link: { label: string; href: string };
}

/** What somebody should look at today, as far as the role may. */
export async function alerts(visit: Visit, now: Date): Promise<Alert[]> {
  const parts = await Promise.all([
    may(visit, 'refunds', 'read') ? refundAlerts(visit, now) : [],
    may(visit, 'products', 'read') ? stockAlerts(visit, now) : [],
    may(visit, 'outbox', 'read') ? outboxAlerts(visit) : [],
  ]);
  return parts.flat();
}

async function refundAlerts(visit: Visit, now: Date): Promise<Alert[]> {
  const soon = { 'promisedBy~~to': new Date(now.getTime() + DAY).toISOString() };
  const count = (filters: Record<string, string>) => counted(visit, 'Refund', filters, { by: 'promisedBy', direction: 'asc' });
  const [manual, overdue, frozen, late] = await Promise.all([
    count({ state: 'manual' }),
    count({ state: 'manual', ...soon }),
    count({ state: 'frozen' }),
    count({ state: 'due', ...soon }),
  ]);
  return [
    alert('danger', manual, (n) => `환불 ${n}건을 계좌로 보내야 해요.`, '환불 보기'),
    alert('danger', overdue, (n) => `계좌로 보낼 환불 ${n}건이 내일까지예요.`, '환불 보기'),
    alert('danger', frozen, (n) => `환불 ${n}건은 영수증과 달라 확인이 필요해요.`, '환불 보기'),
    alert('danger', late, (n) => `환불 ${n}건이 내일까지예요.`, '환불 보기'),
  ].flat();
}

const alert = (tone: Alert['tone'], { count, href }: Counted, text: (count: string) => string, label: string): Alert[] =>
  count > 0 ? [{ tone, text: text(countText(count)), count, link: { label, href } }] : [];

async function stockAlerts({ ctx }: Visit, now: Date): Promise<Alert[]> {
  const rows = await readLowStock(ctx, now, { few: FEW, most: SHOWN });
  return rows.map(({ productId, name, options, available: left }) => {
    const which = Object.values(options).join(' ');
    const text = `${[name, which].filter(Boolean).join(' ')} ${left > 0 ? `재고가 ${left}개 남았어요.` : '재고가 없어요.'}`;
    return {
      tone: left > 0 ? 'warning' : 'danger',
      text,
      link: { label: '재고 보기', href: `/admin/resources/Product/records/${productId}/show` },
    };
  });
}

async function outboxAlerts(visit: Visit): Promise<Alert[]> {
  const dead = await counted(visit, 'OutboxMessage', { state: 'dead' });
  return alert('warning', dead, (n) => `메시지 ${n}통을 보내지 못했어요.`, '발신함 보기');
}
