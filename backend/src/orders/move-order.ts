import { type EntityManager, In } from 'typeorm';
import { forUpdate, places, updateRows } from '../database/database.js';
import { type AppError, conflict, notFound } from '../kernel/errors.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { canBecome, type LineState, type OrderState, type PaymentState, statesBefore } from './rules/order-state.js';

/** The order's row, held for the rest of the transaction. @throws AppError 404 */
export async function lockOrder(tx: EntityManager, id: number): Promise<Order> {
  const order = await tx.findOne(Order, { where: { id }, ...forUpdate(tx) });
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
  /** More of the condition, by the columns' names. */
  when?: { sql: string; parameters: readonly unknown[] };
}

/**
 * Moves an order from where the one table allows it (`rules/order-state.ts`): no other statement writes a state.
 * @returns whether it moved; false when it stands elsewhere by now, or the narrower condition does not hold
 */
export async function tryMoveOrder(
  tx: EntityManager,
  id: number,
  to: OrderState,
  stamps: Stamps = {},
  narrower: Narrower = {},
): Promise<boolean> {
  const from = statesBefore.order(to).filter((state) => narrower.from?.includes(state) ?? true);
  const { money, when } = narrower;
  const pay = money ? statesBefore.payment(money) : (narrower.pay ?? []);
  const sql = [
    `id = ? AND state IN (${places(from)})`,
    ...(pay.length > 0 ? [`pay IN (${places(pay)})`] : []),
    ...(when ? [when.sql] : []),
  ];
  const where = { sql: sql.join(' AND '), parameters: [id, ...from, ...pay, ...(when?.parameters ?? [])] };
  return (await updateRows(tx, Order, { ...stamps, state: to, ...(money ? { pay: money } : {}) }, where)) === 1;
}

/** The same, for who cannot go on without. @throws AppError 409 `wrong_state`, which says what the order is now */
export async function moveOrder(tx: EntityManager, id: number, to: OrderState, stamps: Stamps = {}, narrower: Narrower = {}) {
  if (!(await tryMoveOrder(tx, id, to, stamps, narrower))) throw wrongState(await tx.findOneByOrFail(Order, { id }), to);
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
  const sql = [`id = ? AND pay IN (${places(from)})`, ...(state ? ['state = ?'] : []), ...(when ? [when.sql] : [])];
  const where = { sql: sql.join(' AND '), parameters: [id, ...from, ...(state ? [state] : []), ...(when?.parameters ?? [])] };
  return (await updateRows(tx, Order, { ...stored, pay: to }, where)) === 1;
}

/** For who holds the order's row and has read where its money stands. @throws Error where the table knows no such move */
export async function moveMoney(tx: EntityManager, id: number, to: PaymentState, stored: Partial<Pick<Order, 'refunded'>> = {}) {
  if (!(await tryMoveMoney(tx, id, to, stored))) throw new Error(`The money of order ${id} cannot become ${to} from where it stands.`);
}

/** Every live line of an order, or those that are named, become what the table allows; gives the number of lines that moved. */
export async function moveLines(tx: EntityManager, orderId: number, to: LineState, only?: readonly { id: number }[]): Promise<number> {
  if (only?.length === 0) return 0;
  const where = { orderId, state: In(statesBefore.line(to)), ...(only ? { id: In(only.map(({ id }) => id)) } : {}) };
  return (await tx.update(OrderLine, where, { state: to })).affected ?? 0;
}

/** @throws AppError 409 `wrong_state`, where the table of states knows no such move */
export function refuseMove(order: Order, to: OrderState): void {
  if (!canBecome(order.state, to)) throw wrongState(order, to);
}

export const wrongState = ({ number, state }: Order, to: OrderState): AppError => conflict('wrong_state', { number, state, to });
