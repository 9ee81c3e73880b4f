import { setTimeout as sleep } from 'node:timers/promises';
import { OutboxMessage } from '../src/outbox/outbox-message.entity.js';
import { Refund } from '../src/ledger/refund.entity.js';
import { Offer } from '../src/promotions/offer.entity.js';
import { Promotion } from '../src/promotions/promotion.entity.js';
import { FAULT_KINDS } from '../src/simulator/faults.js';
import { aCrowd, type Crowd } from './crowd.js';
import { violations } from './invariants.js';
import { messagesOf, openGround, type Ground } from './proving-ground.js';
import type { ShopProcess } from './shop-process.js';
import { counts, series } from './shoppers.js';

export interface SettlementKillOptions {
  engine: 'sqlite' | URL;
  orders: number;
  kills: number;
  /** Of all cancels, over all the ways in which they can fail. */
  failing: number;
  seed: number;
  say(line: string): void;
}

const MINUTE = 60_000;
/** Longer than a lease, and at times longer than a refund without an answer waits: an operator is not always at hand. */
const AWAY = [MINUTE + 1_000, 11 * MINUTE];

/**
 * One settlement of a crowd, during which the server is killed at so many points of its progress, chosen at random, while
 * Bootpay fails at giving back. Gives what went wrong; empty is good.
 */
export async function proveSettlementKills(options: SettlementKillOptions): Promise<string[]> {
  const { say } = options;
  const ground = await openGround(options.engine, 12);
  try {
    const crowd = await timed(`${options.orders} orders, each with a receipt`, say, () =>
      aCrowd({ db: ground.db, ledger: ground.simulator.ledger, now: ground.now() }, options.orders),
    );
    planFaults(ground, options);
    const began = performance.now();
    const { server, deaths } = await killOften(ground, crowd, options);
    const struck = await untilSettled(ground, crowd, server);
    say(`${deaths} deaths between the first order and the last won, settled after ${seconds(began)}`);
    say(`refunds by tries: ${JSON.stringify(struck)}`);
    await server.kill();
    return [
      ...(deaths === options.kills ? [] : [`${deaths} deaths instead of ${options.kills}: it was settled before`]),
      ...(await judge(ground, crowd)),
    ];
  } finally {
    await ground.close();
  }
}

async function timed<T>(what: string, say: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  say(`${what}: ${seconds(began)}`);
  return result;
}
const seconds = (began: number) => `${((performance.now() - began) / 1000).toFixed(1)} s`;

// Each way of its own, so that a way that was added is planned too. A late one arrives long before it is asked for again.
function planFaults({ simulator }: Ground, { failing, seed }: SettlementKillOptions): void {
  const kinds = FAULT_KINDS.cancel;
  for (const [index, kind] of kinds.entries())
    simulator.faults.plan({ on: 'cancel', kind, probability: failing / kinds.length, seed: seed + index, delayMs: 100 });
}

/** Kills at points between 0, nothing is settled, and 2, all is written and all has gone back. Gives the last server, alive. */
async function killOften(
  ground: Ground,
  crowd: Crowd,
  { kills, seed }: SettlementKillOptions,
): Promise<{ server: ShopProcess; deaths: number }> {
  const next = series(seed);
  const points = Array.from({ length: kills }, () => next() * 1.9).toSorted((a, b) => a - b);
  let deaths = 0;
  for (const point of points) {
    const server = await ground.start({ PROVE_NAMES: 'off' });
    while (server.alive() && (await progress(ground, crowd)) < point) await sleep(20);
    await sleep(next() * 40);
    if (!server.alive()) throw new Error(`The server ended by itself: ${server.lastWords() ?? ''}`);
    if (await isSettled(ground, crowd)) return { server, deaths };
    await server.kill();
    deaths++;
    ground.ahead += AWAY[Math.floor(next() * AWAY.length)] ?? 0;
  }
  return { server: await ground.start({ PROVE_NAMES: 'off' }), deaths };
}

async function progress({ db, simulator }: Ground, { people }: Crowd): Promise<number> {
  const [row] = await db.query<{ last: number | null }[]>('SELECT MAX(id) AS last FROM refunds');
  const refunds = people.reduce((sum, person) => sum + person.refunds, 0);
  const back = people.reduce((sum, person) => sum + person.charged - person.keeps, 0);
  return (row?.last ?? 0) / refunds + simulator.ledger.totals().cancelled / back;
}

const isSettled = (ground: Ground, { promotionId }: Crowd) => ground.db.manager.existsBy(Promotion, { id: promotionId, state: 'settled' });

/** Puts the clock forward whenever nothing moves any more. Gives how many refunds took how many tries. */
async function untilSettled(ground: Ground, crowd: Crowd, server: ShopProcess): Promise<Record<string, number>> {
  let before = '';
  for (let still = 0, passes = 0; passes < 200; still++) {
    await sleep(200);
    if (!server.alive()) throw new Error(`The server ended by itself: ${server.lastWords() ?? ''}`);
    const left = await underWay(ground);
    if (JSON.stringify(left) !== before) still = 0;
    before = JSON.stringify(left);
    if (Object.values(left).every((count) => count === 0) && (await isSettled(ground, crowd))) {
      const rows = await ground.db.manager.find(Refund, { select: { attempts: true } });
      return counts(rows.map(({ attempts }) => String(attempts)));
    }
    if (still < 4) continue;
    [still, passes] = [0, passes + 1];
    ground.ahead += 4 * MINUTE;
    await server.tell({ ahead: ground.ahead });
  }
  throw new Error(`It is not settled: ${before}`);
}

/** What goes on by itself, now or later. Not the probes: of a captured receipt they can teach nothing. */
async function underWay({ db, simulator }: Ground) {
  const count = async (from: string) => Number((await db.query<{ n: number | string }[]>(`SELECT COUNT(*) AS n FROM ${from}`))[0]?.n);
  return {
    orders: await count(`orders WHERE state = 'paid' AND released_at IS NULL`),
    refunds: await count(`refunds WHERE state = 'due'`),
    messages: await count(`outbox_messages WHERE state = 'due'`),
    webhooks: simulator.webhooks.list(100).filter(({ state }) => state === 'waiting').length,
  };
}

async function judge(ground: Ground, crowd: Crowd): Promise<string[]> {
  const { ledger } = ground.simulator;
  const offers = await ground.db.manager.find(Offer, { order: { id: 'ASC' } });
  const told = (await messagesOf(ground, 'slack')).filter(({ text }) => text.startsWith('정산 완료'));
  const unsent = await ground.db.manager.countBy(OutboxMessage, { channel: 'sms', state: 'sent' });
  return [
    ...offers
      .filter((offer, index) => offer.outcome !== (index === 0 ? 'reached' : 'missed'))
      .map(({ id }) => `offer ${id} has the wrong outcome`),
    ...crowd.people.flatMap(({ orderId, receiptId, charged, keeps, refunds }) => {
      const cancels = ledger.cancels(receiptId);
      const kept = charged - cancels.reduce((sum, { amount }) => sum + amount, 0);
      return [
        ...(kept === keeps ? [] : [`order ${orderId} keeps ${kept} of ${charged} won, not ${keeps}`]),
        ...(cancels.length === refunds ? [] : [`order ${orderId} was refunded ${cancels.length} times, not ${refunds}`]),
      ];
    }),
    ...(told.length > 0 ? [] : ['Slack was not told of the end']),
    ...(unsent === crowd.people.length ? [] : [`${unsent} of ${crowd.people.length} people were told`]),
    ...(await violations(ground.db, { ledger, quiet: true })),
  ];
}
