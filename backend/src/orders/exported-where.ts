import type { FindOptionsWhere } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { readFilters, toWhere } from '../lists/filters.js';
import { can } from '../access/rules/access.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import { orderProperties } from './order-properties.js';
import { Order } from './order.entity.js';

/** The orders that the list's filters match: the same rows that the list shows whoever exports them. @throws AppError 422 */
export function exportedWhere({ db }: Pick<Context, 'db'>, filters: Readonly<Record<string, string>>, role: StaffRole) {
  const reader = { role, level: can(role, 'orders', 'read') };
  const where = toWhere(db.getMetadata(Order), orderProperties, readFilters(Object.entries(filters)), reader);
  return where as FindOptionsWhere<Order>;
}
