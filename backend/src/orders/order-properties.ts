import type { Properties } from '../lists/property.js';
import { ORDER_PROPERTY_LABELS } from '../words/ko.js';

/** Every column of an order that may leave the house, in the order of its page: what the console lists and an export is asked by. */
export const orderProperties = {
  number: { label: ORDER_PROPERTY_LABELS.number, match: 'prefix', code: true, letters: 'upper', unique: true },
  state: { label: ORDER_PROPERTY_LABELS.state, format: 'tag' },
  pay: { label: ORDER_PROPERTY_LABELS.pay, format: 'tag' },
  customerId: { label: ORDER_PROPERTY_LABELS.customerId, refersTo: 'customers' },
  universityId: { label: ORDER_PROPERTY_LABELS.universityId },
  promotionId: { label: ORDER_PROPERTY_LABELS.promotionId },
  total: { label: ORDER_PROPERTY_LABELS.total, format: 'won' },
  refunded: { label: ORDER_PROPERTY_LABELS.refunded, format: 'won' },
  placedAt: { label: ORDER_PROPERTY_LABELS.placedAt, format: 'time' },
  paidAt: { label: ORDER_PROPERTY_LABELS.paidAt, format: 'time' },
  releasedAt: { label: ORDER_PROPERTY_LABELS.releasedAt, format: 'time' },
  preparingAt: { label: ORDER_PROPERTY_LABELS.preparingAt, format: 'time' },
  shippedAt: { label: ORDER_PROPERTY_LABELS.shippedAt, format: 'time' },
  deliveredAt: { label: ORDER_PROPERTY_LABELS.deliveredAt, format: 'time' },
  completedAt: { label: ORDER_PROPERTY_LABELS.completedAt, format: 'time' },
  expiresAt: { label: ORDER_PROPERTY_LABELS.expiresAt, format: 'time' },
  expiredAt: { label: ORDER_PROPERTY_LABELS.expiredAt, format: 'time' },
  cancelRequestedAt: { label: ORDER_PROPERTY_LABELS.cancelRequestedAt, format: 'time' },
  cancelledAt: { label: ORDER_PROPERTY_LABELS.cancelledAt, format: 'time' },
  cancelReason: { label: ORDER_PROPERTY_LABELS.cancelReason, personal: 'hidden' },
  returnRequestedAt: { label: ORDER_PROPERTY_LABELS.returnRequestedAt, format: 'time' },
  returnedAt: { label: ORDER_PROPERTY_LABELS.returnedAt, format: 'time' },
  recipientName: { label: ORDER_PROPERTY_LABELS.recipientName, personal: 'name', pairs: true },
  recipientPhone: { label: ORDER_PROPERTY_LABELS.recipientPhone, format: 'phone', personal: 'phone', match: 'prefix' },
  recipientPostcode: { label: ORDER_PROPERTY_LABELS.recipientPostcode, personal: 'postcode', match: 'prefix', code: true },
  recipientAddress1: { label: ORDER_PROPERTY_LABELS.recipientAddress1, personal: 'address' },
  recipientAddress2: { label: ORDER_PROPERTY_LABELS.recipientAddress2, personal: 'hidden' },
  recipientMemo: { label: ORDER_PROPERTY_LABELS.recipientMemo, personal: 'hidden' },
} as const satisfies Properties;
