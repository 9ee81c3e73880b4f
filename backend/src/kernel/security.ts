import type { Actor, Context } from './context.js';

/**
 * Every kind of security event there is, and how loud it is in the log. What becomes an alert, and how often:
 * outbox/rules/security-shapes.ts.
 */
export const SECURITY_EVENTS = {
  'staff.signed_in': 'info',
  'staff.sign_in_failed': 'warn',
  'staff.denied': 'warn',
  'staff.link_made': 'info',
  'staff.link_taken': 'info',
  'staff.link_refused': 'warn',
  'staff.invited': 'info',
  'staff.role_raised': 'warn',
  'staff.role_lowered': 'info',
  'staff.deactivated': 'info',
  'staff.reactivated': 'warn',
  'staff.first_owner': 'warn',
  'export.started': 'info',
  'campaign.sent': 'info',
  'refund_account.opened': 'info',
  'customer.sign_in_failed': 'warn',
  'customer.stepped_up': 'info',
  'customer.step_up_failed': 'warn',
  'customer.code_failed': 'warn',
  'customer.password_changed': 'info',
  'customer.password_reset': 'info',
  'customer.phone_verified': 'info',
  'customer.left': 'info',
  'request.throttled': 'warn',
  'request.other_origin': 'warn',
  'log.broken': 'warn',
} as const satisfies Record<string, 'info' | 'warn'>;
export type SecurityEventKind = keyof typeof SECURITY_EVENTS;

/**
 * One event. Nothing in it is what somebody typed: ids, counts and words of a closed list, so no line can be forged by it. People
 * type passwords where an e-mail belongs; whoever tried an account that does not exist is known by address alone.
 */
export interface SecurityEvent {
  kind: SecurityEventKind;
  /** Who did it: `staff/3`, `customer/12`, `visitor`, `system`. */
  actor: string;
  /** On whom or what, where that is another: `staff/4`, `order/17`. */
  subject?: `${'staff' | 'customer' | 'refund' | 'log'}/${number | string}`;
  why?: 'credentials' | 'locked' | 'code' | 'second_factor_missing' | 'role' | 'over' | 'invite' | 'reset' | 'budget' | 'origin' | 'chain';
  /** Where the role table said no: `orders.export`. */
  right?: string;
  /** Of what was taken out or sent: orders, customers. */
  count?: number;
}

/** Hears of every event and of every answer that was a fault of ours; tells Slack of what matters (outbox/watch-security.ts). */
export interface Watch {
  note(event: SecurityEvent): void;
  fault(): void;
  /** Resolves when all that was heard so far has been dealt with. */
  settled(): Promise<void>;
}

type Noting = Pick<Context, 'log' | 'watch'> & { actor?: Actor; from?: string };

/** Writes a security event down, and lets the watch hear of it. Never throws, never waits; safe in a transaction. */
export function noteSecurity(ctx: Noting, kind: SecurityEventKind, details: Omit<SecurityEvent, 'kind' | 'actor'> = {}): void {
  const event: SecurityEvent = { kind, actor: nameOf(ctx.actor), ...details };
  ctx.log[SECURITY_EVENTS[kind]]({ security: { ...event, ...(ctx.from ? { from: ctx.from } : {}) } }, 'Security event');
  ctx.watch?.note(event);
}

function nameOf(actor: Actor | undefined): string {
  if (actor?.kind === 'staff' || actor?.kind === 'customer') return `${actor.kind}/${actor.id}`;
  return actor?.kind ?? 'visitor';
}
