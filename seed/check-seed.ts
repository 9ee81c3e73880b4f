import type { Context } from '../backend/src/kernel/context.js';

/** What must hold between the tables, each as a query that gives the rows where it does not. */
const RULES: Record<string, string> = {
  'reserved stock is what unshipped orders hold': `
    SELECT s.variant_id AS id, s.reserved AS written, COALESCE(l.units, 0) AS counted FROM variant_stock s LEFT JOIN (
      SELECT l.variant_id, SUM(l.quantity) AS units FROM order_lines l JOIN orders o ON o.id = l.order_id
      WHERE l.state = 'live' AND o.shipped_at IS NULL AND o.state IN ('pending', 'paid', 'preparing') GROUP BY l.variant_id
    ) l ON l.variant_id = s.variant_id WHERE s.reserved <> COALESCE(l.units, 0)`,
  'stock on hand is what staff put in, less what was shipped, with what came back': `
    SELECT s.variant_id AS id, s.on_hand AS written, COALESCE(c.units, 0) - COALESCE(l.units, 0) AS counted FROM variant_stock s
    LEFT JOIN (SELECT variant_id, SUM(delta) AS units FROM stock_changes GROUP BY variant_id) c ON c.variant_id = s.variant_id
    LEFT JOIN (
      SELECT l.variant_id, SUM(l.quantity) AS units FROM order_lines l JOIN orders o ON o.id = l.order_id
      WHERE l.state IN ('live', 'returned') AND o.shipped_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM return_requests r WHERE r.order_id = o.id AND r.restocked = 1) GROUP BY l.variant_id
    ) l ON l.variant_id = s.variant_id WHERE s.on_hand <> COALESCE(c.units, 0) - COALESCE(l.units, 0)`,
  'an offer holds the units of its pending and paid orders': `
    SELECT c.offer_id AS id, c.held AS written, COALESCE(l.units, 0) AS counted FROM offer_counters c LEFT JOIN (
      SELECT l.offer_id, SUM(l.quantity) AS units FROM order_lines l WHERE l.state IN ('live', 'returned') GROUP BY l.offer_id
    ) l ON l.offer_id = c.offer_id WHERE c.held <> COALESCE(l.units, 0)`,
  'an offer has sold the units of its paid orders': `
    SELECT c.offer_id AS id, c.sold AS written, COALESCE(l.units, 0) AS counted FROM offer_counters c LEFT JOIN (
      SELECT l.offer_id, SUM(l.quantity) AS units FROM order_lines l JOIN orders o ON o.id = l.order_id
      WHERE l.state IN ('live', 'returned') AND o.paid_at IS NOT NULL GROUP BY l.offer_id
    ) l ON l.offer_id = c.offer_id WHERE c.sold <> COALESCE(l.units, 0)`,
  'a person holds of an offer what their orders hold': `
    SELECT c.id AS id, c.held AS written, COALESCE(l.units, 0) AS counted FROM customer_limits c LEFT JOIN (
      SELECT l.offer_id, o.limit_holder, SUM(l.quantity) AS units FROM order_lines l JOIN orders o ON o.id = l.order_id
      WHERE l.state IN ('live', 'returned') GROUP BY l.offer_id, o.limit_holder
    ) l ON l.offer_id = c.offer_id AND l.limit_holder = c.holder WHERE c.held <> COALESCE(l.units, 0)`,
  'nobody holds more of an offer than one may': `
    SELECT c.id AS id, c.held AS written, o.per_customer_limit AS counted FROM customer_limits c JOIN offers o ON o.id = c.offer_id
    WHERE c.held > o.per_customer_limit`,
  'an order costs what its lines cost': `
    SELECT o.id AS id, o.total AS written, SUM(l.unit_price * l.quantity) AS counted FROM orders o JOIN order_lines l ON l.order_id = o.id
    GROUP BY o.id, o.total HAVING o.total <> SUM(l.unit_price * l.quantity)`,
  'lines end with their order': `
    SELECT l.id AS id, l.state AS written, o.state AS counted FROM order_lines l JOIN orders o ON o.id = l.order_id
    WHERE l.state = 'live' AND o.state IN ('cancelled', 'expired', 'returned')`,
  'a paid order was captured to the won': `
    SELECT o.id AS id, o.total AS written, p.captured AS counted FROM orders o
    LEFT JOIN payments p ON p.order_id = o.id AND p.live = 1 WHERE o.paid_at IS NOT NULL AND COALESCE(p.captured, 0) <> o.total`,
  'what is committed is the sum of the refunds': `
    SELECT p.id AS id, p.committed AS written, COALESCE(r.won, 0) AS counted FROM payments p
    LEFT JOIN (SELECT payment_id, SUM(amount) AS won FROM refunds GROUP BY payment_id) r ON r.payment_id = p.id
    WHERE p.committed <> COALESCE(r.won, 0)`,
  'what an order got back is the sum of its refunds that were sent': `
    SELECT o.id AS id, o.refunded AS written, COALESCE(r.won, 0) AS counted FROM orders o LEFT JOIN (
      SELECT order_id, SUM(amount) AS won FROM refunds WHERE state = 'done' AND kind <> 'late' GROUP BY order_id
    ) r ON r.order_id = o.id WHERE o.refunded <> COALESCE(r.won, 0)`,
  'what an order got back is what its lines got back': `
    SELECT o.id AS id, o.refunded AS written, SUM(l.refunded) AS counted FROM orders o JOIN order_lines l ON l.order_id = o.id
    GROUP BY o.id, o.refunded HAVING o.refunded <> SUM(l.refunded)`,
  'the payment state says how much went back': `
    SELECT o.id AS id, o.pay AS written, o.refunded AS counted FROM orders o WHERE o.paid_at IS NOT NULL AND o.pay <>
      CASE WHEN o.refunded = 0 THEN 'paid' WHEN o.refunded = o.total THEN 'refunded' ELSE 'partially_refunded' END`,
  'a cancelled order keeps nothing, and neither does a missed line': `
    SELECT o.id AS id, o.total AS written, p.committed AS counted FROM orders o JOIN payments p ON p.order_id = o.id AND p.live = 1
    WHERE o.state = 'cancelled' AND p.committed <> p.captured`,
  'everyone pays the final price of a settled offer': `
    SELECT l.id AS id, l.tier_price - f.final_price AS written, COALESCE(r.won, 0) AS counted FROM order_lines l
    JOIN offers f ON f.id = l.offer_id AND f.outcome = 'reached' JOIN orders o ON o.id = l.order_id AND o.released_at IS NOT NULL
    LEFT JOIN (SELECT line_id, SUM(amount) AS won FROM refunds WHERE kind = 'settle' GROUP BY line_id) r ON r.line_id = l.id
    WHERE l.state IN ('live', 'returned') AND (l.tier_price - f.final_price) * l.quantity <> COALESCE(r.won, 0)`,
  'the final quantity is what was sold, later cancels and returns apart': `
    SELECT f.id AS id, f.final_quantity AS written, c.sold AS counted FROM offers f JOIN offer_counters c ON c.offer_id = f.id
    WHERE f.outcome = 'reached' AND c.sold > f.final_quantity
      + (SELECT COALESCE(SUM(l.quantity), 0) FROM order_lines l WHERE l.offer_id = f.id AND l.state = 'returned')`,
  'an order has a parcel from the moment it was shipped': `
    SELECT o.id AS id, o.state AS written, s.carrier AS counted FROM orders o LEFT JOIN shipments s ON s.order_id = o.id
    WHERE (o.shipped_at IS NULL) <> (s.order_id IS NULL)`,
};

/** Where the books do not agree, each as one line; empty when they do. Reads every order: minutes for millions. */
export async function checkSeed(db: Context['db']): Promise<string[]> {
  const problems: string[] = [];
  for (const [rule, sql] of Object.entries(RULES)) {
    const rows = await db.query<{ id: number; written: unknown; counted: unknown }[]>(`${sql} LIMIT 3`);
    problems.push(...rows.map(({ id, written, counted }) => `${rule}: not ${id} (${String(written)}, ${String(counted)})`));
  }
  return problems;
}
