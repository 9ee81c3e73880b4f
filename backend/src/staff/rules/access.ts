/** Who on the staff may do what: the one table that the menu, the door and the tests read. Source: the shop's own rules, "Staff roles". */
export const STAFF_ROLES = ['owner', 'manager', 'fulfilment', 'support', 'viewer'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
