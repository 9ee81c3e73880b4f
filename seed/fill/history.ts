import { planOrders } from '../data/orders.js';
import { promotions } from '../data/promotions.js';
import { orderEvents } from './order-events.js';
import { promotionEvents } from './promotion-events.js';
import type { World } from './world.js';

/** Lets everything happen that has happened, in its order and at its time, by the verbs that do it in the shop; gives how many orders there are. */
export async function liveThrough(world: World): Promise<number> {
  const orders = planOrders();
  const events = [
    ...promotions.flatMap((promotion) => promotionEvents(world, promotion)),
    ...orders.flatMap((order, index) => orderEvents(world, order, index)),
  ];
  // Stable: what an order does within one hundredth of an hour stays in its order.
  for (const event of events.toSorted((a, b) => a.hours - b.hours)) await event.run();
  return orders.length;
}
