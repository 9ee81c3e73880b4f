import { createOutside } from '../src/boot/outside.js';
import type { Context } from '../src/kernel/context.js';
import { jobs } from '../src/jobs/jobs.js';
import { settlePromotion } from '../src/settlement/settle-promotion.js';
import { countQueries } from '../src/testing/count-queries.js';
import { aCrowd, type Crowd } from './crowd.js';
import { violations } from './invariants.js';
import { type Ground, openGround } from './proving-ground.js';

const BATCH = 50;
/** Statements of one order's settlement, BEGIN and COMMIT included: locks, lines, refund and its sum, release, message; two lines at most. */
const MOST_PER_ORDER = 22;

/**
 * Settles a small crowd and a large one: what is asked of the database before the first order, and once all are done, is the
 * same; each order costs its share and no more. Tells how fast orders are settled and won go back. Gives what went wrong.
 */
export async function provePlan(options: {
  engine: 'sqlite' | URL;
  small: number;
  large: number;
  say(line: string): void;
}): Promise<string[]> {
  const ground = await openGround(options.engine, 16);
  try {
    ground.simulator.faults.plan({ on: 'webhook', kind: 'never', times: null });
    const [small, large] = [await settle(ground, options.small), await settle(ground, options.large)];
    const said = ({ people, plan, again, perOrder }: Settled) =>
      `${people} participants: ${plan} statements before the first order, ${perOrder.toFixed(1)} an order, ${again} to look again`;
    options.say(said(small));
    options.say(said(large));
    options.say(`${Math.round(large.settledPerSecond)} orders settled a second`);
    const refunds = await sendAll(ground, options.say);
    return [
      ...(small.plan === large.plan
        ? []
        : [`the plan takes ${small.plan} statements for ${small.people} and ${large.plan} for ${large.people}`]),
      ...(small.again === large.again
        ? []
        : [`looking again takes ${small.again} statements for ${small.people}, ${large.again} for ${large.people}`]),
      ...(large.perOrder <= MOST_PER_ORDER ? [] : [`an order takes ${large.perOrder} statements`]),
      ...refunds,
      ...(await violations(ground.db, { ledger: ground.simulator.ledger })),
    ];
  } finally {
    await ground.close();
  }
}

interface Settled {
  people: number;
  /** Statements before the first order, and of a run that finds nothing left to settle. */
  plan: number;
  again: number;
  perOrder: number;
  settledPerSecond: number;
}

async function settle(ground: Ground, size: number): Promise<Settled> {
  const crowd = await aCrowd({ db: ground.db, ledger: ground.simulator.ledger, now: ground.now() }, size);
  const queries = countQueries(ground.db);
  const began = performance.now();
  const first = await counted(ground, crowd, queries);
  const took = performance.now() - began;
  const second = await counted(ground, crowd, queries);
  queries.stop();
  const plan = first.findIndex(isBatch);
  const orders = first.length - second.length - (Math.ceil((size + 1) / BATCH) - 1);
  return { people: size, plan, again: second.length, perOrder: orders / size, settledPerSecond: (size / took) * 1_000 };
}

const isBatch = (sql: string) => /FROM .orders. .*released_at.*LIMIT 50/s.test(sql);

async function counted(ground: Ground, { promotionId }: Crowd, queries: ReturnType<typeof countQueries>): Promise<string[]> {
  queries.take();
  const end = await settlePromotion(ground.ctx, promotionId);
  if (end !== 'refunding') throw new Error(`The settlement is ${end}.`);
  return queries.take();
}

async function sendAll(ground: Ground, say: (line: string) => void): Promise<string[]> {
  const outside = createOutside({ bootpay: null, slackUrl: null, smsUrl: null, smsSender: '15880000' }, ground.simulatorUrl);
  const ctx: Context = { ...ground.ctx, ...outside };
  const every = { outbox: 1, refunds: 1, expiry: 1, reconcile: 1, settle: 1 };
  const refunds = jobs(ctx, every).find(({ name }) => name === 'refunds');
  const began = performance.now();
  let sent = 0;
  for (let done = 1; done > 0; sent += done) done = (await refunds?.run()) ?? 0;
  say(`${Math.round((sent / (performance.now() - began)) * 1_000)} refunds sent a second, in one process that also is Bootpay`);
  const open = jobs(ctx, every).find(({ name }) => name === 'settlement');
  const settled = await open?.run();
  return settled === 2 ? [] : [`${settled ?? 0} of 2 promotions were settled in the end`];
}
