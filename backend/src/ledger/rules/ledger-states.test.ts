import { describe, expect, it } from 'vitest';
import { ledgerStatesBefore, type ReceiptState, REFUND_KINDS, type RefundState, TOLD_REFUND_STATES } from './ledger-states.js';

const RECEIPTS: ReceiptState[] = ['confirming', 'paid', 'lapsed'];
const REFUNDS: RefundState[] = ['due', 'done', 'manual', 'frozen'];

describe('the ledger', () => {
  it('takes a receipt to paid once, and to lapsed, where a late capture leaves it', () => {
    expect(RECEIPTS.map(ledgerStatesBefore.receipt)).toEqual([[], ['confirming'], ['confirming', 'lapsed']]);
  });

  it('takes a refund to its end once: sent, or by people after they took it over; one that is frozen stays', () => {
    expect(REFUNDS.map(ledgerStatesBefore.refund)).toEqual([[], ['due', 'manual'], ['due'], ['due']]);
  });

  it('tells a customer of every state but the one that people look into', () => {
    expect([...TOLD_REFUND_STATES, 'frozen'].toSorted()).toEqual(REFUNDS.toSorted());
  });

  it('knows six causes', () => {
    expect(REFUND_KINDS).toEqual(['cancel', 'settle', 'goal', 'staff', 'return', 'late']);
  });
});
