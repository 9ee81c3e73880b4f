import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { PRICE, type Sale } from './goods.js';

export const RECIPIENT = {
  name: '이하늘',
  phone: '010-1234-5678',
  postcode: '08826',
  address1: '서울 관악구 관악로 1',
  address2: '',
  memo: '',
};

export interface Answer {
  status: number;
  body: { code?: string; order?: { number: string; state: string; paymentState: string } };
  /** ms */
  took: number;
}

// All buyers at once, one new socket each: a kept one that the server closes meanwhile would look like a lost answer.
const agent = new Agent({ keepAlive: false, maxSockets: Infinity });

/** One request as JSON; status 0 for a connection that broke. */
export function send(url: string, body: object, cookie = '', headers: Record<string, string> = {}): Promise<Answer> {
  const began = performance.now();
  const text = JSON.stringify(body);
  return new Promise((resolve) => {
    const done = (status: number, answer: string) =>
      resolve({
        status,
        body: answer.startsWith('{') ? (JSON.parse(answer) as Answer['body']) : {},
        took: performance.now() - began,
      });
    const sent = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text), Cookie: cookie, ...headers };
    const asked = request(url, { method: 'POST', agent, headers: sent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => done(answer.statusCode ?? 0, Buffer.concat(chunks).toString()));
      answer.on('error', () => done(0, ''));
    });
    asked.on('error', () => done(0, ''));
    asked.end(text);
  });
}

/** One press of the order button, with a key of its own: one unit of each kind of goods. */
export const place = (url: string, cookie: string, sale: Sale): Promise<Answer> => {
  const lines = sale.goods.map((goods) => ({ ...goods, quantity: 1, unitPrice: PRICE }));
  return send(`${url}/api/customer/orders`, { lines, recipient: RECIPIENT }, cookie, { 'Idempotency-Key': randomUUID() });
};

/** The window, and what the browser does after it. */
export async function pay(at: { url: string; simulatorUrl: string }, cookie: string, number: string, price: number): Promise<Answer> {
  const window = (await send(`${at.simulatorUrl}/bootpay/payments`, { orderId: number, price })) as { body: { receiptId?: string } };
  return send(`${at.url}/api/customer/orders/${number}/payment`, { receiptId: window.body.receiptId }, cookie);
}

/** Numbers in [0, 1) that `seed` alone decides (mulberry32). */
export function series(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function shuffled<T>(all: readonly T[], next: () => number): T[] {
  return all
    .map((value) => ({ value, at: next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

export const counts = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, group]) => [value, group.length]));
