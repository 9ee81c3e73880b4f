import { z } from 'zod';
import { atomically } from './store.js';
import type { Store } from './store.js';

/** Where the outside goes wrong on the wire. `commit_…` does the work first and then keeps or spoils the answer. */
const WIRE = [
  'commit_then_timeout',
  'commit_then_500',
  'commit_then_502',
  'commit_then_drop',
  'http_500',
  'html_502',
  'drop',
  'hang',
  'slow',
  'garbage',
  'refuse',
] as const;
/** What the answer says differently from what is true. */
const TOLD = ['status', 'wrong_price', 'wrong_sandbox', 'wrong_currency', 'foreign_order'] as const;

/** Their value is a number. */
const NUMBERED: ReadonlySet<string> = new Set(['status', 'wrong_price', 'other_amount']);

/** Every fault there is, by what it befalls. */
export const FAULT_KINDS = {
  token: WIRE,
  receipt: [...WIRE, ...TOLD, 'bad_token'],
  confirm: [...WIRE, ...TOLD, 'bad_token', 'expired', 'late_commit', 'other_amount'],
  cancel: [...WIRE, ...TOLD, 'bad_token', 'already_cancelled', 'over_amount', 'ignore_cancel_id', 'late_commit'],
  slack: WIRE,
  sms: WIRE,
  webhook: ['early', 'premature', 'late', 'twice', 'reorder', 'never'],
} as const satisfies Record<string, readonly string[]>;

export type FaultTarget = keyof typeof FAULT_KINDS;
export type FaultKind = (typeof FAULT_KINDS)[FaultTarget][number];

const TARGETS = Object.keys(FAULT_KINDS) as [FaultTarget, ...FaultTarget[]];

export const PlannedFault = z
  .object({
    on: z.enum(TARGETS),
    kind: z.string(),
    /** How often it strikes; always if null. Once unless said, always when a probability is given. */
    times: z.coerce.number().int().min(1).nullish(),
    orderId: z.string().min(1).optional(),
    receiptId: z.string().min(1).optional(),
    delayMs: z.coerce.number().int().min(0).max(600_000).optional(),
    /** Of striking, for each request it fits; drawn from `seed`, so that a run can be repeated. */
    probability: z.coerce.number().gt(0).max(1).optional(),
    seed: z.coerce.number().int().optional(),
    /** `status`: the number told. `refuse`: the error code. `wrong_price`, `other_amount`: the price told or taken, in won. */
    value: z.union([z.string(), z.number()]).optional(),
  })
  .refine((fault) => (FAULT_KINDS[fault.on] as readonly string[]).includes(fault.kind), { path: ['kind'], error: 'no such kind for this' })
  .refine(({ kind, value }) => !NUMBERED.has(kind) || value === undefined || Number.isSafeInteger(Number(value)), {
    path: ['value'],
    error: 'this kind tells or takes a whole number',
  });

export type FaultPlan = Omit<z.input<typeof PlannedFault>, 'kind'> & { kind: FaultKind };

export interface Fault {
  id: number;
  on: FaultTarget;
  kind: FaultKind;
  times: number | null;
  orderId: string | null;
  receiptId: string | null;
  delayMs: number | null;
  probability: number | null;
  value: string | null;
}

export interface Faults {
  /** @throws ZodError for a kind that does not fit */
  plan(fault: FaultPlan): Fault;
  list(): Fault[];
  clear(): void;
  /** Uses up the first planned fault that fits and strikes. */
  take(on: FaultTarget, about: About, kinds?: readonly FaultKind[]): Fault | null;
}

export interface About {
  orderId?: string | undefined;
  receiptId?: string | undefined;
}

interface FaultRow {
  n: number;
  target: FaultTarget;
  kind: FaultKind;
  times: number | null;
  order_id: string | null;
  receipt_id: string | null;
  delay_ms: number | null;
  probability: number | null;
  seed: number;
  rolls: number;
  value: string | null;
}

export function createFaults(store: Store): Faults {
  const rows = (sql: string, ...values: string[]) => store.prepare(sql).all(...values) as unknown as FaultRow[];
  return {
    plan(input) {
      const n = insert(store, PlannedFault.parse(input));
      const row = store.prepare('SELECT * FROM fault WHERE n = ?').get(n) as unknown as FaultRow;
      return toFault(row);
    },
    list: () => rows('SELECT * FROM fault ORDER BY n').map(toFault),
    clear: () => store.exec('DELETE FROM fault'),
    take(on, about, kinds) {
      // the usual case costs one read, no transaction
      if (rows('SELECT * FROM fault WHERE target = ? LIMIT 1', on).length === 0) return null;
      return atomically(store, () => {
        const fitting = rows('SELECT * FROM fault WHERE target = ? ORDER BY n', on).filter((row) => fits(row, about, kinds));
        const row = fitting.find((candidate) => strikes(store, candidate));
        if (row) useUp(store, row);
        return row ? toFault(row) : null;
      });
    },
  };
}

function insert(store: Store, fault: z.output<typeof PlannedFault>): number | bigint {
  const times = fault.times === undefined ? (fault.probability === undefined ? 1 : null) : fault.times;
  return store
    .prepare(
      `INSERT INTO fault (target, kind, times, order_id, receipt_id, delay_ms, probability, seed, value)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      fault.on,
      fault.kind,
      times,
      fault.orderId ?? null,
      fault.receiptId ?? null,
      fault.delayMs ?? null,
      fault.probability ?? null,
      fault.seed ?? 1,
      fault.value === undefined ? null : String(fault.value),
    ).lastInsertRowid;
}

function fits(row: FaultRow, about: About, kinds?: readonly FaultKind[]): boolean {
  if (kinds && !kinds.includes(row.kind)) return false;
  if (row.order_id !== null && row.order_id !== about.orderId) return false;
  return row.receipt_id === null || row.receipt_id === about.receiptId;
}

function strikes(store: Store, row: FaultRow): boolean {
  if (row.probability === null) return true;
  store.prepare('UPDATE fault SET rolls = rolls + 1 WHERE n = ?').run(row.n);
  return draw(row.seed, row.rolls) < row.probability;
}

/** The `n`th number in [0, 1) of the series that `seed` starts (mulberry32). */
function draw(seed: number, n: number): number {
  let state = (seed + Math.imul(n + 1, 0x6d2b79f5)) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
}

function useUp(store: Store, row: FaultRow): void {
  if (row.times === null) return;
  if (row.times <= 1) store.prepare('DELETE FROM fault WHERE n = ?').run(row.n);
  else store.prepare('UPDATE fault SET times = times - 1 WHERE n = ?').run(row.n);
}

function toFault(row: FaultRow): Fault {
  return {
    id: row.n,
    on: row.target,
    kind: row.kind,
    times: row.times,
    orderId: row.order_id,
    receiptId: row.receipt_id,
    delayMs: row.delay_ms,
    probability: row.probability,
    value: row.value,
  };
}
