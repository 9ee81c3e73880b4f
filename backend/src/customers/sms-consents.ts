import { type EntityManager, In, IsNull, MoreThan } from 'typeorm';
import { Consent } from './consent.entity.js';
import { consentsSince, type SmsConsents } from '../outbox/rules/may-deliver.js';

/** What each of these customers agreed to, as it stands now; consents older than two years no longer count. */
export async function smsConsents(
  tx: EntityManager,
  customerIds: readonly number[],
  now: Date,
): Promise<(customerId: number) => SmsConsents> {
  const given = await tx.find(Consent, {
    where: {
      customerId: In([...customerIds]),
      kind: In(['marketing_sms', 'night_sms']),
      withdrawnAt: IsNull(),
      givenAt: MoreThan(consentsSince(now)),
    },
    select: { id: true, customerId: true, kind: true },
  });
  const keys = new Set(given.map(({ customerId, kind }) => `${customerId}/${kind}`));
  return (customerId) => ({ marketing: keys.has(`${customerId}/marketing_sms`), night: keys.has(`${customerId}/night_sms`) });
}
