/** What a customer is told of in the history of an order. */
export const TIMELINE_EVENTS = [
  'placed',
  'paid',
  'expired',
  'cancelled',
  'settled',
  'preparing',
  'shipped',
  'delivered',
  'completed',
  'return_requested',
  'returned',
  'return_declined',
] as const;
export type TimelineEvent = (typeof TIMELINE_EVENTS)[number];

interface Moments {
  placedAt: Date;
  paidAt: Date | null;
  expiredAt: Date | null;
  cancelledAt: Date | null;
  releasedAt: Date | null;
  preparingAt: Date | null;
  shippedAt: Date | null;
  deliveredAt: Date | null;
  completedAt: Date | null;
  returnRequestedAt: Date | null;
  returnedAt: Date | null;
}

/** What happened to an order, oldest first. A sale is released as it is paid: that is no event of its own. */
export function timeline(
  order: Moments,
  returned: { decision: 'accepted' | 'declined' | null; decidedAt: Date | null } | null,
): { event: TimelineEvent; at: Date }[] {
  const settledAt = order.releasedAt?.getTime() === order.paidAt?.getTime() ? null : order.releasedAt;
  const events: [TimelineEvent, Date | null][] = [
    ['placed', order.placedAt],
    ['paid', order.paidAt],
    ['expired', order.expiredAt],
    ['settled', settledAt],
    ['preparing', order.preparingAt],
    ['shipped', order.shippedAt],
    ['delivered', order.deliveredAt],
    ['return_requested', order.returnRequestedAt],
    ['return_declined', returned?.decision === 'declined' ? returned.decidedAt : null],
    ['returned', order.returnedAt],
    ['completed', order.completedAt],
    ['cancelled', order.cancelledAt],
  ];
  return events.flatMap(([event, at]) => (at ? [{ event, at }] : [])).toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
