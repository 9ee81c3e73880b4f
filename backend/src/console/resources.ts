import { catalogResources } from './catalog/catalog.admin.js';
import { customerResources } from './customers/customers.admin.js';
import { messagingResources } from './messaging/messaging.admin.js';
import { orderResources } from './orders/orders.admin.js';
import { paymentResources } from './payments/payments.admin.js';
import { promotionResources } from './promotions/promotions.admin.js';
import { staffResources } from './staff/staff.admin.js';
import { type ResourceSpec, resourceId } from './kit/resource-spec.js';

/** Every table of the shop, as the console shows it. Loads no AdminJS: the door reads it on every request. */
export const resources: readonly ResourceSpec[] = [
  ...orderResources,
  ...paymentResources,
  ...promotionResources,
  ...catalogResources,
  ...customerResources,
  ...messagingResources,
  ...staffResources,
];

const byId = new Map(resources.map((spec) => [resourceId(spec), spec]));

export const findResource = (id: string): ResourceSpec | undefined => byId.get(id);
