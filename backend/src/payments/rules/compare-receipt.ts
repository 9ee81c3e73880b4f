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
    found.push(`${payment.receiptId}: 승인 ${receipt.captured}원, 장부 ${payment.captured}원`);
  }
  if (receipt.cancelled < certain || receipt.cancelled > possible) {
    found.push(`${payment.receiptId}: 취소 ${receipt.cancelled}원, 장부 ${certain}원`);
  }
  if (payment.committed !== sum(refunds)) found.push(`${payment.receiptId}: 환불 합계 ${sum(refunds)}원, 약속 ${payment.committed}원`);
  return found;
}
