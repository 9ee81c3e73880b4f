import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'node:http';
import { randomUUID } from 'node:crypto';
import { counts, RECIPIENT } from './shoppers.js';

/** Sent to the crowd: open a page, each within the time from now; or press buy, all at once. */
export type ToCrowd =
  | { open: { paths: string[]; cookies: string[]; withinMs: number } }
  | { buy: { cookies: string[]; goods: { offerId: number; variantId: number; unitPrice: number } } };
export interface FromCrowd {
  /** How many were answered what in the end: a status, and a refusal's code. */
  answers: Record<string, number>;
  /** ms until the last was; each from their own press. */
  slowest: number;
  /** Answers that sent somebody away to come again. */
  sentAway: number;
  /** Of those who got an order: the number of it. */
  orders: { cookie: string; number: string }[];
}

/**
 * Students in a process of their own, each with a browser of their own, which comes again as the shop's pages do
 * (storefront/src/lib/api/come-again.ts).
 */
const { SHOP_URL: url = '' } = process.env;
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const TRIES = 4;

process.on('message', (told: ToCrowd) => {
  const work = 'open' in told ? open(told.open) : buy(told.buy);
  void work.then((answer) => process.send?.(answer satisfies FromCrowd));
});
process.once('disconnect', () => process.exit());

let sentAway = 0;

async function open({ paths, cookies, withinMs }: { paths: string[]; cookies: string[]; withinMs: number }): Promise<FromCrowd> {
  sentAway = 0;
  const ends = await Promise.all(
    cookies.map(async (cookie) => {
      await sleep(Math.random() * withinMs);
      const began = performance.now();
      const answers = await Promise.all(paths.map((path) => read(path, cookie)));
      const worst = answers.find(({ status }) => status !== 200) ?? { status: 200, code: '' };
      return { said: saying(worst), took: performance.now() - began };
    }),
  );
  return { answers: counts(ends.map(({ said }) => said)), slowest: Math.max(...ends.map(({ took }) => took)), sentAway, orders: [] };
}

async function buy({ cookies, goods }: { cookies: string[]; goods: object }): Promise<FromCrowd> {
  sentAway = 0;
  const body = JSON.stringify({ lines: [{ ...goods, quantity: 1 }], recipient: RECIPIENT });
  const ends = await Promise.all(
    cookies.map(async (cookie) => {
      const began = performance.now();
      const answer = await ask('POST', '/api/customer/orders', cookie, body);
      return { cookie, said: saying(answer), number: answer.number, took: performance.now() - began };
    }),
  );
  return {
    answers: counts(ends.map(({ said }) => said)),
    slowest: Math.max(...ends.map(({ took }) => took)),
    sentAway,
    orders: ends.flatMap(({ cookie, number }) => (number === null ? [] : [{ cookie, number }])),
  };
}

async function read(path: string, cookie: string): Promise<Said> {
  for (let tried = 1; ; tried++) {
    const answer = await ask('GET', path, cookie);
    if (answer.status !== 503 || answer.retryAfter === 0 || tried > TRIES) return answer;
    sentAway++;
    await sleep(answer.retryAfter * tried * (1 + Math.random()) * 1_000);
  }
}

interface Said {
  status: number;
  code: string;
  /** Seconds. */
  retryAfter: number;
  /** Of the order that was placed. */
  number: string | null;
}

const saying = ({ status, code }: { status: number; code: string }): string => `${status} ${code}`.trim();

/** Status 0 for a connection that broke. */
function ask(method: string, path: string, cookie: string, body?: string): Promise<Said> {
  const json = body === undefined ? {} : { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
  return new Promise((resolve) => {
    const broken = () => resolve({ status: 0, code: '', retryAfter: 0, number: null });
    const asked = request(url + path, { method, agent, headers: { Cookie: cookie, ...json } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', broken);
      answer.on('end', () => {
        const status = answer.statusCode ?? 0;
        // What was read is not looked at: five thousand browsers would do that, not one.
        const told =
          status === 200 ? {} : (JSON.parse(Buffer.concat(chunks).toString() || '{}') as { code?: string; order?: { number: string } });
        const retryAfter = Number(answer.headers['retry-after'] ?? 0);
        resolve({ status, code: told.code ?? '', retryAfter, number: told.order?.number ?? null });
      });
    });
    asked.on('error', broken).end(body);
  });
}
