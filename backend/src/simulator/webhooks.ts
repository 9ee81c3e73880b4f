import type { Log } from '../kernel/context.js';
import type { Faults } from './faults.js';
import type { WebhookType } from './ledger.js';
import { toBootpay } from './receipts.js';
import type { ReceiptRow } from './receipts.js';
import type { Store } from './store.js';

export interface WebhookRow {
  n: number;
  receipt_id: string;
  type: WebhookType;
  body: string;
  /** `waiting`, `held` (until a later one has overtaken it), `delivered`, `given_up`, `swallowed` (never sent). */
  state: string;
  note: string | null;
  attempts: number;
  due_at: number;
  answer: string | null;
  created_at: number;
}

export interface Webhooks {
  /** @returns a promise when the webhook is planned to arrive before the answer to the call that caused it */
  emit(row: ReceiptRow, type: WebhookType): Promise<void> | undefined;
  /** Called when the window is done: a planned `premature` webhook says "completed" already. */
  authorised(row: ReceiptRow): void;
  resend(n: number): boolean;
  list(limit: number): WebhookRow[];
  /** Resolves when nothing is under way or due. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface WebhookOptions {
  store: Store;
  faults: Faults;
  url: () => string;
  log: Log;
  /** The first back-off in milliseconds, doubled each time up to forty times itself. */
  backoffMs: number;
}

const TRIES = 11; // the first and ten more
const ANSWER_MS = 5_000;
const LEASE_MS = 10_000;
const AT_ONCE = 16;

/** Tells the shop what happened to a receipt, until it answers `{"success":true}`; what is due survives a restart. */
export function createWebhooks({ store, faults, url, log, backoffMs }: WebhookOptions): Webhooks {
  const underWay = new Map<number, Promise<void>>();
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  function insert(row: ReceiptRow, type: WebhookType, note: string | null, state = 'waiting', delayMs = 0): number {
    const body = JSON.stringify({ ...toBootpay(row), webhook_type: type });
    const now = Date.now();
    const { lastInsertRowid } = store
      .prepare('INSERT INTO webhook (receipt_id, type, body, state, note, due_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(row.receipt_id, type, body, state, note, now + delayMs, now);
    schedule();
    return Number(lastInsertRowid);
  }

  function emit(row: ReceiptRow, type: WebhookType): Promise<void> | undefined {
    const about = { orderId: row.order_id, receiptId: row.receipt_id };
    const fault = faults.take('webhook', about, ['early', 'late', 'twice', 'reorder', 'never']);
    if (fault?.kind === 'never') insert(row, type, '보내지 않음', 'swallowed');
    else if (fault?.kind === 'late') insert(row, type, '늦게', 'waiting', fault.delayMs ?? 3_000);
    else if (fault?.kind === 'reorder') insert(row, type, '다음 것보다 나중에', 'held', fault.delayMs ?? 30_000);
    else if (fault?.kind === 'early') return deliver(insert(row, type, '응답보다 먼저'));
    else {
      insert(row, type, fault ? '두 번' : null);
      if (fault?.kind === 'twice') insert(row, type, '두 번');
    }
    return undefined;
  }

  function authorised(row: ReceiptRow): void {
    const about = { orderId: row.order_id, receiptId: row.receipt_id };
    if (row.status === 1) return void emit(row, 'PAYMENT_COMPLETED');
    if (row.status === 5) return void emit(row, 'PAYMENT_VIRTUAL_ACCOUNT_ISSUED');
    if (row.status === 2 && faults.take('webhook', about, ['premature'])) insert(row, 'PAYMENT_COMPLETED', '승인하기도 전에');
  }

  function find(n: number): WebhookRow | undefined {
    return store.prepare('SELECT * FROM webhook WHERE n = ?').get(n) as unknown as WebhookRow | undefined;
  }

  async function deliver(n: number): Promise<void> {
    const row = find(n);
    if (!row || stop.signal.aborted || underWay.has(n) || !claim(row)) return;
    const delivery = post(row).then((result) => settle(row, result));
    underWay.set(
      n,
      delivery.finally(() => {
        underWay.delete(n);
        schedule();
      }),
    );
    await underWay.get(n);
  }

  // another process on the same file may have been quicker
  function claim(row: WebhookRow): boolean {
    const sql = `UPDATE webhook SET due_at = ?, attempts = attempts + 1, state = 'waiting' WHERE n = ? AND attempts = ? AND state IN ('waiting', 'held')`;
    return store.prepare(sql).run(Date.now() + LEASE_MS, row.n, row.attempts).changes === 1;
  }

  async function post(row: WebhookRow): Promise<{ ok: boolean; answer: string }> {
    try {
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(ANSWER_MS)]);
      const headers = { 'content-type': 'application/json', 'user-agent': 'Bootpay-Webhook (simulated)' };
      const response = await fetch(url(), { method: 'POST', headers, body: row.body, redirect: 'manual', signal });
      const text = (await response.text()).slice(0, 200);
      return { ok: response.status === 200 && isSuccess(text), answer: `${response.status} ${text}` };
    } catch (error) {
      return { ok: false, answer: error instanceof Error ? error.name : 'failed' };
    }
  }

  function settle(row: WebhookRow, { ok, answer }: { ok: boolean; answer: string }): void {
    if (stop.signal.aborted) return;
    const tries = row.attempts + 1;
    const state = ok ? 'delivered' : tries >= TRIES ? 'given_up' : 'waiting';
    const dueAt = Date.now() + Math.min(backoffMs * 2 ** row.attempts, backoffMs * 40);
    store.prepare('UPDATE webhook SET state = ?, answer = ?, due_at = ? WHERE n = ?').run(state, answer, dueAt, row.n);
    if (!ok) log.warn({ receiptId: row.receipt_id, type: row.type, tries, answer }, 'simulated webhook not acknowledged');
    if (ok)
      store
        .prepare(`UPDATE webhook SET due_at = ? WHERE state = 'held' AND receipt_id = ? AND n < ?`)
        .run(Date.now(), row.receipt_id, row.n);
  }

  function schedule(): void {
    if (stop.signal.aborted) return;
    const next = store.prepare(`SELECT MIN(due_at) AS due FROM webhook WHERE state IN ('waiting', 'held')`).get()?.['due'];
    clearTimeout(timer);
    if (next == null) return;
    // ten milliseconds at least: the answer to the call that caused it usually arrives first
    timer = setTimeout(sweep, Math.max(10, Number(next) - Date.now())).unref();
  }

  function sweep(): void {
    if (stop.signal.aborted) return;
    const sql = `SELECT n FROM webhook WHERE state IN ('waiting', 'held') AND due_at <= ? ORDER BY n LIMIT ?`;
    const due = store.prepare(sql).all(Date.now(), Math.max(0, AT_ONCE - underWay.size));
    for (const { n } of due) deliver(Number(n)).catch((error: unknown) => log.error({ error }, 'simulated webhook failed'));
    if (underWay.size < AT_ONCE) schedule();
  }

  async function idle(): Promise<void> {
    while (store.prepare(`SELECT 1 FROM webhook WHERE state IN ('waiting', 'held') LIMIT 1`).get() !== undefined) {
      await (underWay.size > 0 ? Promise.race(underWay.values()) : new Promise((resolve) => setTimeout(resolve, 10)));
    }
  }

  schedule();
  return {
    emit,
    authorised,
    resend(n) {
      const sql = `UPDATE webhook SET state = 'waiting', attempts = 0, due_at = ?, note = '다시 보냄' WHERE n = ?`;
      const found = store.prepare(sql).run(Date.now(), n).changes === 1;
      schedule();
      return found;
    },
    list: (limit) => store.prepare('SELECT * FROM webhook ORDER BY n DESC LIMIT ?').all(limit) as unknown as WebhookRow[],
    idle,
    async close() {
      clearTimeout(timer);
      stop.abort();
      await Promise.all(underWay.values());
    },
  };
}

function isSuccess(text: string): boolean {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && Reflect.get(body, 'success') === true;
  } catch {
    return false;
  }
}
