import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { OutboxMessage } from '../src/outbox/outbox-message.entity.js';
import { ReceiptProbe } from '../src/payments/receipt-probe.entity.js';
import { readBooks } from './books.js';
import { aSale, PRICE, students } from './goods.js';
import { violations } from './invariants.js';
import { newRun, type Run } from './kill-run.js';
import { type Ground, messagesOf, openGround } from './proving-ground.js';
import { counts, pay, place, send } from './shoppers.js';

/** The outside dead or silent for a whole run, and webhooks that nobody sent. Gives what went wrong. */
export async function proveOutages(options: {
  engine: 'sqlite' | URL;
  buyers: number;
  forged: number;
  say(line: string): void;
}): Promise<string[]> {
  const ground = await openGround(options.engine, 16);
  try {
    const server = await ground.start();
    const run = newRun(ground, server, { patient: true });
    const buyers = await students(ground, options.buyers);
    const healthy = await checkouts(run, buyers);
    await run.rest();
    const failures = [...healthy.failures];
    for (const kind of ['hang', 'drop', 'http_500'] as const)
      failures.push(...(await tellersDead(run, kind, buyers, healthy.median, options.say)));
    for (const kind of ['hang', 'html_502'] as const) failures.push(...(await bootpayDead(run, kind, buyers, options.say)));
    failures.push(...(await forgedWebhooks(run, options.forged, options.say)));
    const left = await violations(ground.db, { ledger: ground.simulator.ledger, slack: await messagesOf(ground, 'slack'), quiet: true });
    await server.kill();
    return [...failures, ...left];
  } finally {
    await ground.close();
  }
}

interface Checkouts {
  failures: string[];
  /** ms for placing and paying, at the median. */
  median: number;
  statuses: number[];
}

async function checkouts(run: Run, buyers: string[]): Promise<Checkouts> {
  const sale = await aSale(run.ground);
  const at = { url: (await run.server()).url, simulatorUrl: run.ground.simulatorUrl };
  const took: number[] = [];
  const statuses: number[] = [];
  for (const cookie of buyers) {
    const placed = await place(at.url, cookie, sale);
    const paid = await pay(at, cookie, placed.body.order?.number ?? '', PRICE);
    took.push(placed.took + paid.took);
    statuses.push(placed.status === 201 ? paid.status : placed.status);
  }
  const median = took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0;
  const bad = statuses.filter((status) => status !== 200);
  return { median, statuses, failures: bad.length > 0 ? [`${bad.length} of ${buyers.length} checkouts failed: ${bad.join(' ')}`] : [] };
}

async function tellersDead(
  run: Run,
  kind: 'hang' | 'drop' | 'http_500',
  buyers: string[],
  healthy: number,
  say: (line: string) => void,
): Promise<string[]> {
  const { faults } = run.ground.simulator;
  const before = await sent(run.ground);
  faults.plan({ on: 'slack', kind, times: null });
  faults.plan({ on: 'sms', kind, times: null });
  const { failures, median } = await checkouts(run, buyers);
  await sleep(500);
  const during = await sent(run.ground);
  faults.clear();
  await run.rest();
  const after = await sent(run.ground);
  say(
    `Slack and SMS ${kind}: a checkout takes ${ms(median)} (${ms(healthy)} healthy); afterwards ${after.slack - before.slack} + ${after.sms - before.sms} delivered`,
  );
  const all = buyers.length;
  return [
    ...failures.map((failure) => `Slack and SMS ${kind}: ${failure}`),
    ...(during.slack === before.slack && during.sms === before.sms ? [] : [`Slack and SMS ${kind}: something was delivered to the dead`]),
    ...(after.slack - before.slack === all && after.sms - before.sms === all
      ? []
      : [`Slack and SMS ${kind}: not each of ${all} was told once after it`]),
    // Who waited for the dead would wait a second and a half (killable-server.ts).
    ...(median < healthy * 3 + 500 ? [] : [`Slack and SMS ${kind}: a checkout took ${ms(median)} instead of ${ms(healthy)}`]),
  ];
}

async function bootpayDead(run: Run, kind: 'hang' | 'html_502', buyers: string[], say: (line: string) => void): Promise<string[]> {
  const { faults } = run.ground.simulator;
  const some = buyers.slice(0, 8);
  faults.plan({ on: 'receipt', kind, times: null });
  faults.plan({ on: 'confirm', kind, times: null });
  const { statuses, median } = await checkouts(run, some);
  faults.clear();
  await run.rest();
  const books = await readBooks(run.ground.db);
  const latest = books.orders.slice(-some.length);
  say(
    `Bootpay ${kind}: ${JSON.stringify(counts(statuses.map(String)))} in ${ms(median)}; afterwards ${JSON.stringify(counts(latest.map((order) => order.state)))}`,
  );
  return [
    ...(statuses.every((status) => status === 202) ? [] : [`Bootpay ${kind}: answers ${statuses.join(' ')}, not 202`]),
    ...(latest.every((order) => order.state === 'paid') ? [] : [`Bootpay ${kind}: not everyone's payment was finished after it`]),
  ];
}

/** A third about orders that there are not, a third with receipts made up for a real order, a third about a real receipt. */
async function forgedWebhooks(run: Run, count: number, say: (line: string) => void): Promise<string[]> {
  const { ground } = run;
  const [cookie = ''] = await students(ground, 1);
  const { url } = await run.server();
  const sale = await aSale(ground);
  const number = (await place(url, cookie, sale)).body.order?.number ?? '';
  await pay({ url, simulatorUrl: ground.simulatorUrl }, cookie, number, PRICE);
  await run.rest();
  const before = await readBooks(ground.db);
  const paid = before.payments.at(-1)?.receiptId ?? '';
  const reads = ground.reads();
  const statuses: number[] = [];
  const began = performance.now();
  for (let from = 0; from < count; from += 50) {
    const batch = Array.from({ length: Math.min(50, count - from) }, (_, index) => forged(from + index, number, paid));
    const answers = await Promise.all(batch.map((body) => send(`${url}/api/payments/bootpay/webhook`, body)));
    statuses.push(...answers.map((answer) => answer.status));
  }
  const took = performance.now() - began;
  for (let round = 0; round < 6; round++) {
    await run.pass(11_000);
    await sleep(250);
  }
  const caused = ground.reads() - reads;
  const after = await readBooks(ground.db);
  const rows = await ground.db.manager.count(ReceiptProbe);
  say(
    `${count} forged webhooks (${Math.round((count / took) * 1000)} a second) caused ${caused} reads; ${rows} receipts are watched in all`,
  );
  const same = JSON.stringify({ ...before, probes: [] }) === JSON.stringify({ ...after, probes: [] });
  return [
    ...(statuses.every((status) => status === 200)
      ? []
      : [`forged webhooks were answered ${JSON.stringify(counts(statuses.map(String)))}`]),
    ...(same ? [] : ['forged webhooks changed something']),
    ...(caused <= 60 ? [] : [`${count} forged webhooks caused ${caused} reads`]),
  ];
}

function forged(index: number, number: string, paid: string): object {
  const body = {
    status: index % 2 === 0 ? 1 : 20,
    price: PRICE,
    cancelled_price: PRICE,
    webhook_type: 'PAYMENT_CANCELLED',
    sandbox: false,
  };
  const made = randomBytes(12).toString('hex');
  if (index % 3 === 0) return { ...body, receipt_id: made, order_id: `20261122-${randomUUID().slice(0, 16)}` };
  return { ...body, receipt_id: index % 3 === 1 ? made : paid, order_id: number };
}

async function sent({ db }: Ground): Promise<{ slack: number; sms: number }> {
  const count = (channel: 'slack' | 'sms') => db.manager.countBy(OutboxMessage, { channel, state: 'sent', purpose: 'order' });
  return { slack: await count('slack'), sms: await count('sms') };
}

const ms = (value: number) => `${Math.round(value)} ms`;
