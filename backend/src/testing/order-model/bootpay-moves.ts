import { Order } from '../../orders/order.entity.js';
import { paymentRequest } from '../../ledger/payment-request.js';
import { SIMULATED_KEYS } from '../../simulator/simulated-keys.js';
import type { Move } from './move.js';
import type { World } from './world.js';

type Of<Kind extends Move['do']> = Extract<Move, { do: Kind }>;

export const pick = <T>(rows: readonly T[], index: number): T | undefined => rows.at(index < 0 ? -1 : index % Math.max(1, rows.length));
export const anOrder = async (index: number) => pick(await Order.find({ order: { id: 'ASC' } }), index);
export async function pay(world: World, { order: index, wrong, status }: Of<'pay'>): Promise<void> {
  const order = await anOrder(index);
  if (!order) return;
  const other = {
    nothing: {},
    price: { price: order.total - 1_000 },
    sandbox: { sandbox: false },
    currency: { currency: 'USD' },
    method: { method: 'phone' },
  }[wrong];
  const receipt = world.shop.simulator.ledger.pay({ orderId: order.number, price: order.total, status, ...other });
  world.receipts.push({ receiptId: receipt.receipt_id, number: order.number });
}

export async function webhook(world: World, { receipt, forgedFor, times }: Of<'webhook'>): Promise<void> {
  const chosen = pick(world.receipts, receipt);
  const order = forgedFor === null ? undefined : await anOrder(forgedFor);
  if (!chosen) return;
  const body = { receipt_id: chosen.receiptId, order_id: order?.number ?? chosen.number, status: 1, webhook_type: 'PAYMENT_COMPLETED' };
  for (let time = 0; time < times; time++) await post(`${world.shop.url}/api/payments/bootpay/webhook`, body);
  if (!order || order.number === chosen.number) world.told.add(chosen.receiptId);
}

export async function comeBack(world: World, { receipt, forged }: Of<'back'>): Promise<void> {
  const chosen = pick(world.receipts, receipt);
  const order = chosen && (await Order.findOneBy({ number: chosen.number }));
  if (!chosen || !order) return;
  const { redirectUrl } = paymentRequest(world.ctx, order, []);
  const url = forged ? redirectUrl.replace(/token=\w+/, 'token=guess') : redirectUrl;
  const answer = await fetch(`${url}&event=confirm&receipt_id=${chosen.receiptId}`, { redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`The way back answered ${answer.status}.`);
  if (!forged) world.told.add(chosen.receiptId);
}

const CANCEL_STILL_POSSIBLE_MS = 9 * 60_000;
const CONFIRM_STILL_POSSIBLE_MS = 6 * 86_400_000;

/** A call that was never answered is carried out after all. */
export async function late(world: World, { call: index }: Of<'late'>): Promise<void> {
  const now = world.ctx.clock.now().getTime();
  const possible = world.unanswered.filter(
    ({ call, at }) => now - at < (call.path === 'cancel' ? CANCEL_STILL_POSSIBLE_MS : CONFIRM_STILL_POSSIBLE_MS),
  );
  const chosen = pick(possible, index);
  if (!chosen) return;
  const { faults } = world.shop.simulator;
  const waiting = faults.list().filter(({ on }) => on === chosen.call.path);
  if (waiting.length > 0) return; // would strike this call instead of the shop's
  const key = Buffer.from(`${SIMULATED_KEYS.clientKey}:${SIMULATED_KEYS.secretKey}`).toString('base64');
  await post(`${world.shop.url}/_simulator/bootpay/v2/${chosen.call.path}`, chosen.call.body, { Authorization: `Basic ${key}` });
}

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
}
