import { randomUUID } from 'node:crypto';
import { OutsideError, type Payments, type Receipt } from '../kernel/context.js';

export interface MemoryGateway extends Payments {
  /** Does what a person does in a payment window; gives the receipt's id. */
  pay(order: { orderId: string; price: number }): string;
}

/** A second provider, which keeps its receipts in memory and names them as it likes: what the shop needs of one, and no more. */
export function memoryGateway(): MemoryGateway {
  const receipts = new Map<string, Receipt>();
  const cancels = new Set<string>();
  const known = (id: string): Receipt => {
    const receipt = receipts.get(id);
    if (!receipt) throw new OutsideError('refused', 'no_such_receipt', `There is no receipt ${id}.`);
    return receipt;
  };
  const store = (receipt: Receipt): Receipt => {
    receipts.set(receipt.receiptId, receipt);
    return receipt;
  };
  return {
    applicationKey: 'memory',
    provider: 'memory',
    window: 'simulator',
    pay({ orderId, price }) {
      const receiptId = `m${randomUUID().replaceAll('-', '').slice(0, 22)}`;
      const facts = { sandbox: true, currency: 'KRW', method: 'card', partlyRefundable: true, purchasedAt: null };
      store({ receiptId, orderId, price, cancelledPrice: 0, state: 'waiting', waitsFor: 'confirm', ...facts });
      return receiptId;
    },
    readReceipt: async (id) => known(id),
    confirm: async (id) => {
      const receipt = known(id);
      if (receipt.waitsFor !== 'confirm') throw new OutsideError('refused', 'not_waiting', `Receipt ${id} does not wait for a confirm.`);
      return store({ ...receipt, state: 'paid', waitsFor: null, purchasedAt: new Date().toISOString() });
    },
    cancel: async ({ receiptId, amount, cancelId }) => {
      if (!Number.isSafeInteger(amount) || amount < 1) throw new OutsideError('refused', 'bad_amount', 'At least 1 won, whole.');
      const receipt = known(receiptId);
      const cancelledPrice = receipt.cancelledPrice + amount;
      if (receipt.state !== 'paid' || cancelledPrice > receipt.price) throw new OutsideError('refused', 'too_much', 'More than is left.');
      if (cancels.has(cancelId)) throw new OutsideError('refused', 'done_already', `Cancel ${cancelId} was done.`);
      cancels.add(cancelId);
      return store({ ...receipt, cancelledPrice, state: cancelledPrice === receipt.price ? 'cancelled' : 'paid' });
    },
  };
}
