import { Raw } from 'typeorm';
import type { Condition } from '../lists/condition.js';
import { consentsSince } from '../outbox/rules/may-deliver.js';
import { MARKETING_LABELS } from '../words/ko.js';

/** Who may be sent advertising, as a text asks before it leaves (sms-consents.ts): given, not taken back, and not two years old. */
export const marketingCondition: Condition = {
  label: MARKETING_LABELS.condition,
  values: MARKETING_LABELS.values,
  where: (value, now) =>
    Raw(
      (id) =>
        `${id} ${value === 'yes' ? 'IN' : 'NOT IN'} (SELECT c.customer_id FROM consents c WHERE c.kind = 'marketing_sms' AND c.withdrawn_at IS NULL AND c.given_at > :consentsSince)`,
      { consentsSince: consentsSince(now) },
    ),
};
