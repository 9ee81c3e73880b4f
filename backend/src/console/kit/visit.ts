import type { CurrentAdmin } from 'adminjs';
import type { Context } from '../../kernel/context.js';
import type { Access, StaffAction, StaffResource } from '../../access/rules/access.js';
import type { StaffRole } from '../../kernel/rules/staff-role.js';
import { can } from '../../access/rules/access.js';

/** One request of one member of staff: what the verbs are handed, and where it came from. */
export interface Visit {
  ctx: Context;
  role: StaffRole;
  address: string;
}

// AdminJS hands `currentAdmin` to every handler and prints it into the page: the visit hangs on the object, not in it.
const visits = new WeakMap<object, Visit>();

/** The one that AdminJS calls the current admin: no free text, and an e-mail without a character that could end a script. */
export function introduce(visit: Visit, staff: { id: number; email: string }): CurrentAdmin {
  const { settings, payments } = visit.ctx;
  const admin = {
    id: String(staff.id),
    role: visit.role,
    email: PLAIN_EMAIL.test(staff.email) ? staff.email : `staff-${staff.id}`,
    appEnv: settings.appEnv,
    simulated: payments.window === 'simulator',
    sms: { number: settings.smsSender, optOut: settings.smsOptOut },
  };
  visits.set(admin, visit);
  return admin;
}

const PLAIN_EMAIL = /^[\w.+-]{1,64}@[\w.-]{1,190}$/;

/** @throws Error where AdminJS calls without an admin that came through the door: then nothing is shown */
export function visitOf(admin: CurrentAdmin | undefined): Visit {
  const visit = admin && visits.get(admin);
  if (!visit) throw new Error('The console was asked by somebody who did not come through its door.');
  return visit;
}

export const may = (visit: Visit, resource: StaffResource, action: StaffAction): Access => can(visit.role, resource, action);
