import { describe, expect, it } from 'vitest';
import { timeline, TIMELINE_EVENTS } from './timeline.js';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 22, hour));
const NOTHING = {
  paidAt: null,
  expiredAt: null,
  cancelledAt: null,
  releasedAt: null,
  preparingAt: null,
  shippedAt: null,
  deliveredAt: null,
  completedAt: null,
  returnRequestedAt: null,
  returnedAt: null,
};
const eventsOf = (...given: Parameters<typeof timeline>) => timeline(...given).map(({ event }) => event);

describe('the history of an order', () => {
  it('tells each event once, oldest first, with its time', () => {
    const order = {
      placedAt: at(1),
      paidAt: at(2),
      releasedAt: at(3),
      preparingAt: at(4),
      shippedAt: at(5),
      deliveredAt: at(6),
      returnRequestedAt: at(7),
      returnedAt: at(9),
      completedAt: at(10),
      cancelledAt: at(11),
      expiredAt: at(12),
    };
    const told = timeline(order, { decision: 'declined', decidedAt: at(8) });
    expect(told.map(({ event, at: time }) => `${time.getUTCHours()} ${event}`)).toEqual([
      '1 placed',
      '2 paid',
      '3 settled',
      '4 preparing',
      '5 shipped',
      '6 delivered',
      '7 return_requested',
      '8 return_declined',
      '9 returned',
      '10 completed',
      '11 cancelled',
      '12 expired',
    ]);
    expect(told.map(({ event }) => event).toSorted()).toEqual(TIMELINE_EVENTS.toSorted());
  });

  it('leaves out what has not happened, and of a return that was accepted or not answered says no refusal', () => {
    expect(eventsOf({ ...NOTHING, placedAt: at(1) }, null)).toEqual(['placed']);
    for (const decision of ['accepted', null] as const) {
      expect(eventsOf({ ...NOTHING, placedAt: at(1) }, { decision, decidedAt: at(8) })).toEqual(['placed']);
    }
  });

  it('of a sale has no settlement of its own: it is released as it is paid', () => {
    expect(eventsOf({ ...NOTHING, placedAt: at(1), paidAt: at(2), releasedAt: at(2) }, null)).toEqual(['placed', 'paid']);
  });
});
