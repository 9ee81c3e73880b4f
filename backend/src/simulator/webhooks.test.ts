import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultPlan } from './faults.js';
import { startOutside } from './simulator.fixture.js';
import type { TestOutside } from './simulator.fixture.js';

let outside: TestOutside;
beforeEach(async () => void (outside = await startOutside()));
afterEach(() => outside.close());

const types = () => outside.told.map((webhook) => webhook.webhook_type);

function plan(fault: FaultPlan): void {
  outside.simulator.faults.plan(fault);
}

describe('a webhook', () => {
  async function paidReceipt(): Promise<string> {
    const receiptId = await outside.pay();
    await outside.payments.confirm(receiptId);
    return receiptId;
  }

  it('tells each change with the fields of the receipt', async () => {
    const receiptId = await paidReceipt();
    await outside.simulator.webhooks.idle();
    await outside.cancel(receiptId, 1_000, 'a');
    await outside.simulator.webhooks.idle();
    await outside.cancel(receiptId, 9_000, 'b');
    await outside.simulator.webhooks.idle();
    expect(types()).toEqual(['PAYMENT_COMPLETED', 'PAYMENT_PARTIAL_CANCELLED', 'PAYMENT_CANCELLED']);
    expect(outside.told[0]).toMatchObject({ receipt_id: receiptId, order_id: 'MNG-1', price: 10_000, status: 1 });
  });

  it('is repeated ten times until it is acknowledged, then given up', async () => {
    outside.shop.acknowledges = false;
    await paidReceipt();
    await outside.simulator.webhooks.idle();
    expect(outside.told).toHaveLength(11);
    expect(outside.simulator.webhooks.list(1)).toMatchObject([{ state: 'given_up', attempts: 11 }]);
  });

  it('stops as soon as it is acknowledged, and can be sent again by hand', async () => {
    outside.shop.acknowledges = false;
    outside.shop.onWebhook = () => (outside.shop.acknowledges = outside.told.length >= 3);
    await paidReceipt();
    await outside.simulator.webhooks.idle();
    expect(outside.told).toHaveLength(3);
    const [last] = outside.simulator.webhooks.list(1);
    expect((await outside.post(`/webhooks/${last?.n}/deliveries`, {})).status).toBe(202);
    await outside.simulator.webhooks.idle();
    expect(outside.told).toHaveLength(4);
  });

  it('arrives twice, or never', async () => {
    plan({ on: 'webhook', kind: 'twice' });
    await paidReceipt();
    await outside.simulator.webhooks.idle();
    expect(types()).toEqual(['PAYMENT_COMPLETED', 'PAYMENT_COMPLETED']);
    plan({ on: 'webhook', kind: 'never' });
    await paidReceipt();
    await outside.simulator.webhooks.idle();
    expect(outside.told).toHaveLength(2);
  });

  it('arrives early, before the confirm is answered', async () => {
    plan({ on: 'webhook', kind: 'early' });
    const order: string[] = [];
    outside.shop.onWebhook = () => order.push('webhook');
    await paidReceipt().then(() => order.push('answer'));
    expect(order).toEqual(['webhook', 'answer']);
  });

  it('arrives prematurely, when nothing was captured, and says it was', async () => {
    plan({ on: 'webhook', kind: 'premature' });
    const receiptId = await outside.pay();
    await outside.simulator.webhooks.idle();
    expect(types()).toEqual(['PAYMENT_COMPLETED']);
    expect((await outside.payments.readReceipt(receiptId)).waitsFor).toBe('confirm');
  });

  it('arrives late', async () => {
    plan({ on: 'webhook', kind: 'late', delayMs: 500 });
    await paidReceipt();
    expect(outside.told).toEqual([]);
    await outside.simulator.webhooks.idle();
    expect(types()).toEqual(['PAYMENT_COMPLETED']);
  });

  it('is overtaken by the next one', async () => {
    plan({ on: 'webhook', kind: 'reorder' });
    const receiptId = await paidReceipt();
    await outside.cancel(receiptId, 1_000, 'a');
    await outside.simulator.webhooks.idle();
    expect(types()).toEqual(['PAYMENT_PARTIAL_CANCELLED', 'PAYMENT_COMPLETED']);
  });

  it('tells a payment that was approved at once, and an issued account', async () => {
    await outside.pay({ status: 1 });
    await outside.pay({ status: 5, method: 'vbank' });
    await outside.simulator.webhooks.idle();
    expect(types().toSorted()).toEqual(['PAYMENT_COMPLETED', 'PAYMENT_VIRTUAL_ACCOUNT_ISSUED']);
  });
});
