import { Variant } from '../catalog/variant.entity.js';
import { read, type RowOf } from '../database/read.js';
import { sql } from '../database/sql.js';
import { optional, table } from '../database/tables.js';
import { CustomerLimit } from '../holds/customer-limit.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { FIRST_PICTURE, reaching, seen } from '../promotions/wall.js';

const { offer, promotion, product } = seen;
const counter = table(OfferCounter, 'counter');
const variant = table(Variant, 'variant');
const stock = table(VariantStock, 'stock');
const mine = optional(CustomerLimit, 'mine');

const WANTED = {
  promotion: {
    id: promotion.id,
    slug: promotion.slug,
    title: promotion.title,
    state: promotion.state,
    opensAt: promotion.opensAt,
    closesAt: promotion.closesAt,
  },
  offerId: offer.id,
  tiers: offer.tiers,
  perCustomerLimit: offer.perCustomerLimit,
  cap: counter.cap,
  held: counter.held,
  sold: counter.sold,
  heldByBuyer: mine.held,
  productId: product.id,
  productSlug: product.slug,
  productName: product.name,
  imageName: FIRST_PICTURE,
  variantId: variant.id,
  options: variant.options,
  surcharge: variant.surcharge,
  onHand: stock.onHand,
  reserved: stock.reserved,
};

/** A variant under an offer within the wall, with all that decides whether it can be ordered now. Won, units. */
export type WantedRow = Omit<RowOf<typeof WANTED>, 'heldByBuyer'> & { heldByBuyer: number; available: number };

/** What the lines of an order name, by one query; what does not exist or lies behind the wall is not among it. */
export async function readWanted(
  ctx: Context,
  holder: string,
  wanted: readonly { offerId: number; variantId: number }[],
): Promise<WantedRow[]> {
  const { universityId } = asCustomer(ctx);
  const offers = wanted.map((line) => line.offerId);
  const variants = wanted.map((line) => line.variantId);
  const rows = await read(
    ctx.db,
    WANTED,
    sql`FROM ${offer}
      JOIN ${promotion} ON ${promotion.id} = ${offer.promotionId}
      JOIN ${product} ON ${product.id} = ${offer.productId}
      JOIN ${counter} ON ${counter.offerId} = ${offer.id}
      JOIN ${variant} ON ${variant.productId} = ${offer.productId} AND ${variant.active} = ${true} AND ${variant.id} IN ${variants}
      JOIN ${stock} ON ${stock.variantId} = ${variant.id}
      LEFT JOIN ${mine} ON ${mine.offerId} = ${offer.id} AND ${mine.holder} = ${holder}
      WHERE ${reaching(universityId)} AND ${offer.id} IN ${offers}`,
  );
  return rows.map((row) => ({ ...row, heldByBuyer: row.heldByBuyer ?? 0, available: row.onHand - row.reserved }));
}
