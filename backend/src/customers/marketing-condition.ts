import { Raw } from 'typeorm';
import type { Condition } from '../lists/condition.js';
import { consentsSince } from '../outbox/rules/may-deliver.js';
import { MARKETING_LABELS } from '../words/ko.js';

const AGREED = "FROM consents c WHERE c.kind = 'marketing_sms' AND c.withdrawn_at IS NULL AND c.given_at > :consentsSince";

/** Who may be sent advertising, as a text asks before it leaves (sms-consents.ts): given, not taken back, and not two years old. */
export const marketingCondition: Condition = {
  label: MARKETING_LABELS.condition,
  values: MARKETING_LABELS.values,
  where: (value, now) =>
    Raw(
      (id) =>
        value === 'yes'
          ? `${id} IN (SELECT c.customer_id ${AGREED})`
          : // Asked of each customer in turn: most have not agreed, so a page is full long before everybody's consents are read.
            `NOT EXISTS (SELECT /*+ NO_SEMIJOIN() SUBQUERY(INTOEXISTS) */ 1 ${AGREED} AND c.customer_id = ${id})`,
      { consentsSince: consentsSince(now) },
    ),
};
