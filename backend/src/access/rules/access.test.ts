import { describe, expect, it } from 'vitest';
import { can, STAFF_ACTIONS, STAFF_RESOURCES } from './access.js';
import { STAFF_ROLES, type StaffRole } from '../../kernel/rules/staff-role.js';

const allowed = (role: StaffRole) =>
  STAFF_RESOURCES.flatMap((resource) =>
    STAFF_ACTIONS.flatMap((action) => {
      const access = can(role, resource, action);
      return access ? [`${resource}.${action}${access === 'masked' ? ' masked' : ''}`] : [];
    }),
  );

const CATALOG = ['products.read', 'stock_changes.read', 'promotions.read', 'universities.read'];

describe('the role table', () => {
  it('lets the owner do everything but what only jobs and customers write', () => {
    expect(allowed('owner').toSorted()).toEqual(
      [
        ...CATALOG,
        'products.write',
        'promotions.write',
        'universities.write',
        'orders.read',
        'orders.ship',
        'orders.cancel',
        'orders.export',
        'exports.read',
        'payments.read',
        'refunds.read',
        'outbox.read',
        'outbox.resend',
        'customers.read',
        'customers.write',
        'customers.sms',
        'campaigns.read',
        'staff.read',
        'staff.write',
        'audit.read',
        'access.read',
      ].toSorted(),
    );
  });

  it('keeps staff and logs from the manager, and nothing else', () => {
    const owners = new Set(['staff.read', 'staff.write', 'audit.read', 'access.read', 'exports.read', 'campaigns.read']);
    expect(allowed('manager')).toEqual(allowed('owner').filter((entry) => !owners.has(entry)));
  });

  it('lets fulfilment see, ship and export orders', () => {
    expect(allowed('fulfilment').toSorted()).toEqual([...CATALOG, 'orders.read', 'orders.ship', 'orders.export'].toSorted());
  });

  it('lets support help customers, and ship and export nothing', () => {
    const customers = ['customers.read', 'customers.write', 'customers.sms', 'orders.read', 'orders.cancel'];
    expect(allowed('support').toSorted()).toEqual([...CATALOG, ...customers, 'payments.read', 'refunds.read', 'outbox.read'].toSorted());
  });

  it('shows the viewer people only masked, and lets it do nothing', () => {
    expect(allowed('viewer').toSorted()).toEqual([...CATALOG, 'orders.read masked', 'customers.read masked'].toSorted());
  });

  it('lets a role that nobody knows do nothing', () => {
    expect(can('intern' as StaffRole, 'products', 'read')).toBe(false);
  });

  it.each(STAFF_ROLES)('lets %s write to no log', (role) => {
    for (const log of ['audit', 'access', 'exports', 'campaigns', 'stock_changes'] as const) expect(can(role, log, 'write')).toBe(false);
  });
});
