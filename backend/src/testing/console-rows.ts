import { createHash } from 'node:crypto';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { resources } from '../console/resources.js';
import { ProductImage } from '../catalog/product-image.entity.js';
import { saveProduct } from '../catalog/save-product.js';
import { StockChange } from '../catalog/stock-change.entity.js';
import { CustomerAddress } from '../customers/customer-address.entity.js';
import { CustomerSession } from '../customers/customer-session.entity.js';
import { OneTimeCode } from '../customers/one-time-code.entity.js';
import { Campaign } from '../campaigns/campaign.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { OrderExport } from '../orders/order-export.entity.js';
import { ReturnRequest } from '../orders/return-request.entity.js';
import { Shipment } from '../orders/shipment.entity.js';
import { Payment } from '../ledger/payment.entity.js';
import { ReceiptProbe } from '../payments/receipt-probe.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { CustomerLimit } from '../holds/customer-limit.entity.js';
import { PromotionUniversity } from '../promotions/promotion-university.entity.js';
import { savePromotion } from '../promotions/save-promotion.js';
import { AccessEntry } from '../access/access-entry.entity.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { StaffLink } from '../staff/staff-link.entity.js';
import type { ConsoleRows, ConsoleShop } from './console-fixture.js';
import { newUniversity, productInput, promotionInput } from './staff-fixtures.js';

const hex = (text: string, length: number) => createHash('sha256').update(text).digest('hex').slice(0, length);

/** Two rows of every table that the console lists and its own fixture leaves empty, each told by `n`. */
export async function twoOfEverything({
  ctx,
  customerIds,
  orderIds,
  variantIds,
  productId,
  promotionId,
  universityId,
}: ConsoleRows & Pick<ConsoleShop, 'ctx'>) {
  const now = ctx.clock.now();
  const insert = <E extends ObjectLiteral>(entity: EntityTarget<E>, row: QueryDeepPartialEntity<E>) =>
    ctx.db.manager.insert(entity, row).then(({ identifiers }) => (identifiers[0] as { id: number }).id);
  await savePromotion(ctx, promotionInput(ctx, productId, { universityIds: [universityId] }));
  await saveProduct(ctx, productInput());
  await newUniversity(ctx);
  for (const n of [0, 1]) {
    const [customerId, orderId, variantId] = [customerIds[n]!, orderIds[n]!, variantIds[0]!];
    const phone = `0105555777${n}`;
    const texts = { reason: `까닭 ${n}`, k: `every/${n}` };
    await insert(ProductImage, { productId, name: hex(`picture ${n}`, 32), alt: `사진 ${n}`, width: 800, height: 600, position: n });
    await insert(StockChange, { variantId, delta: 1, reason: texts.reason, staffId: 1, at: now });
    const place = { postcode: '01234', address1: `서울 중구 길 ${n}`, address2: `${n}호`, memo: `문 앞 ${n}` };
    await insert(CustomerAddress, { customerId, name: `김받음${n}`, phone, ...place });
    await insert(CustomerSession, { id: hex(`session ${n}`, 32), customerId, createdAt: now, expiresAt: now });
    const code = { handle: hex(`handle ${n}`, 64), codeHash: hex(`code ${n}`, 64), createdAt: now, expiresAt: now };
    await insert(OneTimeCode, { purpose: 'password', customerId, phone, ...code });
    await insert(CustomerLimit, { offerId: 1, holder: `phone:${hex(phone, 30)}`, held: 1 });
    if (n === 0) await insert(PromotionUniversity, { promotionId, universityId });
    await insert(Shipment, { orderId, carrier: 'CJ대한통운', trackingNumber: `6400000000${n}`, shippedAt: now });
    await insert(ReturnRequest, { orderId, kind: 'defect', reason: texts.reason, requestedAt: now });
    await insert(OrderExport, {
      id: hex(`export ${n}`, 32),
      staffId: 1,
      reason: texts.reason,
      filters: {},
      lastOrderId: 1,
      createdAt: now,
    });
    const receiptId = hex(`receipt ${n}`, 24);
    const paid = { orderId, receiptId, amount: 150_000, captured: 150_000, submittedAt: now, paidAt: now };
    const paymentId = await insert(Payment, { ...paid, state: 'paid', method: 'card', committed: 0 });
    const due = { dueAt: now, promisedBy: now, requestedAt: now };
    await insert(Refund, { ...texts, ...due, paymentId, orderId, kind: 'cancel', amount: 1_000, state: 'manual', lastError: `오류 ${n}` });
    await insert(ReceiptProbe, { receiptId, orderId, dirtyAt: now });
    const sent = { channel: 'sms' as const, recipient: phone, state: 'sent' as const, dueAt: now, createdAt: now };
    await insert(OutboxMessage, {
      ...sent,
      k: `every/${n}`,
      groupKey: phone,
      text: `[MNG샵] 인증 번호 48151${n}`,
      purpose: 'code',
      customerId,
    });
    await insert(Campaign, { staffId: 1, purpose: 'notice', text: `알려요 ${n}`, recipients: 1, dropped: 0, createdAt: now });
    await insert(AuditEntry, {
      at: now,
      staffId: 1,
      action: 'shipOrder',
      resource: 'orders',
      recordId: '1',
      reason: texts.reason,
      changes: {},
    });
    await insert(AccessEntry, { at: now, staffId: 1, action: 'show', resource: 'orders', subjects: '1', address: '203.0.113.9' });
    await insert(StaffLink, { staffId: 1, purpose: 'reset', tokenHash: hex(`link ${n}`, 64), createdAt: now, expiresAt: now });
  }
}

/** The key of one record of each resource, as it stands in an address; nothing for a table that is empty. */
export async function someKeys({ ctx: { db } }: Pick<ConsoleShop, 'ctx'>): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>();
  for (const { entity } of resources) {
    const key = db.getMetadata(entity).primaryColumns[0]!.propertyName;
    const [row] = await db.manager.find<ObjectLiteral>(entity, { order: { [key]: 'ASC' }, take: 1 });
    if (row) keys.set(entity.name, String(row[key]));
  }
  return keys;
}
