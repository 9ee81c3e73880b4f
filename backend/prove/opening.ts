import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { LIST } from './crowded-door.js';
import { aSale, PRICE, students } from './goods.js';
import { violations } from './invariants.js';
import { Promotion } from '../src/promotions/promotion.entity.js';
import { OfferCounter } from '../src/holds/offer-counter.entity.js';
import type { FromCrowd, ToCrowd } from './opening-crowd.js';
import { openGround } from './proving-ground.js';
import type { Readings } from './reader-process.js';
import { forkBeside } from './shop-process.js';
import { pay } from './shoppers.js';

export interface Opening {
  url: string;
  simulatorUrl: string;
  /** The promotion's slug, and what is bought of it. */
  slug: string;
  goods: { offerId: number; variantId: number; unitPrice: number };
  /** Who open the page, within so long; as many of them as `buyers` then press buy. */
  cookies: readonly string[];
  withinMs: number;
  buyers: number;
  /** Who reads the list all the while. */
  reader: string;
  /** ms of reading before anybody comes. */
  idleMs: number;
}

export interface Opened {
  opened: FromCrowd;
  bought: FromCrowd;
  /** Orders that were paid afterwards. */
  paid: number;
  /** ms each list took that others asked for: before, while the page was opened, while it was bought. */
  lists: Record<'idle' | 'opening' | 'buying', number[]>;
}

/** Everybody opens the same promotion at once, then many of them press buy at once; whoever got an order pays it. */
export async function openAndBuy(given: Opening): Promise<Opened> {
  const { url, cookies, withinMs, goods } = given;
  const crowd = forkBeside('opening-crowd', { SHOP_URL: url });
  const reader = forkBeside('reader-process', { READ_ORIGIN: url, READ_COOKIE: given.reader, READ_PATHS: LIST });
  const send = async (told: ToCrowd): Promise<FromCrowd> => {
    crowd.send(told);
    const [answer] = (await once(crowd, 'message')) as [FromCrowd];
    return answer;
  };
  const read = async (): Promise<number[]> => {
    reader.send('tell');
    const [readings] = (await once(reader, 'message')) as [Readings];
    return readings[LIST] ?? [];
  };
  try {
    const paths = ['/api/customer/me', `/api/customer/promotions/${given.slug}`];
    await send({ open: { paths, cookies: cookies.slice(0, 20), withinMs: 100 } });
    await sleep(1_000);
    await read();
    await sleep(given.idleMs);
    const idle = await read();
    const opened = cookies.length > given.buyers ? await send({ open: { paths, cookies: [...cookies], withinMs } }) : NOBODY;
    const opening = await read();
    const bought = await send({ buy: { cookies: cookies.slice(0, given.buyers), goods } });
    const buying = await read();
    let paid = 0;
    for (const { cookie, number } of bought.orders) if ((await pay(given, cookie, number, goods.unitPrice)).status === 200) paid++;
    return { opened, bought, paid, lists: { idle, opening, buying } };
  } finally {
    crowd.kill();
    reader.kill();
  }
}

const NOBODY: FromCrowd = { answers: {}, slowest: 0, sentAway: 0, orders: [] };

/** Of the figures a person would mind, those that are wrong whatever the machine. */
export function wrongIn({ opened, bought, paid }: Opened, units: number): string[] {
  const unexpected = Object.entries({ ...opened.answers, ...bought.answers }).filter(
    ([said]) => !['200', '201', '409 sold_out'].includes(said),
  );
  return [
    ...unexpected.map(([said, count]) => `${count} were answered ${said}`),
    ...(bought.orders.length === units ? [] : [`${bought.orders.length} of ${units} were sold`]),
    ...(paid === units ? [] : [`${paid} of ${units} were paid`]),
    ...(bought.sentAway === 0 ? [] : [`${bought.sentAway} buyers were sent away`]),
  ];
}

/** How long it may take where nothing else runs: the page answered, every press answered, others' lists against idle. */
const AIMS = { openedMs: 3_000, boughtMs: 5_000, lists: 3 };

export interface OpeningOptions {
  engine: 'sqlite' | URL;
  students: number;
  buyers: number;
  units: number;
  withinMs: number;
  idleMs: number;
  say(line: string): void;
  /** Whether a missed time is a failure; else it is told only. */
  timed: boolean;
}

/** The same on an empty shop of its own. Gives what went wrong; empty is good. */
export async function proveOpening(options: OpeningOptions): Promise<string[]> {
  const { buyers, units, say } = options;
  const ground = await openGround(options.engine, 16);
  try {
    const sale = await aSale(ground, { onHand: units });
    const [goods] = sale.goods;
    if (!goods) throw new Error('Nothing is sold.');
    const [reader = '', ...cookies] = await students(ground, options.students + 1);
    const { slug } = await ground.db.manager.findOneByOrFail(Promotion, { id: sale.promotionId });
    const server = await ground.startReal();
    const at = { url: server.url, simulatorUrl: ground.simulatorUrl };
    const shown = await openAndBuy({ ...at, ...options, slug, goods: { ...goods, unitPrice: PRICE }, cookies, reader });
    await sleep(500);
    await server.kill();
    const { held, sold } = await ground.db.manager.findOneByOrFail(OfferCounter, { offerId: goods.offerId });
    const ratio = p99(shown.lists.buying) / p99(shown.lists.idle);
    const { opened, bought } = shown;
    say(`${options.students} opened it: the last was shown it after ${ms(opened.slowest)}; ${opened.sentAway} times somebody came again`);
    say(`${buyers} pressed buy for ${units}: ${bought.orders.length} got one, the last was answered after ${ms(bought.slowest)}`);
    say(
      `others' lists, p99: ${ms(p99(shown.lists.idle))} before, ${ms(p99(shown.lists.opening))} while it was opened, ` +
        `${ms(p99(shown.lists.buying))} while it was bought (${ratio.toFixed(1)} ×)`,
    );
    const late = [
      ...(opened.slowest <= AIMS.openedMs ? [] : [`the page took ${ms(opened.slowest)}`]),
      ...(bought.slowest <= AIMS.boughtMs ? [] : [`an answer to a press took ${ms(bought.slowest)}`]),
      ...(ratio <= AIMS.lists ? [] : [`others' lists took ${ratio.toFixed(1)} × as long`]),
    ];
    for (const line of late) say(`missed: ${line}`);
    return [
      ...wrongIn(shown, units),
      ...(held === units && sold === units ? [] : [`the offer says ${held} held, ${sold} sold`]),
      ...(await violations(ground.db, { ledger: ground.simulator.ledger })),
      ...(options.timed ? late : []),
    ];
  } finally {
    await ground.close();
  }
}

export const p99 = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? Number.NaN;
const ms = (value: number): string => `${Math.round(value)} ms`;
