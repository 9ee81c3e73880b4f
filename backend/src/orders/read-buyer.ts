import { Customer } from '../customers/customer.entity.js';
import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { optional, table } from '../database/tables.js';
import { holderOf } from '../holds/limit-holder.js';
import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { Order } from './order.entity.js';
import type { OrderState } from './rules/order-state.js';

const customer = table(Customer, 'customer');
const first = optional(Order, 'first');
const latest = optional(Order, 'latest');

const BUYER = {
  phone: customer.phone,
  phoneVerifiedAt: customer.phoneVerifiedAt,
  first: { idemHash: first.idemHash, placementAnswer: first.placementAnswer },
  latest: {
    state: latest.state,
    promotionId: latest.promotionId,
    expiredAt: latest.expiredAt,
    cancelledAt: latest.cancelledAt,
    paidAt: latest.paidAt,
    endedByShop: latest.endedByShop,
  },
};

/** What is known of a customer who wants to order, by one read. */
export interface Buyer {
  /** Under which name the units are counted. */
  holder: string;
  /** Digits; null where no code has proved the phone yet. */
  verifiedPhone: string | null;
  /** The latest twenty, newest first. */
  latest: {
    state: OrderState;
    promotionId: number;
    expiredAt: Date | null;
    cancelledAt: Date | null;
    paidAt: Date | null;
    endedByShop: boolean;
  }[];
  /** What came first under this key, if anything did. */
  first: { idemHash: string; placementAnswer: string | null } | null;
}

/** @param idemKey the client's, chosen once per press of the button */
export async function readBuyer(ctx: Context, idemKey: string): Promise<Buyer> {
  const { id } = asCustomer(ctx);
  const rows = await read(
    ctx.db,
    BUYER,
    sql`FROM ${customer}
      LEFT JOIN ${first} ON ${first.customerId} = ${customer.id} AND ${first.idemKey} = ${idemKey}
      LEFT JOIN ${latest} ON ${latest.customerId} = ${customer.id}
      WHERE ${customer.id} = ${id} ORDER BY ${latest.id} DESC LIMIT 20`,
  );
  const [row] = rows;
  if (!row) throw new Error(`There is no customer ${id}.`);
  const { idemHash, placementAnswer } = row.first;
  return {
    holder: holderOf(ctx, { id, phone: row.phone, phoneVerifiedAt: row.phoneVerifiedAt }),
    verifiedPhone: row.phoneVerifiedAt === null ? null : row.phone,
    latest: rows.flatMap(({ latest: { state, promotionId, endedByShop, ...times } }) =>
      state === null || promotionId === null ? [] : { ...times, state, promotionId, endedByShop: endedByShop === true },
    ),
    first: idemHash === null ? null : { idemHash, placementAnswer },
  };
}
