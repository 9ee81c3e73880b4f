import type { EntityManager } from 'typeorm';
import { Consent } from './consent.entity.js';
import { consentsSince, type SmsConsents } from '../outbox/rules/may-deliver.js';
import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const consents = table(Consent);

/** What each of these customers agreed to, as it stands now; consents older than two years no longer count. */
export async function smsConsents(
  tx: EntityManager,
  customerIds: readonly number[],
  now: Date,
): Promise<(customerId: number) => SmsConsents> {
  const given = await read(
    tx,
    { customerId: consents.customerId, kind: consents.kind },
    sql`FROM ${consents} WHERE ${consents.customerId} IN ${customerIds} AND ${consents.kind} IN ${['marketing_sms', 'night_sms']}
      AND ${consents.withdrawnAt} IS NULL AND ${consents.givenAt} > ${consentsSince(now)}`,
  );
  const keys = new Set(given.map(({ customerId, kind }) => `${customerId}/${kind}`));
  return (customerId) => ({ marketing: keys.has(`${customerId}/marketing_sms`), night: keys.has(`${customerId}/night_sms`) });
}
