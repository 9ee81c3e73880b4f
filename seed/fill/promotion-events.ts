import { cancelOrdersOf, cancelPromotion } from '../../backend/src/settlement/cancel-promotion.js';
import { publishPromotion } from '../../backend/src/promotions/publish-promotion.js';
import { settlePromotion } from '../../backend/src/settlement/settle-promotion.js';
import type { SeedPromotion } from '../data/types.js';
import { publishedInHours } from './promotions.js';
import { sendRefunds } from './send-refunds.js';
import type { SeedEvent, World } from './world.js';

/** What happened to a promotion after it was written. */
export function promotionEvents(world: World, promotion: SeedPromotion): SeedEvent[] {
  if (promotion.state === 'draft') return [];
  const { stage, staff, catalogue } = world;
  const id = catalogue.promotions.get(promotion.slug) as number;
  const hours = publishedInHours(promotion);
  const published = { hours, run: async () => void (await publishPromotion(stage.at(hours, staff.manager), { id })) };
  const { cancelled, state, closesInHours } = promotion;
  if (cancelled) return [published, { hours: cancelled.inHours, run: () => cancel(world, id, cancelled) }];
  if (state !== 'settled' && state !== 'failed') return [published];
  return [published, { hours: closesInHours, run: () => settle(world, id, closesInHours) }];
}

async function cancel({ stage, staff }: World, id: number, { inHours, reason }: { inHours: number; reason: string }): Promise<void> {
  await cancelPromotion(stage.at(inHours, staff.manager), { id, reason });
  const job = stage.at(inHours + 0.01);
  while ((await cancelOrdersOf(job, id)) > 0);
  await sendRefunds(job);
}

async function settle({ stage }: World, id: number, closesInHours: number): Promise<void> {
  const job = stage.at(closesInHours + 0.01);
  for (;;) {
    const outcome = await settlePromotion(job, id);
    if (outcome === 'done') return;
    if (outcome === 'waiting' || (await sendRefunds(job)) === 0) throw new Error(`Promotion ${id} cannot be settled: ${outcome}.`);
  }
}
