import { setTimeout as sleep } from 'node:timers/promises';
import { OfferCounter } from '../src/holds/offer-counter.entity.js';
import { VariantStock } from '../src/holds/variant-stock.entity.js';
import { aSale, PRICE, type Sale, students } from './goods.js';
import { violations } from './invariants.js';
import { type Ground, openGround } from './proving-ground.js';
import type { ShopProcess } from './shop-process.js';
import { type Answer, counts, pay, place, series, shuffled } from './shoppers.js';

export interface RushOptions {
  engine: 'sqlite' | URL;
  /** How often, each with another seed of who comes when and where. */
  seeds: number;
  buyers: number;
  units: number;
  servers: 1 | 2;
  say(line: string): void;
}

/**
 * Everybody at once for a few units: stock, then a cap, then a limit of one per person with ten tries of each.
 * What was got is paid. Gives what went wrong; empty is good.
 */
export async function proveRush(options: RushOptions): Promise<string[]> {
  const ground = await openGround(options.engine, 16);
  const failures: string[] = [];
  try {
    const servers: ShopProcess[] = [];
    for (let index = 0; index < options.servers; index++) servers.push(await ground.startReal());
    const buyers = await students(ground, options.buyers);
    for (const kind of ['units', 'cap', 'limit'] as const) {
      const took: number[] = [];
      for (let seed = 1; seed <= options.seeds; seed++) {
        const began = performance.now();
        const found = await rush({ ground, servers, buyers, kind, seed, units: options.units });
        took.push(performance.now() - began);
        failures.push(...found.map((failure) => `rush for ${kind}, seed ${seed}: ${failure}`));
      }
      options.say(
        `${kind}: ${options.seeds} seeds, ${Math.round(took.reduce((a, b) => a + b) / took.length)} ms each, ${failures.length} failures`,
      );
    }
    await sleep(300);
    failures.push(...(await violations(ground.db, { ledger: ground.simulator.ledger })));
    for (const server of servers) await server.kill();
  } finally {
    await ground.close();
  }
  return failures;
}

interface Rush {
  ground: Ground;
  servers: ShopProcess[];
  buyers: string[];
  kind: 'units' | 'cap' | 'limit';
  seed: number;
  units: number;
}

async function rush(given: Rush): Promise<string[]> {
  const { ground, kind, units, seed } = given;
  const plenty = 100_000;
  const sale = await aSale(ground, {
    onHand: kind === 'cap' ? plenty : units,
    ...(kind === 'cap' ? { cap: units } : {}),
    limit: kind === 'limit' ? 1 : 10,
  });
  const next = series(seed);
  const url = () => given.servers[Math.floor(next() * given.servers.length)]?.url ?? '';
  const tries =
    kind === 'limit' ? given.buyers.slice(0, Math.ceil(given.buyers.length / 10)).flatMap((b) => Array<string>(10).fill(b)) : given.buyers;
  const wanted = shuffled(tries, next).map((cookie) => ({ cookie, url: url(), after: next() * 30 }));
  const ends = await Promise.all(wanted.map((want) => oneTry(want, sale, ground)));
  const told = counts(ends.map(({ placed }) => (placed.status === 201 ? 'placed' : `${placed.status} ${placed.body.code ?? ''}`)));
  return judge(given, sale, ends, told);
}

interface End {
  cookie: string;
  placed: Answer;
  paid: Answer | null;
}

/** Presses until there is a definite answer, and pays at once: with a limit, an order that waits must not be what stops the next. */
async function oneTry({ cookie, url, after }: { cookie: string; url: string; after: number }, sale: Sale, ground: Ground): Promise<End> {
  await sleep(after);
  let placed = await place(url, cookie, sale);
  while (placed.body.code === 'order_pending') {
    await sleep(20);
    placed = await place(url, cookie, sale);
  }
  const number = placed.body.order?.number;
  if (placed.status !== 201 || number === undefined) return { cookie, placed, paid: null };
  const at = { url, simulatorUrl: ground.simulatorUrl };
  let paid = await pay(at, cookie, number, PRICE);
  for (let attempt = 0; attempt < 50 && paid.status === 202; attempt++) {
    await sleep(200);
    paid = await pay(at, cookie, number, PRICE);
  }
  return { cookie, placed, paid };
}

async function judge({ ground, kind, units }: Rush, sale: Sale, ends: End[], told: Record<string, number>): Promise<string[]> {
  const refusals = { units: ['sold_out'], cap: ['cap_reached'], limit: ['sold_out', 'limit_reached'] }[kind];
  const winners = ends.filter(({ placed }) => placed.status === 201);
  const others = Object.keys(told).filter((answer) => answer !== 'placed' && !refusals.some((code) => answer === `409 ${code}`));
  const { offerId = 0, variantId = 0 } = sale.goods[0] ?? {};
  const counter = await ground.db.manager.findOneByOrFail(OfferCounter, { offerId });
  const stock = await ground.db.manager.findOneByOrFail(VariantStock, { variantId });
  const unpaid = winners.filter(({ paid }) => paid?.status !== 200);
  return [
    ...(winners.length === units ? [] : [`${winners.length} of ${units} were sold`]),
    ...(others.length === 0 ? [] : [`answers that nobody expects: ${JSON.stringify(told)}`]),
    ...(new Set(winners.map(({ cookie }) => cookie)).size === winners.length || kind !== 'limit' ? [] : ['one person got two']),
    ...(unpaid.length === 0
      ? []
      : [`${unpaid.length} could not pay: ${JSON.stringify(counts(unpaid.map(({ paid }) => String(paid?.status))))}`]),
    ...(counter.held === units && counter.sold === units ? [] : [`the offer says ${counter.held} held, ${counter.sold} sold`]),
    ...(stock.reserved === units ? [] : [`the stock says ${stock.reserved} reserved`]),
  ];
}
