import { imageUrl } from '../catalog/rules/image-url.js';
import type * as contract from '../contract/orders.js';
import type { Told } from '../contract/told.js';
import type { Promotion } from '../promotions/promotion.entity.js';
import type { Order } from './order.entity.js';
import type { OrderLine } from './order-line.entity.js';
import type { Shipment } from './shipment.entity.js';

type Viewed = Pick<
  Order,
  | 'number'
  | 'state'
  | 'pay'
  | 'placedAt'
  | 'expiresAt'
  | 'total'
  | 'refunded'
  | 'recipientName'
  | 'recipientPhone'
  | 'recipientPostcode'
  | 'recipientAddress1'
  | 'recipientAddress2'
  | 'recipientMemo'
>;
type ViewedLine = Pick<
  OrderLine,
  'productSlug' | 'productName' | 'imageName' | 'options' | 'quantity' | 'unitPrice' | 'state' | 'refunded'
>;

export type ShownShipment = Pick<Shipment, 'carrier' | 'trackingNumber' | 'shippedAt' | 'deliveredAt'>;

/** An order as its customer sees it. */
export function viewOrder(
  order: Viewed,
  promotion: Pick<Promotion, 'slug' | 'title'>,
  lines: readonly ViewedLine[],
  shipment: ShownShipment | null,
) {
  return {
    number: order.number,
    state: order.state,
    paymentState: order.pay,
    placedAt: order.placedAt,
    expiresAt: order.expiresAt,
    total: order.total,
    refunded: order.refunded,
    promotion: { slug: promotion.slug, title: promotion.title },
    lines: lines.map(viewLine),
    recipient: {
      name: order.recipientName,
      phone: order.recipientPhone,
      postcode: order.recipientPostcode,
      address1: order.recipientAddress1,
      address2: order.recipientAddress2,
      memo: order.recipientMemo,
    },
    shipment: shipment && {
      carrier: shipment.carrier,
      trackingNumber: shipment.trackingNumber,
      shippedAt: shipment.shippedAt,
      deliveredAt: shipment.deliveredAt,
    },
  } satisfies Told<contract.Order>;
}
export type OrderView = ReturnType<typeof viewOrder>;

const viewLine = (line: ViewedLine) =>
  ({
    product: { slug: line.productSlug, name: line.productName, imageUrl: imageUrl(line.imageName) },
    options: line.options,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    state: line.state,
    refunded: line.refunded,
  }) satisfies Told<contract.OrderLine>;
