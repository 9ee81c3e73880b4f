import { PictureFile } from '../catalog/picture-file.entity.js';
import { Product } from '../catalog/product.entity.js';
import { ProductImage } from '../catalog/product-image.entity.js';
import { StockChange } from '../catalog/stock-change.entity.js';
import { University } from '../catalog/university.entity.js';
import { Variant } from '../catalog/variant.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import { Consent } from '../customers/consent.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { CustomerAddress } from '../customers/customer-address.entity.js';
import { CustomerSession } from '../customers/customer-session.entity.js';
import { CodeCount } from '../customers/code-count.entity.js';
import { OneTimeCode } from '../customers/one-time-code.entity.js';
import { DailyRun } from '../database/daily-run.entity.js';
import { Campaign } from '../campaigns/campaign.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { Order } from '../orders/order.entity.js';
import { OrderExport } from '../orders/order-export.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { ReturnRequest } from '../orders/return-request.entity.js';
import { Shipment } from '../orders/shipment.entity.js';
import { Payment } from '../ledger/payment.entity.js';
import { ReceiptProbe } from '../payments/receipt-probe.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { RefundAccount } from '../ledger/refund-account.entity.js';
import { RefundApproval } from '../ledger/refund-approval.entity.js';
import { CustomerLimit } from '../holds/customer-limit.entity.js';
import { Offer } from '../promotions/offer.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { PromotionNotice } from '../settlement/promotion-notice.entity.js';
import { PromotionUniversity } from '../promotions/promotion-university.entity.js';
import { AccessEntry } from '../access/access-entry.entity.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { LogSeal } from '../access/log-seal.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { StaffLink } from '../staff/staff-link.entity.js';
import { StaffPasskey } from '../staff/staff-passkey.entity.js';
import { StaffRecoveryCode } from '../staff/staff-recovery-code.entity.js';
import { StaffSession } from '../staff/staff-session.entity.js';

/** Every table of the shop, by name: no globs. */
export const entities = [
  University,
  Product,
  ProductImage,
  PictureFile,
  Variant,
  VariantStock,
  StockChange,
  Promotion,
  PromotionUniversity,
  PromotionNotice,
  Offer,
  OfferCounter,
  CustomerLimit,
  Customer,
  CustomerAddress,
  CustomerSession,
  Consent,
  CodeCount,
  OneTimeCode,
  Order,
  OrderLine,
  Shipment,
  ReturnRequest,
  OrderExport,
  Payment,
  Refund,
  RefundAccount,
  RefundApproval,
  ReceiptProbe,
  OutboxMessage,
  Campaign,
  Staff,
  StaffSession,
  StaffLink,
  StaffPasskey,
  StaffRecoveryCode,
  AuditEntry,
  AccessEntry,
  LogSeal,
  DailyRun,
];
