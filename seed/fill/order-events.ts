import type { Actor } from '../../backend/src/kernel/context.js';
import { cancelOrder } from '../../backend/src/orders/cancel-order.js';
import { completeOrder } from '../../backend/src/orders/complete-order.js';
import { decideReturn } from '../../backend/src/orders/decide-return.js';
import { deliverOrder } from '../../backend/src/orders/deliver-order.js';
import { expireOrder } from '../../backend/src/orders/expire-order.js';
import { Order } from '../../backend/src/orders/order.entity.js';
import { placeOrder } from '../../backend/src/orders/place-order.js';
import { prepareOrder } from '../../backend/src/orders/prepare-order.js';
import { requestReturn } from '../../backend/src/orders/request-return.js';
import { shipOrder } from '../../backend/src/orders/ship-order.js';
import { confirmPayment } from '../../backend/src/payments/confirm-payment.js';
import { chargedPrice } from '../../backend/src/promotions/rules/price-tiers.js';
import { customers } from '../data/people.js';
import type { SeedOrder, SeedOrderTimes } from '../data/types.js';
import { sendRefunds } from './send-refunds.js';
import type { SeedEvent, World } from './world.js';

const METHODS = ['card', 'kakaopay', 'naverpay', 'card', 'card'];

type Placed = Pick<Order, 'id' | 'number' | 'total'>;

/** The steps of one planned order; `index` tells orders apart that are otherwise alike. */
export function orderEvents(world: World, plan: SeedOrder, index: number): SeedEvent[] {
  let placed: Placed | undefined;
  const place = async () => void (placed = await placeAsPlanned(world, plan, index));
  const step = (name: keyof SeedOrderTimes, run: (order: Placed, hours: number) => Promise<unknown>): SeedEvent[] => {
    const hours = plan.times[name];
    if (hours === undefined) return [];
    return [{ hours, run: async () => void (await run(placed as Placed, hours)) }];
  };
  const { stage, staff } = world;
  const customer = world.customers.get(plan.customer) as Actor;
  return [
    { hours: plan.times.placed, run: place },
    ...step('paid', (order, hours) => pay(world, order, { customer, hours, method: METHODS[index % METHODS.length] as string })),
    ...step('expired', ({ id }, hours) => expireOrder(stage.at(hours), id)),
    ...step('preparing', ({ id }, hours) => prepareOrder(stage.at(hours, staff.fulfilment), { id })),
    ...step('shipped', ({ id }, hours) => shipOrder(stage.at(hours, staff.fulfilment), { id, ...parcelOf(plan) })),
    ...step('delivered', ({ id }, hours) => deliverOrder(stage.at(hours, staff.fulfilment), { id })),
    ...step('completed', ({ id }, hours) => completeOrder(stage.at(hours), id)),
    ...step('cancelled', (order, hours) => cancel(world, plan, order, hours)),
    ...step('returnRequested', ({ number }, hours) => requestReturn(stage.at(hours, customer), number, returnOf(plan))),
    ...step('returned', ({ id }, hours) => takeBack(world, plan, id, hours)),
  ];
}

async function placeAsPlanned({ stage, customers: actors, catalogue }: World, plan: SeedOrder, index: number): Promise<Placed> {
  const ctx = stage.at(plan.times.placed, actors.get(plan.customer));
  const { name, phone, address } = customers.find(({ email }) => email === plan.customer) as (typeof customers)[number];
  const lines = plan.lines.map(({ product, sku, quantity }) => {
    const offer = catalogue.offers.get(`${plan.promotion}/${product}`);
    const variant = catalogue.variants.get(sku);
    if (!offer || !variant) throw new Error(`${plan.promotion} does not sell ${sku}.`);
    return { offerId: offer.id, variantId: variant.id, quantity, unitPrice: chargedPrice(offer.tiers) + variant.surcharge };
  });
  const answer = await placeOrder(ctx, { idempotencyKey: `seed-${index}`, lines, recipient: { name, phone, ...address } });
  const { number } = (JSON.parse(answer) as { order: { number: string } }).order;
  return stage.db.manager.findOneByOrFail(Order, { number });
}

/** Does what the person does in the payment window, then what their browser does after it. */
async function pay({ stage }: World, order: Placed, how: { customer: Actor; hours: number; method: string }): Promise<void> {
  const { receipt_id: receiptId } = stage.ledger.pay({ orderId: order.number, price: order.total, method: how.method });
  const outcome = await confirmPayment(stage.at(how.hours, how.customer), { number: order.number, receiptId });
  if (outcome !== 'paid') throw new Error(`Order ${order.number} was not paid but ${outcome}.`);
}

/** By whom it was asked for; those that end with their offer or promotion are cancelled by the settlement and by its own cancel. */
async function cancel({ stage, staff, customers: actors }: World, plan: SeedOrder, { number }: Placed, hours: number): Promise<void> {
  if (plan.cancelledBy !== 'customer' && plan.cancelledBy !== 'staff') return;
  const actor = plan.cancelledBy === 'staff' ? staff.support : actors.get(plan.customer);
  await cancelOrder(stage.at(hours, actor), { number, reason: plan.cancelReason ?? '' });
  await sendRefunds(stage.at(hours + 0.01));
}

async function takeBack({ stage, staff }: World, plan: SeedOrder, id: number, hours: number): Promise<void> {
  const { restock } = returnOf(plan);
  const reason = restock ? '받은 상품에 이상이 없어요.' : '불량을 확인했어요.';
  await decideReturn(stage.at(hours, staff.support), { id, decision: 'accepted', restock, reason });
  await sendRefunds(stage.at(hours + 0.01));
}

function parcelOf({ shipment }: SeedOrder): { carrier: string; trackingNumber: string } {
  if (!shipment) throw new Error('A shipped order of the plan has no parcel.');
  return shipment;
}

function returnOf({ returnRequest }: SeedOrder): NonNullable<SeedOrder['returnRequest']> {
  if (!returnRequest) throw new Error('A returned order of the plan has no request.');
  return returnRequest;
}
