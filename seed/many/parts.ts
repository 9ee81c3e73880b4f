import type { Market } from './market.js';
import type { Stall } from './stall.js';

/** What is committed together: a promotion of the past with all its orders. The last takes the promotions that are open as well. */
export interface Part {
  past: Stall[];
  open: Stall[];
  count: number;
  /** Which part of them goes to what is open. */
  openShare: number;
}

/** Of all orders. */
const OPEN = 0.04;

/** Oldest first, so that orders are numbered about as they were placed. */
export function partsOf(orders: number, { past, open }: Pick<Market, 'past' | 'open'>): Part[] {
  const toOpen = open.length > 0 ? Math.round(orders * OPEN) : 0;
  const toPast = orders - toOpen;
  const upTo = (index: number) => Math.floor((toPast * index) / past.length);
  return past.map((stall, index) => {
    const own = upTo(index + 1) - upTo(index);
    if (index < past.length - 1) return { past: [stall], open: [], count: own, openShare: 0 };
    return { past: [stall], open, count: own + toOpen, openShare: toOpen / Math.max(own + toOpen, 1) };
  });
}
