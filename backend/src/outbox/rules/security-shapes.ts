/** What the counting needs of an event; see kernel/security.ts. */
export interface CountedEvent {
  kind: string;
  actor: string;
  subject?: string;
  count?: number;
}

/**
 * A shape of events that somebody has to look at: so many of these kinds, by one person or on one account, within so long.
 * @property from events of fewer things (orders, receivers) than this are not counted
 */
interface Shape {
  kinds: readonly string[];
  /** Whose are counted together. */
  by: 'actor' | 'subject' | 'all';
  least: number;
  withinMs: number;
  from?: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What reaches Slack. Numbers are far above what a day's work or a mistyped password makes. */
export const SHAPES = {
  /** Somebody guesses the password or the code of one member of staff. */
  staff_guessed: { kinds: ['staff.sign_in_failed'], by: 'subject', least: 10, withinMs: 15 * MINUTE },
  /** Or tries one password on many accounts, existing or not. */
  staff_sprayed: { kinds: ['staff.sign_in_failed'], by: 'all', least: 40, withinMs: 15 * MINUTE },
  /** Lists of passwords of other sites, tried on customers. */
  customers_stuffed: { kinds: ['customer.sign_in_failed', 'customer.step_up_failed'], by: 'all', least: 200, withinMs: 15 * MINUTE },
  codes_guessed: { kinds: ['customer.code_failed'], by: 'all', least: 100, withinMs: 15 * MINUTE },
  /** A member of staff, or who has their session, looks for what is open. */
  staff_denied: { kinds: ['staff.denied'], by: 'actor', least: 15, withinMs: 10 * MINUTE },
  links_guessed: { kinds: ['staff.link_refused'], by: 'all', least: 20, withinMs: 15 * MINUTE },
  role_raised: { kinds: ['staff.role_raised', 'staff.first_owner', 'staff.reactivated'], by: 'subject', least: 1, withinMs: MINUTE },
  large_export: { kinds: ['export.started'], by: 'actor', least: 1, withinMs: MINUTE, from: 1_000 },
  many_exports: { kinds: ['export.started'], by: 'actor', least: 10, withinMs: HOUR },
  accounts_opened: { kinds: ['refund_account.opened'], by: 'actor', least: 30, withinMs: HOUR },
  throttled: { kinds: ['request.throttled'], by: 'all', least: 500, withinMs: 15 * MINUTE },
  /** Answers 5xx. */
  faults: { kinds: ['answer.fault'], by: 'all', least: 10, withinMs: 5 * MINUTE },
} as const satisfies Record<string, Shape>;
type ShapeName = keyof typeof SHAPES;

export interface Alert {
  shape: ShapeName;
  /** Whom it is about: `staff/3`, or `all`. */
  who: string;
  /** How many events, or things for one that counts things. */
  count: number;
  withinMs: number;
}

/** One shape about one person is told no more often than this. */
export const QUIET_MS = HOUR;

/**
 * Counts events in this process; gives what has to be told now. Bounded: who is counted apart is a member of staff, a customer who is
 * signed in, or everybody, and what is over is forgotten.
 */
export function securityCounts(): { add(event: CountedEvent, now: Date): Alert[] } {
  const counted = new Map<string, { times: number[]; toldAt: number }>();
  return {
    add(event, now) {
      if (counted.size > MOST_KEPT) forget(counted, now.getTime());
      return NAMES.flatMap((shape) => {
        const rule: Shape = SHAPES[shape];
        if (!rule.kinds.includes(event.kind) || (event.count ?? Infinity) < (rule.from ?? 0)) return [];
        const who = rule.by === 'all' ? 'all' : rule.by === 'actor' ? event.actor : event.subject;
        // On an account that does not exist: counted among all.
        if (who === undefined) return [];
        const key = `${shape} ${who}`;
        const known = counted.get(key) ?? { times: [], toldAt: -Infinity };
        counted.set(key, known);
        const at = now.getTime();
        known.times = [...known.times.filter((time) => time > at - rule.withinMs), at].slice(-rule.least);
        if (known.times.length < rule.least || at - known.toldAt < QUIET_MS) return [];
        known.toldAt = at;
        return [{ shape, who, count: rule.from === undefined ? known.times.length : (event.count ?? 1), withinMs: rule.withinMs }];
      });
    },
  };
}

const NAMES = Object.keys(SHAPES) as ShapeName[];
const MOST_KEPT = 10_000;

function forget(counted: Map<string, { times: number[]; toldAt: number }>, now: number): void {
  for (const [key, { times, toldAt }] of counted) if (Math.max(times.at(-1) ?? 0, toldAt) < now - QUIET_MS) counted.delete(key);
}
