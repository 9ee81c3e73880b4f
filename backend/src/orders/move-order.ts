import type { EntityManager } from 'typeorm';
import { readRows } from '../database/read.js';
import { allOf, FOR_UPDATE, type Sql, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { runUpdate, type Update, updateOf, updateRows } from '../database/write.js';
import { type AppError, conflict, notFound } from '../kernel/errors.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { canBecome, type LineState, type OrderState, type PaymentState, statesBefore } from './rules/order-state.js';

const orders = table(Order);
const lines = table(OrderLine);

/** The order's row, held for the rest of the transaction. @throws AppError 404 */
export async function lockOrder(tx: EntityManager, id: number): Promise<Order> {
  const [order] = await readRows(tx, Order, sql`WHERE ${orders.id} = ${id} ${FOR_UPDATE}`);
  if (!order) throw notFound();
  return order;
}

/** What a move stores besides the state: when it was, and why. */
type Stamps = Partial<
  Pick<
    Order,
    | 'expiredAt'
    | 'paidAt'
    | 'releasedAt'
    | 'preparingAt'
    | 'shippedAt'
    | 'deliveredAt'
    | 'completedAt'
    | 'returnRequestedAt'
    | 'returnedAt'
    | 'cancelledAt'
    | 'cancelReason'
  >
>;

interface Narrower {
  /** Fewer states than the table allows. */
  from?: readonly OrderState[];
  /** Only while the money stands so. */
  pay?: readonly PaymentState[];
  /** What the money becomes by the same statement, as far as its own table allows it. */
  money?: PaymentState;
  /** More of the condition, over `orders`. */
  when?: Sql;
}

/** The change that moves an order from where the one table allows it (`rules/order-state.ts`): no other statement writes a state. */
export function moveOf(id: number, to: OrderState, stamps: Stamps = {}, narrower: Narrower = {}): Update {
  const from = statesBefore.order(to).filter((state) => narrower.from?.includes(state) ?? true);
  const { money, when } = narrower;
  const pay = money ? statesBefore.payment(money) : (narrower.pay ?? []);
  const movable = allOf([
    sql`${orders.id} = ${id} AND ${orders.state} IN ${from}`,
    ...(pay.length > 0 ? [sql`${orders.pay} IN ${pay}`] : []),
    ...(when ? [when] : []),
  ]);
  return updateOf(Order, { ...stamps, ...FREED, state: to, ...(money ? { pay: money } : {}) }, movable);
}

/** No way leads back to pending: the places it took are free. */
const FREED = { holdDevice: null, holdNetwork: null };

/** Moves it; false when it stands elsewhere by now, or the narrower condition does not hold. */
export async function tryMoveOrder(
  tx: EntityManager,
  id: number,
  to: OrderState,
  stamps: Stamps = {},
  narrower: Narrower = {},
): Promise<boolean> {
  return (await runUpdate(tx, moveOf(id, to, stamps, narrower))) === 1;
}

/** The same, for who cannot go on without. @throws AppError 409 `wrong_state`, which says what the order is now */
export async function moveOrder(tx: EntityManager, id: number, to: OrderState, stamps: Stamps = {}, narrower: Narrower = {}) {
  if (!(await tryMoveOrder(tx, id, to, stamps, narrower))) throw wrongState(await asItIs(tx, id), to);
}

async function asItIs(tx: EntityManager, id: number): Promise<Order> {
  const [order] = await readRows(tx, Order, sql`WHERE ${orders.id} = ${id}`);
  if (!order) throw new Error(`There is no order ${id}.`);
  return order;
}

/**
 * Says what became of the money; the order's state stays.
 * @returns false when the table knows no such move from where it stands, or the order is not in `state`
 */
export async function tryMoveMoney(
  tx: EntityManager,
  id: number,
  to: PaymentState,
  stored: Partial<Pick<Order, 'refunded'>> = {},
  narrower: { state?: OrderState; when?: Narrower['when'] } = {},
): Promise<boolean> {
  const from = statesBefore.payment(to);
  const { state, when } = narrower;
  const movable = allOf([
    sql`${orders.id} = ${id} AND ${orders.pay} IN ${from}`,
    ...(state ? [sql`${orders.state} = ${state}`] : []),
    ...(when ? [when] : []),
  ]);
  return (await updateRows(tx, Order, { ...stored, pay: to }, movable)) === 1;
}

/** For who holds the order's row and has read where its money stands. @throws Error where the table knows no such move */
export async function moveMoney(tx: EntityManager, id: number, to: PaymentState, stored: Partial<Pick<Order, 'refunded'>> = {}) {
  if (!(await tryMoveMoney(tx, id, to, stored))) throw new Error(`The money of order ${id} cannot become ${to} from where it stands.`);
}

/** Every live line of an order, or those that are named, become what the table allows; gives the number of lines that moved. */
export async function moveLines(tx: EntityManager, orderId: number, to: LineState, only?: readonly { id: number }[]): Promise<number> {
  if (only?.length === 0) return 0;
  const named = only ? sql` AND ${lines.id} IN ${only.map(({ id }) => id)}` : sql``;
  const movable = sql`${lines.orderId} = ${orderId} AND ${lines.state} IN ${statesBefore.line(to)}${named}`;
  return updateRows(tx, OrderLine, { state: to }, movable);
}

/** @throws AppError 409 `wrong_state`, where the table of states knows no such move */
export function refuseMove(order: Order, to: OrderState): void {
  if (!canBecome(order.state, to)) throw wrongState(order, to);
}

export const wrongState = ({ number, state }: Order, to: OrderState): AppError => conflict('wrong_state', { number, state, to });
