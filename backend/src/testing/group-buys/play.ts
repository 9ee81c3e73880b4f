import fc from 'fast-check';
import { violations } from '../../../prove/invariants.js';
import type { Context } from '../../kernel/context.js';
import { jobs } from '../../jobs/jobs.js';
import { AppError } from '../../kernel/errors.js';
import { cancelLines } from '../../orders/cancel-lines.js';
import { cancelOrder } from '../../orders/cancel-order.js';
import { Order } from '../../orders/order.entity.js';
import { OrderLine } from '../../orders/order-line.entity.js';
import { outsideTransactions } from '../../boot/outside.js';
import { createBootpay } from '../../payments/bootpay/bootpay.js';
import { confirmPayment } from '../../payments/confirm-payment.js';
import { Refund } from '../../ledger/refund.entity.js';
import { Offer } from '../../promotions/offer.entity.js';
import { Promotion } from '../../promotions/promotion.entity.js';
import { settlePromotion } from '../../settlement/settle-promotion.js';
import { SIMULATED_KEYS } from '../../simulator/simulated-keys.js';
import { aBuyer, placedAt } from '../buyers.js';
import { aPromotion, aUniversity } from '../fixtures.js';
import { startShop, type TestShop } from '../test-shop.js';
import { Crash, crashAt, makeWatchable, watched, type Watcher } from '../watch.js';
import { check } from './check.js';
import type { Participant } from './participant.js';
import { type Person, type Scenario, scenario } from './scenario.js';

const MINUTE = 60_000;
/** A call that hangs is given up after so long; ms. */
const PATIENCE_MS = 300;

export interface GroupBuys {
  shop: TestShop;
  pass(ms: number): void;
}

/** The whole shop with a clock that only moves when told, and a Bootpay that is waited for shortly. */
export async function openGroupBuys(): Promise<GroupBuys> {
  const shop = await startShop();
  let at = Date.parse('2026-11-22T03:00:00.000Z');
  shop.ctx.clock = { now: () => new Date(at) };
  shop.ctx.payments = outsideTransactions(
    'Bootpay',
    createBootpay({
      applicationKey: SIMULATED_KEYS.clientKey,
      credentials: SIMULATED_KEYS,
      entrypoint: `${shop.url}/_simulator/bootpay/v2`,
      timeoutMs: { read: 5_000, write: PATIENCE_MS },
    }),
  );
  makeWatchable(shop.ctx);
  return { shop, pass: (ms) => void (at += ms) };
}

/** Plays random group buys to their end. A failure names its seed, its path and the shortest scenario. @throws Error */
export async function checkGroupBuys(
  world: GroupBuys,
  { runs, seed, path }: { runs: number; seed: number; path?: string | undefined },
): Promise<void> {
  const property = fc.asyncProperty(scenario, (chosen) => play(world, chosen));
  await fc.assert(property, { numRuns: runs, seed, ...(path ? { path } : {}) });
  const found = await violations(world.shop.ctx.db, { ledger: world.shop.simulator.ledger });
  if (found.length > 0) throw new Error(`The books of all of them: ${found.join('\n')}`);
}

async function play(world: GroupBuys, chosen: Scenario): Promise<void> {
  const { shop, pass } = world;
  shop.simulator.faults.clear();
  shop.simulator.faults.plan({ on: 'webhook', kind: 'never', times: null });
  const sale = await open(world, chosen);
  pass(chosen.hours * 3_600_000 - MINUTE);
  const people: Participant[] = [];
  for (const person of chosen.people) people.push(await order(shop, sale, person));
  for (const one of people) if (one.person.does !== 'never pays' && one.person.does !== 'pays late') await pay(shop, one);
  await cancelAll(people, 'early');
  pass(2 * MINUTE);
  for (const one of people) if (one.person.does === 'pays late') await pay(shop, one);
  await cancelAll(people, 'once closed');
  pass(15 * MINUTE);
  await run(shop, 'expiry');
  const { id } = sale.promotion;
  // The process dies when the prices are fixed, before the first order is settled.
  await dying(dieBefore(/released_at. IS NULL/), () => settlePromotion(shop.ctx, id));
  await cancelAll(people, 'between');
  for (const kind of chosen.faults) shop.simulator.faults.plan({ on: 'cancel', kind, delayMs: 20 });
  for (const step of chosen.crashes) {
    await dying(crashAt(step), () => settlePromotion(shop.ctx, id));
    await dying(crashAt(step), () => run(shop, 'refunds'));
  }
  await untilStill(world, id);
  await cancelAll(people, 'late');
  for (const one of people) if (one.person.does === 'loses a line') await loseLine(shop, one);
  await untilStill(world, id);
  await check(shop, chosen, { promotionId: id, offerIds: sale.offers.map((offer) => offer.id), people });
}

type Sale = Awaited<ReturnType<typeof open>>;

async function open({ shop }: GroupBuys, { offers, hours }: Scenario) {
  const university = await aUniversity();
  const clock = { now: () => shop.ctx.clock.now(), pass: () => undefined };
  const sale = ({ tiers, goal, surcharges }: Scenario['offers'][number]) =>
    aPromotion({ clock }, { universities: [university], closesIn: hours, tiers, goal, surcharges });
  const [first, second] = [await sale(offers[0]), await sale(offers[1])];
  await Offer.update({ id: second.offer.id }, { promotionId: first.promotion.id, position: 1 });
  await Promotion.update({ id: second.promotion.id }, { state: 'draft' });
  return { university, promotion: first.promotion, goods: [first, second], offers: [first.offer, second.offer] };
}

async function order(shop: TestShop, { goods, university }: Sale, person: Person): Promise<Participant> {
  const buyer = await aBuyer(shop.ctx, university);
  const lines = goods.flatMap((sale, index) => {
    const quantity = person.units[index] ?? 0;
    return quantity > 0 ? [{ sale, quantity, variant: person.variant }] : [];
  });
  const { number } = await placedAt(buyer, lines);
  return { person, buyer, number, receiptId: '' };
}

async function pay(shop: TestShop, one: Participant): Promise<void> {
  const { total } = await Order.findOneByOrFail({ number: one.number });
  one.receiptId = await shop.pay(one.number, total);
  const outcome = await confirmPayment(one.buyer, one);
  if (outcome !== 'paid') throw new Error(`${one.number} is ${outcome}.`);
}

async function cancelAll(people: readonly Participant[], when: Person['does']): Promise<void> {
  for (const { person, buyer, number } of people)
    if (person.does === when) await cancelOrder(buyer, { number, reason: '마음이 바뀌었어요' });
}

// Refused where that line has missed its goal: it has gone back already.
async function loseLine({ ctx }: TestShop, { number }: Participant): Promise<void> {
  const { id } = await Order.findOneByOrFail({ number });
  const [first] = await OrderLine.find({ where: { orderId: id }, order: { id: 'ASC' } });
  await cancelLines(ctx, { id, lineIds: [first?.id ?? 0], reason: '품절됐어요' }).catch((error: unknown) => {
    if (!(error instanceof AppError) || first?.state !== 'missed') throw error;
  });
}

async function run({ ctx }: { ctx: Context }, name: string): Promise<void> {
  await jobs(ctx, { outbox: 1, refunds: 1, expiry: 1, reconcile: 1, settle: 1 })
    .find((job) => job.name === name)
    ?.run();
}

function dieBefore(fits: RegExp): Watcher {
  let dead = false;
  return (what) => {
    dead ||= fits.test(what);
    if (dead) throw new Crash(what);
  };
}

async function dying(watcher: Watcher, work: () => Promise<unknown>): Promise<void> {
  await watched(watcher, work).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
}

// A refund without an answer is looked at again after ten minutes; five refusals hand it to people.
async function untilStill({ shop, pass }: GroupBuys, promotionId: number): Promise<void> {
  for (let round = 0; round < 12; round++) {
    await run(shop, 'settlement');
    await run(shop, 'refunds');
    await run(shop, 'settlement');
    const due = await Refund.countBy({ state: 'due' });
    if (due === 0 && !(await Promotion.existsBy({ id: promotionId, state: 'published' }))) return;
    pass(11 * MINUTE);
  }
  throw new Error('It is never settled.');
}
