import { setTimeout as sleep } from 'node:timers/promises';
import { Order } from '../src/orders/order.entity.js';
import { readBooks } from './books.js';
import { quietViolations } from './money-invariants.js';
import type { Ground } from './proving-ground.js';
import type { ShopProcess } from './shop-process.js';

/** One story on a proving ground whose server may die at any moment; whoever waits starts it again, as an operator would. */
export interface Run {
  ground: Ground;
  /** Whether people press the button again after the shop was gone; else they have left. */
  patient: boolean;
  deaths: number;
  /** Null when the server died and the person left. */
  request(method: string, path: string, cookie: string, body?: object, headers?: Record<string, string>): Promise<Answer | null>;
  /** The living server. */
  server(): Promise<ShopProcess>;
  /** Moves the shop's clock once nothing is under way. */
  pass(ms: number): Promise<void>;
  /** Waits, without moving the clock, for what the jobs do at once. */
  settleIn(): Promise<void>;
  /** Moves the clock until nothing is under way any more. @throws Error naming what does not come to its end */
  rest(): Promise<void>;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

export function newRun(ground: Ground, first: ShopProcess, { patient }: { patient: boolean }): Run {
  let current = first;
  const run: Run = {
    ground,
    patient,
    deaths: 0,
    async server() {
      if (current.alive()) return current;
      const lastWords = current.lastWords();
      if (lastWords !== null) throw new Error(`The server ended by itself: ${lastWords}`);
      run.deaths++;
      current = await ground.start();
      return current;
    },
    async request(method, path, cookie, body, headers = {}) {
      for (let attempt = 0; attempt < 5; attempt++) {
        const server = await run.server();
        const answer = await send(server, { method, path, cookie, body, headers });
        if (answer) return answer;
        await Promise.race([server.ended, sleep(100)]);
        if (!server.alive() && !run.patient) return null;
      }
      throw new Error(`${method} ${path} got no answer in five tries`);
    },
    async pass(ms) {
      ground.ahead += ms;
      await (await run.server()).tell({ ahead: ground.ahead });
    },
    async settleIn() {
      for (let round = 0; round < 8; round++) {
        await sleep(60);
        await run.server();
        if ((await unfinished(ground)).length === 0) return;
      }
    },
    rest: () => rest(run),
  };
  return run;
}

interface Request {
  method: string;
  path: string;
  cookie: string;
  body: object | undefined;
  headers: Record<string, string>;
}

async function send({ url }: ShopProcess, { method, path, cookie, body, headers }: Request): Promise<Answer | null> {
  try {
    const answer = await fetch(url + path, {
      method,
      headers: { Cookie: cookie, 'Content-Type': 'application/json', Connection: 'close', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    return { status: answer.status, body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {} };
  } catch {
    return null;
  }
}

async function rest(run: Run): Promise<void> {
  let step = 12_000;
  for (let round = 0; round < 60; round++) {
    await sleep(round < 2 ? 120 : 160);
    await run.server();
    if (round >= 1 && (await unfinished(run.ground)).length === 0) return;
    if (round < 1) continue;
    await run.pass(step);
    step = Math.min(step * 1.6, 25 * 60_000);
  }
  throw new Error(`It does not come to rest: ${(await unfinished(run.ground)).join('; ')}`);
}

async function unfinished(ground: Ground): Promise<string[]> {
  const books = await readBooks(ground.db);
  const heard = new Set(books.payments.filter((payment) => payment.captured > 0).map((payment) => payment.receiptId));
  const unheard = books.payments.filter(
    (payment) => !heard.has(payment.receiptId) && ground.simulator.ledger.receipt(payment.receiptId)?.purchased_at != null,
  );
  const closed = books.promotions.filter((promotion) => promotion.state === 'published' && promotion.closesAt <= ground.now());
  const webhooks = ground.simulator.webhooks.list(200).filter((webhook) => webhook.state === 'waiting' || webhook.state === 'held');
  return [
    ...quietViolations(books),
    ...unheard.map((payment) => `payment ${payment.id} was captured and nobody has noticed`),
    ...webhooks.map((webhook) => `webhook ${webhook.n} is on its way`),
    ...closed.map((promotion) => `promotion ${promotion.id} is closed and not settled`),
  ];
}

export const orderOf = (ground: Ground, number: string) => ground.db.manager.findOneByOrFail(Order, { number });
