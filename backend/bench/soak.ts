import { setInterval as every } from 'node:timers/promises';
import { forked } from './forked.js';
import type { Load, Told } from './load.js';
import type { Ordered, Orders } from './order-load.js';
import { goodsFor } from './orders.js';
import { median, memoryMiB } from './process-figures.js';
import type { Stage } from './stage.js';

const SAMPLE_MS = 1_000;
/** Requests and orders a second: what keeps a small machine half busy. */
const [READS, ORDERS] = [400, 8];

export interface Soaked {
  soakMiB: number;
  /** Of the last tenth against the second: 1 is flat. */
  growth: number;
  reads: number;
  orders: number;
}

/** A steady load of lists, pages and paid orders for so long, and what the shop's process holds meanwhile. */
export async function soak(stage: Stage, seconds: number): Promise<Soaked> {
  const people = await stage.students(Math.ceil(seconds * ORDERS));
  const orders = people.map((student, index) => ({ ...goodsFor(stage, student, index), cookie: student.cookie }));
  const readers = people.slice(0, 16).map(({ cookie }) => cookie);
  const paths = [
    '/api/customer/promotions',
    '/api/customer/me',
    `/api/customer/products/${stage.promotions[people[0]?.campus ?? 0]?.productSlug}`,
  ];
  const shop = await stage.start();
  const loads = paths.map(() => forked<Load, Told>('load.ts'));
  const buyers = forked<Orders, Ordered>('order-load.ts');
  const held: number[] = [];
  const stop = new AbortController();
  try {
    const sampled = sample(shop.pid, held, stop.signal);
    const [ordered, ...read] = await Promise.all([
      buyers.ask({ url: shop.url, simulatorUrl: stage.simulatorUrl, orders, connections: 16, pays: true, rate: ORDERS }),
      ...loads.map((load, index) => {
        const own = index === 2 ? readers.slice(0, 1) : readers;
        const rate = Math.ceil(READS / paths.length);
        return load.ask({ url: shop.url + (paths[index] ?? ''), cookies: own, headers: BROWSER, connections: 8, seconds, rate });
      }),
    ]);
    stop.abort();
    await sampled;
    const tenth = Math.max(1, Math.floor(held.length / 10));
    const soakMiB = median(held.slice(-tenth));
    return {
      soakMiB,
      growth: soakMiB / median(held.slice(tenth, 2 * tenth)),
      reads: read.reduce((sum, { requests }) => sum + requests, 0),
      orders: ordered.done,
    };
  } finally {
    stop.abort();
    for (const load of loads) load.stop();
    buyers.stop();
    await shop.stop();
  }
}

const BROWSER = { 'accept-encoding': 'gzip, deflate, br' };

async function sample(pid: number, into: number[], signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of every(SAMPLE_MS, undefined, { signal })) into.push(memoryMiB(pid));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
