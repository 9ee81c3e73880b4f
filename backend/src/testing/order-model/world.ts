import type { Actor, Context } from '../../kernel/context.js';
import { OutsideError } from '../../kernel/context.js';
import type { University } from '../../catalog/university.entity.js';
import type { Variant } from '../../catalog/variant.entity.js';
import { Customer } from '../../customers/customer.entity.js';
import { Offer } from '../../promotions/offer.entity.js';
import type { Promotion } from '../../promotions/promotion.entity.js';
import { aPromotion, aUniversity } from '../fixtures.js';
import { signedIn } from '../signed-in.js';
import { startShop, type TestShop } from '../test-shop.js';
import { Crash, makeWatchable } from '../watch.js';
import type { Setting } from './move.js';

const TIERS = [
  { fromQuantity: 1, unitPrice: 100_000 },
  { fromQuantity: 2, unitPrice: 90_000 },
  { fromQuantity: 4, unitPrice: 75_000 },
];
export const PHONES = ['01000000001', '01000000002', '01000000003'];

/** A call whose answer never came and that was not carried out: it still may be. */
interface Unanswered {
  call:
    | { path: 'confirm'; body: { receipt_id: string } }
    | { path: 'cancel'; body: { receipt_id: string; cancel_price: number; cancel_id: string } };
  at: number;
}

/** One shop for all sequences; what a sequence has of its own is made anew by `begin`. */
export interface World {
  shop: TestShop;
  ctx: Context;
  university: University;
  promotion: Promotion;
  offers: { offer: Offer; variants: Variant[] }[];
  onHand: number;
  students: Context[];
  receipts: { receiptId: string; number: string }[];
  /** Receipts of which the shop knows, so that it has to answer for their money. */
  told: Set<string>;
  unanswered: Unanswered[];
  /** Faults of ours that the jobs met and swallowed. */
  faults: unknown[];
  before: { captured: number; cancelled: number };
  presses: number;
  phoneMoved: boolean;
  /** Moves the time. */
  pass(ms: number): void;
}

export async function openWorld(): Promise<World> {
  const shop = await startShop();
  const { ctx } = shop;
  const world = { shop, ctx, university: await aUniversity(), faults: [], unanswered: [] } as unknown as World;
  let at = Date.parse('2026-11-22T03:00:00.000Z');
  // Deterministic, and no two moments alike.
  ctx.clock = { now: () => new Date(++at) };
  world.pass = (ms) => void (at += ms);
  ctx.log = { info: () => undefined, warn: () => undefined, error: (fields) => keepFault(world, fields) };
  ctx.payments = rememberUnanswered(world, ctx.payments);
  makeWatchable(ctx);
  return world;
}

/** Fresh rows, nothing else in the way: the invariants read whole tables. */
export async function begin(world: World, setting: Setting): Promise<void> {
  const { shop, university } = world;
  await emptyTables(world.ctx);
  shop.simulator.faults.clear();
  shop.simulator.faults.plan({ on: 'webhook', kind: 'never', times: null });
  const sale = { universities: [university], tiers: TIERS.slice(0, setting.kind === 'sale' ? 1 : 3), ...setting };
  const clock = { now: () => world.ctx.clock.now(), pass: world.pass };
  const first = await aPromotion({ clock }, sale);
  const second = await aPromotion({ clock }, { ...sale, state: 'draft' });
  await Offer.update({ id: second.offer.id }, { promotionId: first.promotion.id });
  const students = await Promise.all([0, 1, 2].map((index) => aCustomer(world, index)));
  Object.assign(world, {
    promotion: first.promotion,
    offers: [first, second].map(({ offer, variants }) => ({ offer, variants })),
    onHand: setting.onHand,
    students,
    receipts: [],
    told: new Set(),
    unanswered: [],
    faults: [],
    before: shop.simulator.ledger.totals(),
    presses: 0,
    phoneMoved: false,
  });
}

export const as = (ctx: Context, actor: Actor): Context => ({ ...ctx, actor });
export const STAFF: Actor = { kind: 'staff', id: 1, role: 'owner' };

async function aCustomer({ ctx, university }: World, index: number): Promise<Context> {
  const row = {
    email: `model-${index}@mngshop.test`,
    passwordHash: 'none',
    name: '김모델',
    phone: PHONES[index] ?? '',
    universityId: university.id,
  };
  const { identifiers } = await Customer.insert({ ...row, createdAt: ctx.clock.now(), phoneVerifiedAt: ctx.clock.now() });
  const { id } = identifiers[0] as { id: number };
  return signedIn(ctx, { id, universityId: university.id });
}

const TABLES = [
  'daily_runs refund_approvals refund_accounts refunds payments receipt_probes return_requests shipments order_lines orders',
  'customer_limits offer_counters offers promotion_universities promotion_notices promotions variant_stock variants products',
  'outbox_messages one_time_codes customer_sessions customers audit_entries log_seals',
].flatMap((names) => names.split(' '));

async function emptyTables(ctx: Context): Promise<void> {
  for (const table of TABLES) await ctx.db.query(`DELETE FROM ${table}`);
}

function keepFault(world: World, fields: object): void {
  const { err, difference } = fields as { err?: unknown; difference?: string };
  // A difference that the nightly comparison finds is its duty: a late capture is one until it is heard of.
  if (difference === undefined && !(err instanceof Crash)) world.faults.push(err ?? fields);
}

function rememberUnanswered(world: World, payments: Context['payments']): Context['payments'] {
  const now = () => world.ctx.clock.now().getTime();
  const note = (call: Unanswered['call']) => (error: unknown) => {
    if (error instanceof OutsideError && error.kind === 'unknown') world.unanswered.push({ call, at: now() });
    throw error;
  };
  return {
    applicationKey: payments.applicationKey,
    provider: payments.provider,
    window: payments.window,
    readReceipt: (id) => payments.readReceipt(id),
    confirm: (id) => payments.confirm(id).catch(note({ path: 'confirm', body: { receipt_id: id } })),
    cancel: (input) =>
      payments
        .cancel(input)
        .catch(note({ path: 'cancel', body: { receipt_id: input.receiptId, cancel_price: input.amount, cancel_id: input.cancelId } })),
  };
}
