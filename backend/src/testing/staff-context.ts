import type { DataSource } from 'typeorm';
import type { Actor, Clock, Context, Settings } from '../kernel/context.js';
import { memoryLimiter, triesBy } from '../kernel/tries.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';

export interface StaffContext extends Context {
  clock: MovableClock;
}

/** A clock that stands still until it is moved; ms. */
class MovableClock implements Clock {
  constructor(private at: Date) {}
  now = () => new Date(this.at);
  forward = (ms: number) => void (this.at = new Date(this.at.getTime() + ms));
  set = (at: Date) => void (this.at = at);
}

const nobody = () => Promise.reject(new Error('Staff verbs call nobody outside.'));
const NO_PICTURES: Context['pictures'] = {
  uploadOrigin: null,
  startUpload: nobody,
  readUpload: nobody,
  removeUpload: nobody,
  removeUploadsBefore: nobody,
  put: nobody,
  read: nobody,
  remove: nobody,
};

/** What staff verbs are handed in tests: a real database, a clock to move, and nobody outside, since they call nobody. */
export function staffContext(db: DataSource, options: { actor?: Actor; settings?: Partial<Settings>; now?: Date } = {}): StaffContext {
  return {
    db,
    payments: { applicationKey: 'test', provider: 'bootpay', window: 'simulator', readReceipt: nobody, confirm: nobody, cancel: nobody },
    sms: { send: nobody },
    slack: { post: nobody },
    pictures: NO_PICTURES,
    clock: new MovableClock(options.now ?? new Date('2026-11-22T03:00:00.000Z')),
    settings: { ...SETTINGS, ...options.settings },
    tries: triesBy(memoryLimiter, SETTINGS.secrets.field),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    actor: options.actor ?? { kind: 'system' },
  };
}

/** The same context for a member of staff. */
export const asRole = <C extends Context>(ctx: C, role: StaffRole, id = 1): C => ({ ...ctx, actor: { kind: 'staff', id, role } });

const SETTINGS: Settings = {
  appEnv: 'local',
  publicOrigin: 'http://localhost:3000',
  holdMinutes: 15,
  returnPostage: 6_000,
  codeWon: 10,
  codesWonADay: 50_000,
  refundRetryMs: 600_000,
  countsFreshMs: 0,
  sandbox: true,
  smsSender: '15880000',
  smsOptOut: '0801588000',
  secrets: {
    customerToken: 'tests only: customer tokens, 32 characters',
    staffToken: 'tests only: staff tokens, at least 32 characters',
    field: 'tests only: encrypted fields, 32 characters',
  },
};
