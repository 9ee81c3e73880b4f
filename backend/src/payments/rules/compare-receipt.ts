import { told } from '../../words/sentence.js';

/**
 * What differs between a payment in our ledger and its receipt, in won; one sentence each. A refund by hand has no `cancelledBefore` and is not
 * on the receipt, and one that is due or frozen may be or not: between what is done and what is sent lies no difference.
 */
export function compareReceipt(
  payment: { receiptId: string; state: string; captured: number; committed: number },
  refunds: readonly { amount: number; state: string; cancelledBefore: number | null }[],
  receipt: { captured: number; cancelled: number },
): string[] {
  const sum = (rows: readonly { amount: number }[]) => rows.reduce((total, row) => total + row.amount, 0);
  const certain = sum(refunds.filter((refund) => refund.state === 'done' && refund.cancelledBefore !== null));
  const possible =
    certain + sum(refunds.filter((refund) => (refund.state === 'due' || refund.state === 'frozen') && refund.cancelledBefore !== null));
  const found: string[] = [];
  if (payment.captured !== receipt.captured && payment.state !== 'confirming') {
    found.push(told('slack.captured_differs', { receiptId: payment.receiptId, receipt: receipt.captured, ledger: payment.captured }));
  }
  if (receipt.cancelled < certain || receipt.cancelled > possible) {
    found.push(told('slack.cancelled_differs', { receiptId: payment.receiptId, receipt: receipt.cancelled, ledger: certain }));
  }
  if (payment.committed !== sum(refunds))
    found.push(told('slack.committed_differs', { receiptId: payment.receiptId, refunds: sum(refunds), committed: payment.committed }));
  return found;
}
