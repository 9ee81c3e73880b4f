import { randomUUID } from 'node:crypto';
import { Payment } from '../src/ledger/payment.entity.js';
import type { FaultPlan } from '../src/simulator/faults.js';
import { SIMULATED_KEYS } from '../src/simulator/simulated-keys.js';
import { aSale, PRICE, type Sale, students } from './goods.js';
import { orderOf, type Run } from './kill-run.js';

/** A story in stages; a death may come in any of them. What follows by itself, through jobs and time, comes after the last. */
export interface Story {
  name: string;
  /** Faults without which it would not be this story. */
  faults: FaultPlan[];
  /** The kinds of faults that are added when it is told again. */
  troubles: FaultPlan['on'][];
  begin(run: Run): Promise<(() => Promise<void>)[]>;
}

const RECIPIENT = { name: '이하늘', phone: '010-1234-5678', postcode: '08826', address1: '서울 관악구 관악로 1', address2: '', memo: '' };
const HOUR = 3_600_000;

export const STORIES: Story[] = [
  story('checkout', ['confirm', 'receipt', 'webhook', 'slack', 'sms'], async (run) => {
    const buyer = await aBuyer(run, await aSale(run.ground));
    return [buyer.place, buyer.payInWindow, buyer.submit, run.settleIn];
  }),
  story('cancel', ['cancel', 'receipt', 'webhook', 'sms'], async (run) => {
    const buyer = await aBuyer(run, await aSale(run.ground, { kinds: 2 }));
    return [buyer.place, buyer.payInWindow, buyer.submit, buyer.cancel, run.settleIn];
  }),
  story('expiry', ['webhook'], async (run) => {
    const buyer = await aBuyer(run, await aSale(run.ground));
    return [buyer.place, () => run.pass(16 * 60_000), run.settleIn];
  }),
  story(
    'window that only the webhook tells of',
    ['receipt', 'confirm', 'webhook'],
    async (run) => {
      const buyer = await aBuyer(run, await aSale(run.ground));
      return [buyer.place, buyer.payInWindow, run.settleIn];
    },
    [{ on: 'webhook', kind: 'premature' }],
  ),
  story(
    'confirm without an answer',
    ['receipt', 'webhook'],
    async (run) => {
      const buyer = await aBuyer(run, await aSale(run.ground, { kind: 'sale' }));
      return [buyer.place, buyer.payInWindow, buyer.submit, () => run.pass(130_000), run.settleIn];
    },
    [
      { on: 'confirm', kind: 'commit_then_500' },
      { on: 'receipt', kind: 'status', value: 3, times: 2 },
      { on: 'webhook', kind: 'never' },
    ],
  ),
  story(
    'cancel while confirming',
    ['receipt', 'cancel'],
    async (run) => {
      const buyer = await aBuyer(run, await aSale(run.ground));
      return [buyer.place, buyer.payInWindow, buyer.submit, buyer.cancel, () => run.pass(130_000), run.settleIn];
    },
    [
      { on: 'confirm', kind: 'late_commit', delayMs: 150 },
      { on: 'webhook', kind: 'never' },
    ],
  ),
  story(
    'capture after the order ended',
    ['cancel', 'receipt', 'slack'],
    async (run) => {
      const buyer = await aBuyer(run, await aSale(run.ground));
      return [buyer.place, buyer.payInWindow, buyer.submit, () => run.pass(16 * 60_000), run.settleIn, buyer.captureAfterAll, run.settleIn];
    },
    [
      { on: 'confirm', kind: 'refuse' },
      { on: 'webhook', kind: 'never' },
    ],
  ),
  story(
    'approved without asking, too late',
    ['cancel', 'receipt'],
    async (run) => {
      const buyer = await aBuyer(run, await aSale(run.ground));
      return [buyer.place, () => run.pass(16 * 60_000), run.settleIn, () => buyer.payInWindow({ status: 1 }), buyer.submit, run.settleIn];
    },
    // Not `never`: where neither the browser nor Bootpay comes back, nobody can know.
    [{ on: 'webhook', kind: 'late', delayMs: 500 }],
  ),
  story(
    'declined, then paid with another card',
    ['receipt', 'webhook'],
    async (run) => {
      const buyer = await aBuyer(run, await aSale(run.ground));
      return [buyer.place, buyer.payInWindow, buyer.submit, buyer.payInWindow, buyer.submit, run.settleIn];
    },
    [{ on: 'confirm', kind: 'expired' }],
  ),
  story('settlement', ['cancel', 'receipt', 'slack', 'sms'], async (run) => {
    const sale = await aSale(run.ground, { hours: 2, kinds: 2 });
    const [first, second] = [await aBuyer(run, sale), await aBuyer(run, sale)];
    const buy = async (buyer: Buyer) => {
      await buyer.place();
      await buyer.payInWindow();
      await buyer.submit();
    };
    return [() => buy(first), () => buy(second), () => run.pass(2 * HOUR + 1_000), run.settleIn, first.cancel, run.settleIn];
  }),
  story('missed goal', ['cancel', 'receipt'], async (run) => {
    const buyer = await aBuyer(run, await aSale(run.ground, { hours: 2, goal: 5 }));
    return [buyer.place, buyer.payInWindow, buyer.submit, () => run.pass(2 * HOUR + 1_000), run.settleIn];
  }),
];

function story(name: string, troubles: Story['troubles'], begin: Story['begin'], faults: FaultPlan[] = []): Story {
  return { name, troubles, begin, faults };
}

type Buyer = Awaited<ReturnType<typeof aBuyer>>;

/** A person with a browser: presses the same button with the same key again, if they are patient at all. */
async function aBuyer(run: Run, sale: Sale) {
  const [cookie = ''] = await students(run.ground, 1);
  const key = randomUUID();
  const lines = sale.goods.map((goods) => ({ ...goods, quantity: 1, unitPrice: PRICE }));
  let number: string | undefined;
  let receiptId: string | undefined;
  return {
    async place() {
      const answer = await run.request('POST', '/api/customer/orders', cookie, { lines, recipient: RECIPIENT }, { 'Idempotency-Key': key });
      if (!answer) return;
      if (answer.status !== 201) throw new Error(`Placing answered ${answer.status} ${JSON.stringify(answer.body)}`);
      number = (answer.body['order'] as { number: string }).number;
    },
    async payInWindow(other: object = {}) {
      if (number === undefined) return;
      const { total } = await orderOf(run.ground, number);
      const answer = await fetch(`${run.ground.simulatorUrl}/bootpay/payments`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ orderId: number, price: total, ...other }),
      });
      ({ receiptId } = (await answer.json()) as { receiptId: string });
    },
    async submit() {
      if (number !== undefined)
        allow(await run.request('POST', `/api/customer/orders/${number}/payment`, cookie, { receiptId }), [200, 202, 409]);
    },
    async cancel() {
      if (number !== undefined)
        allow(
          await run.request('POST', `/api/customer/orders/${number}/cancellation`, cookie, { reason: '마음이 바뀌었어요' }),
          [200, 409],
        );
    },
    /** Bootpay captures a receipt after all that it refused to confirm when the shop asked. */
    async captureAfterAll() {
      if (receiptId === undefined || !(await run.ground.db.manager.existsBy(Payment, { receiptId }))) return;
      const authorization = `Basic ${Buffer.from(`${SIMULATED_KEYS.clientKey}:${SIMULATED_KEYS.secretKey}`).toString('base64')}`;
      await fetch(`${run.ground.simulatorUrl}/bootpay/v2/confirm`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', authorization },
        body: JSON.stringify({ receipt_id: receiptId }),
      });
      await run.pass(2 * HOUR);
    },
  };
}

function allow(answer: { status: number; body: object } | null, statuses: number[]): void {
  if (answer && !statuses.includes(answer.status)) throw new Error(`Answered ${answer.status} ${JSON.stringify(answer.body)}`);
}
