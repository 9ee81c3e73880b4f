import { University } from '../../backend/src/catalog/university.entity.js';
import type { Actor } from '../../backend/src/kernel/context.js';
import { Consent } from '../../backend/src/customers/consent.entity.js';
import type { ConsentKind } from '../../backend/src/customers/rules/consents.js';
import { CustomerAddress } from '../../backend/src/customers/customer-address.entity.js';
import { Customer } from '../../backend/src/customers/customer.entity.js';
import { CONSENT_TEXT_VERSION } from '../../backend/src/customers/rules/consents.js';
import { transact } from '../../backend/src/database/database.js';
import { customers } from '../data/people.js';
import type { SeedCustomer } from '../data/types.js';
import type { Stage } from '../stage.js';

/**
 * Customers by e-mail, as the verbs know them. Put in set-based, with one hash for all: by `signUp` each of them would cost
 * the 25 ms that a password costs.
 */
export async function fillCustomers(stage: Stage, passwordHash: string): Promise<Map<string, Actor>> {
  const universities = new Map((await stage.db.manager.find(University)).map(({ id, slug }) => [slug, id]));
  await stage.db.manager.insert(
    Customer,
    customers.map(({ email, name, phone, university, joinedInHours }) => ({
      email,
      name,
      phone,
      passwordHash,
      universityId: universities.get(university) as number,
      createdAt: timeOf(stage, joinedInHours),
      phoneVerifiedAt: timeOf(stage, joinedInHours + 0.1),
    })),
  );
  const rows = await stage.db.manager.find(Customer, { order: { id: 'ASC' } });
  const ids = new Map(rows.map(({ id, email }) => [email, id]));
  await transact(stage.db, async (tx) => {
    await tx.insert(
      CustomerAddress,
      customers.map((customer) => addressRow(customer, ids.get(customer.email) as number)),
    );
    await tx.insert(
      Consent,
      customers.flatMap((customer) => consentRows(stage, customer, ids.get(customer.email) as number)),
    );
  });
  return new Map(rows.map(({ id, email, universityId }) => [email, { kind: 'customer', id, universityId, sessionId: '' }]));
}

const timeOf = (stage: Stage, hours: number): Date => stage.at(hours).clock.now();

const addressRow = ({ name, phone, address }: SeedCustomer, customerId: number) => ({ customerId, name, phone, ...address });

function consentRows(stage: Stage, { consents, joinedInHours }: SeedCustomer, customerId: number) {
  const kinds: ConsentKind[] = ['terms', 'privacy', 'age14'];
  if (consents.marketingSms) kinds.push('marketing_sms');
  if (consents.nightSms) kinds.push('night_sms');
  const givenAt = timeOf(stage, joinedInHours);
  return kinds.map((kind) => ({ customerId, kind, textVersion: CONSENT_TEXT_VERSION, givenAt }));
}
