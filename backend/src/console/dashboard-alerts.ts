import { LessThan } from 'typeorm';
import { Variant } from '../catalog/variant.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { Offer } from '../promotions/offer.entity.js';
import { may, type Visit } from './kit/visit.js';

const FEW = 3;
const SHOWN = 4;
const DAY = 24 * 60 * 60_000;

export interface Alert {
  tone: 'danger' | 'warning';
  text: string;
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

async function refundAlerts({ ctx }: Visit, now: Date): Promise<Alert[]> {
  const soon = new Date(now.getTime() + DAY);
  const [manual, overdue, frozen, late] = await Promise.all([
    ctx.db.manager.countBy(Refund, { state: 'manual' }),
    ctx.db.manager.countBy(Refund, { state: 'manual', promisedBy: LessThan(soon) }),
    ctx.db.manager.countBy(Refund, { state: 'frozen' }),
    ctx.db.manager.countBy(Refund, { state: 'due', promisedBy: LessThan(soon) }),
  ]);
  const link = (state: string) => ({
    label: '환불 보기',
    href: `/admin/resources/Refund?filters.state=${state}&sortBy=promisedBy&direction=asc`,
  });
  return [
    ...(manual > 0
      ? [{ tone: 'danger', text: `환불 ${manual}건을 계좌로 보내야 해요.${dueSoon(overdue)}`, link: link('manual') } as const]
      : []),
    ...(frozen > 0 ? [{ tone: 'danger', text: `환불 ${frozen}건은 영수증과 달라 확인이 필요해요.`, link: link('frozen') } as const] : []),
    ...(late > 0 ? [{ tone: 'danger', text: `환불 ${late}건이 내일까지예요.`, link: link('due') } as const] : []),
  ];
}

const dueSoon = (count: number) => (count > 0 ? ` ${count}건은 내일까지예요.` : '');

async function stockAlerts({ ctx }: Visit, now: Date): Promise<Alert[]> {
  const rows = await ctx.db.manager
    .createQueryBuilder(Variant, 'v')
    .innerJoin(VariantStock, 's', 's.variantId = v.id')
    .innerJoin('v.product', 'p')
    .select(['v.productId AS productId', 'p.name AS name', 'v.options AS options', 's.onHand - s.reserved AS available'])
    .where('v.active = :yes AND s.onHand - s.reserved <= :few', { yes: true, few: FEW })
    .andWhere((query) => {
      const open = query.subQuery().select('o.productId').from(Offer, 'o').innerJoin('o.promotion', 'pr');
      return `v.productId IN ${open.where("pr.state = 'published' AND pr.opensAt <= :now AND pr.closesAt > :now").getQuery()}`;
    })
    .setParameter('now', now)
    .orderBy('s.onHand - s.reserved', 'ASC')
    .limit(SHOWN)
    .getRawMany<{ productId: number; name: string; options: string; available: unknown }>();
  return rows.map(({ productId, name, options, available }) => {
    const left = Number(available);
    const which = Object.values(JSON.parse(options) as Record<string, string>).join(' ');
    const text = `${[name, which].filter(Boolean).join(' ')} ${left > 0 ? `재고가 ${left}개 남았어요.` : '재고가 없어요.'}`;
    return {
      tone: left > 0 ? 'warning' : 'danger',
      text,
      link: { label: '재고 보기', href: `/admin/resources/Product/records/${productId}/show` },
    };
  });
}

async function outboxAlerts({ ctx }: Visit): Promise<Alert[]> {
  const dead = await ctx.db.manager.countBy(OutboxMessage, { state: 'dead' });
  if (dead === 0) return [];
  return [
    {
      tone: 'warning',
      text: `메시지 ${dead}통을 보내지 못했어요.`,
      link: { label: '발신함 보기', href: '/admin/resources/OutboxMessage?filters.state=dead' },
    },
  ];
}
