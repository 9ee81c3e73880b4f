import { setTimeout as sleep } from 'node:timers/promises';
import type { Goods, Student } from './catalogue.js';
import { forked } from './forked.js';
import type { Ordered, Orders } from './order-load.js';
import { cpuMs, median, memoryMiB } from './process-figures.js';
import type { Smallest } from './smallest-transaction.js';
import type { Shop, Stage } from './stage.js';

const CONNECTIONS = 32;
const ROUNDS = 3;
/** ms that the jobs are given to end what a round has left them. */
const PATIENCE_MS = 40_000;

/** Orders of one round. */
interface Sizes {
  place: number;
  payAt1: number;
  payAt8: number;
  payAt32: number;
  /** Of the smallest transaction. */
  seconds: number;
}

export interface MeasuredOrders {
  /** A second, at 32 connections: the smallest transaction on a thousand rows, and on one. */
  smallest: number;
  smallestOnOne: number;
  /** Placed a second, of a thousand products, and all of one. */
  place: number;
  placeOfOne: number;
  /** Placed and paid a second, by so many at a time. */
  paid: Record<'at1' | 'at8' | 'at32', number>;
  ratios: { place: number; placeOfOne: number; ordersAt32: number };
  /** Of the shop's process, ms an order that is placed and paid by 32 at a time: with its webhook, and its jobs until nothing is left. */
  cpuMs: number;
  /** ms */
  p99: number;
  /** What the jobs had still to do when they were waited for no longer; 0 is well. */
  undone: number;
}

/** Orders beside the smallest transaction, round by round; the medians. */
export async function measureOrders(stage: Stage, size: number): Promise<MeasuredOrders & { afterMiB: number }> {
  const full = sized({ place: 600, payAt1: 100, payAt8: 400, payAt32: 1_000, seconds: 2 }, size);
  // The first warms up.
  const prepared: [Sizes, Crowds][] = [];
  for (const sizes of [sized(full, 0.1), ...Array.from({ length: ROUNDS }, () => full)]) prepared.push([sizes, await crowds(stage, sizes)]);
  const shop = await stage.start();
  const smallest = forked<Smallest, { perSecond: number }>('smallest-transaction.ts');
  const buyers = forked<Orders, Ordered>('order-load.ts');
  try {
    const rounds: MeasuredOrders[] = [];
    for (const [sizes, crowd] of prepared) rounds.push(await measureRound({ stage, shop, smallest, buyers, sizes, crowd }));
    return { ...medians(rounds.slice(1)), afterMiB: memoryMiB(shop.pid) };
  } finally {
    smallest.stop();
    buyers.stop();
    await shop.stop();
  }
}

type Crowds = Record<'place' | 'placeOfOne' | 'at1' | 'at8' | 'at32', Orders['orders']>;

/** Who orders what in one round: everybody once, in a round of their own. */
async function crowds(stage: Stage, sizes: Sizes): Promise<Crowds> {
  const hot = await stage.rare(sizes.place);
  const of = async (count: number, one?: Goods) =>
    (await stage.students(count)).map((student, index) => ({ ...(one ?? goodsFor(stage, student, index)), cookie: student.cookie }));
  return {
    place: await of(sizes.place),
    placeOfOne: await of(sizes.place, hot.goods),
    at1: await of(sizes.payAt1),
    at8: await of(sizes.payAt8),
    at32: await of(sizes.payAt32),
  };
}

const sized = (sizes: Sizes, by: number): Sizes => ({
  place: Math.ceil(sizes.place * by),
  payAt1: Math.ceil(sizes.payAt1 * by),
  payAt8: Math.ceil(sizes.payAt8 * by),
  payAt32: Math.ceil(sizes.payAt32 * by),
  seconds: sizes.seconds * Math.max(by, 0.2),
});

interface Measuring {
  stage: Stage;
  shop: Shop;
  smallest: ReturnType<typeof forked<Smallest, { perSecond: number }>>;
  buyers: ReturnType<typeof forked<Orders, Ordered>>;
  sizes: Sizes;
  crowd: Crowds;
}

async function measureRound({ stage, shop, smallest, buyers, sizes, crowd }: Measuring): Promise<MeasuredOrders> {
  const { databaseUrl, simulatorUrl } = stage;
  const least = async (rows: number) =>
    (await smallest.ask({ databaseUrl, rows, connections: CONNECTIONS, seconds: sizes.seconds })).perSecond;
  const order = (orders: Orders['orders'], connections: number, pays: boolean) =>
    buyers.ask({ url: shop.url, simulatorUrl, orders, connections, pays });

  const distinct = await least(1_000);
  const place = await order(crowd.place, CONNECTIONS, false);
  const one = await least(1);
  const placeOfOne = await order(crowd.placeOfOne, CONNECTIONS, false);
  const at1 = await order(crowd.at1, 1, true);
  const at8 = await order(crowd.at8, 8, true);
  await jobsDone(stage);
  const before = cpuMs(shop.pid);
  const at32 = await order(crowd.at32, CONNECTIONS, true);
  const undone = await jobsDone(stage);
  return {
    smallest: distinct,
    smallestOnOne: one,
    place: place.perSecond,
    placeOfOne: placeOfOne.perSecond,
    paid: { at1: at1.perSecond, at8: at8.perSecond, at32: at32.perSecond },
    ratios: { place: place.perSecond / distinct, placeOfOne: placeOfOne.perSecond / one, ordersAt32: at32.perSecond / distinct },
    cpuMs: (cpuMs(shop.pid) - before) / at32.done,
    p99: at32.p99,
    undone,
  };
}

/** Another product for each, of those their own university is shown. */
export function goodsFor(stage: Pick<Stage, 'promotions'>, { campus }: Student, index: number): Goods {
  const { goods } = stage.promotions[campus] ?? { goods: [] };
  const one = goods[Math.floor(index / stage.promotions.length) % goods.length];
  if (!one) throw new Error('Nothing is sold there.');
  return one;
}

export async function jobsDone(stage: Stage): Promise<number> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const undone = await stage.undone();
    if (undone === 0 || performance.now() > until) return undone;
    await sleep(250);
  }
}

function medians(rounds: readonly MeasuredOrders[]): MeasuredOrders {
  const of = (pick: (one: MeasuredOrders) => number) => median(rounds.map(pick));
  return {
    smallest: of(({ smallest }) => smallest),
    smallestOnOne: of(({ smallestOnOne }) => smallestOnOne),
    place: of(({ place }) => place),
    placeOfOne: of(({ placeOfOne }) => placeOfOne),
    paid: { at1: of(({ paid }) => paid.at1), at8: of(({ paid }) => paid.at8), at32: of(({ paid }) => paid.at32) },
    ratios: {
      place: of(({ ratios }) => ratios.place),
      placeOfOne: of(({ ratios }) => ratios.placeOfOne),
      ordersAt32: of(({ ratios }) => ratios.ordersAt32),
    },
    cpuMs: of(({ cpuMs: ms }) => ms),
    p99: of(({ p99 }) => p99),
    undone: of(({ undone }) => undone),
  };
}
