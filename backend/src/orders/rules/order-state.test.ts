import { describe, expect, it } from 'vitest';
import {
  ADDRESS_OPEN,
  CANCELLABLE,
  canBecome,
  LINE_STATES,
  LIVE_STATES,
  ORDER_STATES,
  PAYABLE,
  PAYMENT_STATES,
  statesBefore,
} from './order-state.js';

/** Every move of a table, as `from → to`. */
const moves = <S extends string>(states: readonly S[], before: (to: S) => S[]) =>
  states.flatMap((to) => before(to).map((from) => `${from} → ${to}`)).toSorted();

describe('an order', () => {
  const MOVES = [
    'pending → paid',
    'pending → expired',
    'pending → cancelled',
    'paid → preparing',
    'paid → cancelled',
    'preparing → shipped',
    'preparing → cancelled',
    'shipped → delivered',
    'shipped → return_requested',
    'delivered → completed',
    'delivered → return_requested',
    'return_requested → returned',
    'return_requested → delivered',
  ].toSorted();

  it('goes these ways and no other', () => {
    expect(moves(ORDER_STATES, statesBefore.order)).toEqual(MOVES);
    const may = ORDER_STATES.flatMap((from) => ORDER_STATES.filter((to) => canBecome(from, to)).map((to) => `${from} → ${to}`));
    expect(may.toSorted()).toEqual(MOVES);
  });

  it('is cancelled until it is shipped, keeps its address open until it is packed, and is live while something is to come', () => {
    expect(CANCELLABLE).toEqual(ORDER_STATES.filter((state) => canBecome(state, 'cancelled')));
    expect(ADDRESS_OPEN).toEqual(['pending', 'paid']);
    const ended = ['completed', 'expired', 'cancelled', 'returned'];
    expect(LIVE_STATES).toEqual(ORDER_STATES.filter((state) => !ended.includes(state)));
  });
});

describe('its money', () => {
  it('goes these ways and no other', () => {
    expect(moves(PAYMENT_STATES, statesBefore.payment)).toEqual(
      [
        'none → confirming',
        'failed → confirming',
        'confirming → paid',
        'confirming → failed',
        'paid → partially_refunded',
        'paid → refunded',
        'partially_refunded → partially_refunded',
        'partially_refunded → refunded',
      ].toSorted(),
    );
  });

  it('can be paid where a payment may begin', () => {
    expect(PAYABLE).toEqual(statesBefore.payment('confirming'));
  });
});

it('a line ends once, in one of three ways', () => {
  expect(moves(LINE_STATES, statesBefore.line)).toEqual(['live → cancelled', 'live → missed', 'live → returned']);
});
