import { AppError } from '../../kernel/errors.js';
import { changeMe } from '../../accounts/change-me.js';
import { givesPassword } from '../signed-in.js';
import { finishPhoneVerification, startPhoneVerification } from '../../accounts/verify-phone.js';
import { type Job, jobs } from '../../jobs/jobs.js';
import { OutboxMessage } from '../../outbox/outbox-message.entity.js';
import { cancelLines } from '../../orders/cancel-lines.js';
import { cancelOrder } from '../../orders/cancel-order.js';
import { decideReturn } from '../../orders/decide-return.js';
import { deliverOrder } from '../../orders/deliver-order.js';
import type { Order } from '../../orders/order.entity.js';
import { OrderLine } from '../../orders/order-line.entity.js';
import { placeOrder } from '../../orders/place-order.js';
import { prepareOrder } from '../../orders/prepare-order.js';
import { requestReturn } from '../../orders/request-return.js';
import { shipOrder } from '../../orders/ship-order.js';
import { confirmPayment } from '../../payments/confirm-payment.js';
import { Payment } from '../../ledger/payment.entity.js';
import { cancelPromotion } from '../../settlement/cancel-promotion.js';
import { RECIPIENT } from '../fixtures.js';
import { Crash, crashAt, watched } from '../watch.js';
import { anOrder, comeBack, late, pay, pick, webhook } from './bootpay-moves.js';
import type { Move } from './move.js';
import { as, PHONES, STAFF, type World } from './world.js';

type Of<Kind extends Move['do']> = Extract<Move, { do: Kind }>;
type Sending = Extract<Move, { do: 'prepare' | 'ship' | 'deliver' | 'askReturn' | 'decideReturn' }>;

/** Does one move through the shop's verbs and doors. Refusals are fine, and so is a crash that was asked for; nothing else is. */
export async function play(world: World, move: Move): Promise<void> {
  try {
    await act(world, move);
  } catch (error) {
    if (!(error instanceof AppError) && !(error instanceof Crash)) throw error;
  }
  const [fault] = world.faults;
  if (fault !== undefined) throw fault;
}

async function act(world: World, move: Move): Promise<void> {
  const { ctx } = world;
  switch (move.do) {
    case 'place':
      return place(world, move);
    case 'pay':
      return pay(world, move);
    case 'submit':
      return submit(world, move);
    case 'webhook':
      return webhook(world, move);
    case 'back':
      return comeBack(world, move);
    case 'cancel':
      return cancel(world, move);
    case 'cancelLine':
      return cancelLine(world, move);
    case 'pass':
      return world.pass(move.ms);
    case 'toTheClose':
      return world.pass(Math.max(0, world.promotion.closesAt.getTime() - ctx.clock.now().getTime()));
    case 'job':
      return runJob(world, move.name);
    case 'fault':
      return void world.shop.simulator.faults.plan(move.plan);
    case 'late':
      return late(world, move);
    case 'cancelPromotion':
      return cancelPromotion(as(ctx, STAFF), { id: world.promotion.id, reason: '공급이 끊겼어요' });
    case 'prepare':
    case 'ship':
    case 'deliver':
    case 'askReturn':
    case 'decideReturn':
      return send(world, move);
    case 'verifyPhone':
      return verifyPhone(world, move);
    case 'changePhone':
      return changePhone(world, move);
    case 'together':
      return void (await Promise.all(move.moves.map((one) => play(world, one))));
    case 'oneByOne':
      for (const one of move.moves) await play(world, one);
      return;
    case 'crash':
      return watched(crashAt(move.at), () => play(world, move.move));
  }
}

const owner = (world: World, order: Order) =>
  world.students.find(({ actor }) => actor.kind === 'customer' && actor.id === order.customerId) ?? world.ctx;

async function place(world: World, { student, lines, presses }: Of<'place'>): Promise<void> {
  const wanted = lines.map(({ offer, variant, quantity }) => {
    const { offer: row, variants } = world.offers[offer] as World['offers'][number];
    const chosen = variants[variant];
    return { offerId: row.id, variantId: chosen?.id ?? 0, quantity, unitPrice: 100_000 + (chosen?.surcharge ?? 0) };
  });
  const input = { idempotencyKey: `press-${++world.presses}`, lines: wanted, recipient: { ...RECIPIENT, phone: '01012345678' } };
  const press = () => placeOrder(pick(world.students, student) ?? world.ctx, input);
  const answers = await Promise.allSettled(Array.from({ length: presses }, press));
  const refused = answers.find((answer) => answer.status === 'rejected');
  const taken = answers.filter((answer) => answer.status === 'fulfilled').map((answer) => answer.value);
  if (new Set(taken).size > 1) throw new Error('One press was answered in two ways.');
  if (refused && taken.length > 0 && refused.reason instanceof AppError)
    throw new Error(`One press was taken and refused: ${refused.reason.code}.`);
  if (refused) throw refused.reason;
}

async function submit(world: World, { order: index, receipt, whose, stranger }: Of<'submit'>): Promise<void> {
  const order = await anOrder(index);
  if (!order) return;
  const candidates = world.receipts.filter(({ number }) => whose === 'any' || number === order.number);
  const chosen = pick(candidates, receipt);
  if (!chosen) return;
  const student = owner(world, order);
  const asking = stranger ? world.students.find((other) => other !== student) : student;
  const believed = !lies(world);
  const refused = await confirmPayment(asking ?? student, { number: order.number, receiptId: chosen.receiptId }).then(
    () => null,
    (error: unknown) => error,
  );
  if (stranger && !(refused instanceof AppError || refused instanceof Crash)) throw new Error('A stranger paid with somebody’s order.');
  const heard = refused === null || (refused instanceof AppError && believed);
  if (!stranger && heard && chosen.number === order.number) world.told.add(chosen.receiptId);
  if (refused !== null) throw refused;
}

// Bootpay says what is not true about a receipt: what the shop then concludes is not its fault.
const lies = (world: World) => world.shop.simulator.faults.list().some(({ on }) => on === 'receipt');

async function cancel(world: World, { order: index, by }: Of<'cancel'>): Promise<void> {
  const order = await anOrder(index);
  if (!order) return;
  await cancelOrder(by === 'staff' ? as(world.ctx, STAFF) : owner(world, order), { number: order.number, reason: '마음이 바뀌었어요' });
}

async function cancelLine(world: World, { order: index, line }: Of<'cancelLine'>): Promise<void> {
  const order = await anOrder(index);
  if (!order) return;
  const lines = await OrderLine.find({ where: { orderId: order.id }, order: { id: 'ASC' } });
  await cancelLines(as(world.ctx, STAFF), { id: order.id, lineIds: [pick(lines, line)?.id ?? 0], reason: '재고가 상했어요' });
}

export const jobsOf = (world: World): Job[] => jobs(world.ctx, { outbox: 1, refunds: 1, expiry: 1, reconcile: 1, settle: 1 });

async function runJob(world: World, name: string): Promise<void> {
  const lying = lies(world);
  const job = jobsOf(world).find((one) => one.name === name);
  if (!job) throw new Error(`There is no job ${name}.`);
  await job.run();
  if (!lying || lies(world)) return;
  // What was read wrong was refused in good faith.
  for (const receiptId of world.told) if (!(await Payment.existsBy({ receiptId }))) world.told.delete(receiptId);
}

async function send(world: World, move: Sending): Promise<void> {
  const order = await anOrder(move.order);
  if (!order) return;
  const staff = as(world.ctx, STAFF);
  const { id } = order;
  switch (move.do) {
    case 'prepare':
      return prepareOrder(staff, { id });
    case 'ship':
      return shipOrder(staff, { id, carrier: '한진택배', trackingNumber: `40${String(id).padStart(8, '0')}` });
    case 'deliver':
      return deliverOrder(staff, { id });
    case 'askReturn':
      return requestReturn(owner(world, order), order.number, { kind: move.kind, reason: '화면이 어두워요' });
    case 'decideReturn':
      return decideReturn(staff, { id, decision: move.decision, restock: move.restock, reason: '확인했어요' });
  }
}

async function verifyPhone(world: World, { student, phone }: Of<'verifyPhone'>): Promise<void> {
  const asking = pick(world.students, student);
  if (!asking) return;
  await givesPassword(asking);
  await startPhoneVerification(asking, { phone: PHONES[phone] ?? '' });
  const sent = await OutboxMessage.findOneOrFail({ where: { purpose: 'code' }, order: { id: 'DESC' } });
  world.phoneMoved = true;
  await finishPhoneVerification(asking, { code: /\d{6}/.exec(sent.text)?.[0] ?? '' });
}

async function changePhone(world: World, { student, phone }: Of<'changePhone'>): Promise<void> {
  world.phoneMoved = true;
  const asking = pick(world.students, student) ?? world.ctx;
  await givesPassword(asking);
  await changeMe(asking, { phone: PHONES[phone] });
}
