import type { Context } from '../kernel/context.js';
import { read } from '../database/read.js';
import { limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { deleteRows } from '../database/write.js';
import { Consent } from './consent.entity.js';
import { Customer } from './customer.entity.js';
import { CustomerSession } from './customer-session.entity.js';
import { OneTimeCode } from './one-time-code.entity.js';

/** What of customers is past its time (kernel/rules/retention.ts): a batch each; gives how many rows went. */

const codes = table(OneTimeCode);
const consents = table(Consent);
const customers = table(Customer);
const sessions = table(CustomerSession);

const BATCH = limit(500);

export const forgetCodes = ({ db }: Pick<Context, 'db'>, since: Date): Promise<number> =>
  deleteFound(
    read(db, { id: codes.id }, sql`FROM ${codes} WHERE ${codes.createdAt} <= ${since} ORDER BY ${codes.id} ${BATCH}`),
    (ids: number[]) => deleteRows(db, OneTimeCode, sql`${codes.id} IN ${ids}`),
  );

export const forgetSessions = ({ db }: Pick<Context, 'db'>, since: Date): Promise<number> =>
  deleteFound(
    read(
      db,
      { id: sessions.id },
      sql`FROM ${sessions} WHERE ${sessions.endedAt} <= ${since} OR (${sessions.endedAt} IS NULL AND ${sessions.expiresAt} <= ${since}) ${BATCH}`,
    ),
    (ids: string[]) => deleteRows(db, CustomerSession, sql`${sessions.id} IN ${ids}`),
  );

/** Of those who left so long ago. */
export const forgetConsents = ({ db }: Pick<Context, 'db'>, since: Date): Promise<number> =>
  deleteFound(
    read(
      db,
      { id: consents.id },
      sql`FROM ${consents} JOIN ${customers} ON ${customers.id} = ${consents.customerId} WHERE ${customers.leftAt} <= ${since} ${BATCH}`,
    ),
    (ids: number[]) => deleteRows(db, Consent, sql`${consents.id} IN ${ids}`),
  );

async function deleteFound<Id>(found: Promise<{ id: Id }[]>, remove: (ids: Id[]) => Promise<number>): Promise<number> {
  const ids = (await found).map(({ id }) => id);
  return ids.length === 0 ? 0 : remove(ids);
}
