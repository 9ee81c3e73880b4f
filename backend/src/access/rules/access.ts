import { STAFF_ROLES, type StaffRole } from '../../kernel/rules/staff-role.js';

/** Who on the staff may do what: the one table that the menu, the door and the tests read. `masked`: seen without personal data. `false`: not at all. */
export type Access = 'all' | 'masked' | false;

export const STAFF_RESOURCES = [
  'products',
  'stock_changes',
  'promotions',
  'universities',
  'orders',
  'exports',
  'payments',
  'refunds',
  'outbox',
  'customers',
  'campaigns',
  'staff',
  'audit',
  'access',
] as const;
export type StaffResource = (typeof STAFF_RESOURCES)[number];

/**
 * `ship`: prepare, ship, deliver · `cancel`: cancel, refund · `export`: order lists as Excel · `sms`: campaigns to customers
 * · `resend`: a message that could not be delivered.
 */
export const STAFF_ACTIONS = ['read', 'write', 'ship', 'cancel', 'export', 'sms', 'resend'] as const;
export type StaffAction = (typeof STAFF_ACTIONS)[number];

type Row = readonly [owner: Access, manager: Access, fulfilment: Access, support: Access, viewer: Access];

const ACCESS: Partial<Record<`${StaffResource}.${StaffAction}`, Row>> = {
  'products.read': ['all', 'all', 'all', 'all', 'all'],
  'products.write': ['all', 'all', false, false, false],
  'stock_changes.read': ['all', 'all', 'all', 'all', 'all'],
  'promotions.read': ['all', 'all', 'all', 'all', 'all'],
  'promotions.write': ['all', 'all', false, false, false],
  'universities.read': ['all', 'all', 'all', 'all', 'all'],
  'universities.write': ['all', 'all', false, false, false],
  'orders.read': ['all', 'all', 'all', 'all', 'masked'],
  'orders.ship': ['all', 'all', 'all', false, false],
  'orders.cancel': ['all', 'all', false, 'all', false],
  'orders.export': ['all', 'all', 'all', false, false],
  'payments.read': ['all', 'all', false, 'all', false],
  'refunds.read': ['all', 'all', false, 'all', false],
  'outbox.read': ['all', 'all', false, 'all', false],
  'outbox.resend': ['all', 'all', false, false, false],
  'customers.read': ['all', 'all', false, 'all', 'masked'],
  'customers.write': ['all', 'all', false, 'all', false],
  'customers.sms': ['all', 'all', false, 'all', false],
  'staff.read': ['all', false, false, false, false],
  'staff.write': ['all', false, false, false, false],
  'audit.read': ['all', false, false, false, false],
  'access.read': ['all', false, false, false, false],
};

// What is not listed: the owner reads, nobody writes.
const UNLISTED_READ: Row = ['all', false, false, false, false];
const NOBODY: Row = [false, false, false, false, false];

/** How far a role may go; anything unheard of is `false`, the owner's reading of it excepted. */
export function can(role: StaffRole, resource: StaffResource, action: StaffAction): Access {
  const row = ACCESS[`${resource}.${action}`] ?? (action === 'read' ? UNLISTED_READ : NOBODY);
  return row[STAFF_ROLES.indexOf(role)] ?? false;
}

/** How personal data was looked at, as the access log keeps it. */
export type LookKind = 'list' | 'show' | 'export' | 'sms';
