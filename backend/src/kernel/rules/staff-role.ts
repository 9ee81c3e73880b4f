/** The roles of staff. What each may do: access/rules/access.ts. Source: the shop's own rules, "Staff roles". */
export const STAFF_ROLES = ['owner', 'manager', 'fulfilment', 'support', 'viewer'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
