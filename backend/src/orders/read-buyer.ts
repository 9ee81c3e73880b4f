import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { instantOrNull } from '../database/database.js';
import { holderOf } from '../holds/limit-holder.js';
import type { OrderState } from './rules/order-state.js';

/** What is known of a customer who wants to order, by one read. */
export interface Buyer {
  /** Under which name the units are counted. */
  holder: string;
  /** The latest twenty, newest first. */
  latest: { state: OrderState; promotionId: number; expiredAt: Date | null; endedByShop: boolean }[];
  /** What came first under this key, if anything did. */
  first: { idemHash: string; placementAnswer: string | null } | null;
}

interface Row {
  phone: string;
  phone_verified_at: Date | string | null;
  idem_hash: string | null;
  placement_answer: string | null;
  state: OrderState | null;
  promotion_id: number;
  expired_at: Date | string | null;
  ended_by_shop: number | null;
}

const SQL = `SELECT c.phone, c.phone_verified_at, first.idem_hash, first.placement_answer, o.state, o.promotion_id, o.expired_at, o.ended_by_shop
  FROM customers c
  LEFT JOIN orders first ON first.customer_id = c.id AND first.idem_key = ?
  LEFT JOIN orders o ON o.customer_id = c.id
  WHERE c.id = ? ORDER BY o.id DESC LIMIT 20`;

/** @param idemKey the client's, chosen once per press of the button */
export async function readBuyer(ctx: Context, idemKey: string): Promise<Buyer> {
  const { id } = asCustomer(ctx);
  const rows = await ctx.db.query<Row[]>(SQL, [idemKey, id]);
  const [row] = rows;
  if (!row) throw new Error(`There is no customer ${id}.`);
  return {
    holder: holderOf(ctx, { id, phone: row.phone, phoneVerifiedAt: instantOrNull(row.phone_verified_at) }),
    latest: rows.flatMap(({ state, promotion_id: promotionId, expired_at: expiredAt, ended_by_shop: ended }) =>
      state === null ? [] : { state, promotionId, expiredAt: instantOrNull(expiredAt), endedByShop: Boolean(ended) },
    ),
    first: row.idem_hash === null ? null : { idemHash: row.idem_hash, placementAnswer: row.placement_answer },
  };
}
