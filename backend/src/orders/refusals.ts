import { conflict, refusal } from '../kernel/errors.js';

/** Why an order is not taken; 409, but for a phone that nobody has proved. `name` is the product's, counts are units. */
export const refusals = {
  phoneNeeded: () => refusal(403, 'phone_needed'),
  holdsMany: (by: 'phone' | 'device' | 'network') => conflict(`holds_many.${by}`),
  pending: () => conflict('order_pending'),
  closed: () => conflict('promotion_closed'),
  priceChanged: () => conflict('price_changed'),
  /** @param found.held what this person has ordered of it already, in all their accounts */
  limit: (found: { name: string; limit: number; held: number }) => conflict('limit_reached', found),
  cap: (found: Left) => conflict('cap_reached', found),
  soldOut: (found: Left) => conflict('sold_out', found),
};

interface Left {
  name: string;
  left: number;
}
