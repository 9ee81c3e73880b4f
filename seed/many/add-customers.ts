import { University } from '../../backend/src/catalog/university.entity.js';
import type { Context } from '../../backend/src/kernel/context.js';
import type { ConsentKind } from '../../backend/src/customers/rules/consents.js';
import { CONSENT_TEXT_VERSION } from '../../backend/src/customers/rules/consents.js';
import { transact } from '../../backend/src/database/database.js';
import { hashPassword } from '../../backend/src/kernel/passwords.js';
import { nameOf, SEED_PASSWORD } from '../data/people.js';
import { insertRows, nextId, type Row, type Tx } from './insert-rows.js';

const DAY_MS = 86_400_000;
/** They joined before the year from which their orders are. */
export const JOINED_DAYS_AGO = 370;

const PEOPLE_A_PART = 10_000;
const PEOPLE_A_BATCH = 1_000;

/**
 * `bulk12@mngshop.test` with the password of all seeded accounts, over all universities; their id is in the address.
 * Ten thousand are one transaction.
 */
export async function addCustomers(db: Context['db'], count: number, { now, stop }: { now: Date; stop: AbortSignal }): Promise<void> {
  if (count === 0) return;
  const universities = await db.manager.find(University, { where: { active: true }, order: { id: 'ASC' } });
  const passwordHash = await hashPassword(SEED_PASSWORD);
  const first = await nextId(db, 'customers');
  const person = (id: number) => rowsOf(id, universities[id % universities.length] as University, { passwordHash, now });
  for (let done = 0; done < count; done += PEOPLE_A_PART) {
    const most = Math.min(count, done + PEOPLE_A_PART);
    await transact(db, async (tx) => {
      for (let from = done; from < most; from += PEOPLE_A_BATCH) {
        stop.throwIfAborted();
        await insertPeople(
          tx,
          Array.from({ length: Math.min(PEOPLE_A_BATCH, most - from) }, (_, index) => person(first + from + index)),
        );
      }
    });
  }
}

async function insertPeople(tx: Tx, people: readonly Person[]): Promise<void> {
  await insertRows(
    tx,
    'customers',
    people.map(({ customer }) => customer),
  );
  await insertRows(
    tx,
    'customer_addresses',
    people.map(({ address }) => address),
  );
  await insertRows(
    tx,
    'consents',
    people.flatMap(({ consents }) => consents),
  );
}

type Person = ReturnType<typeof rowsOf>;

function rowsOf(
  id: number,
  university: University,
  { passwordHash, now }: { passwordHash: string; now: Date },
): { customer: Row; address: Row; consents: Row[] } {
  const joined = new Date(now.getTime() - (JOINED_DAYS_AGO + (id % 90)) * DAY_MS);
  // 010-0 is given to nobody; the customers told by name have 010-0000.
  const who = { name: nameOf(id), phone: `0100${1_000_000 + id}` };
  const customer = {
    id,
    email: `bulk${id}@mngshop.test`,
    ...who,
    password_hash: passwordHash,
    phone_verified_at: id % 5 === 0 ? null : joined,
    university_id: university.id,
    created_at: joined,
  };
  const address = {
    customer_id: id,
    ...who,
    postcode: '00000',
    address1: `${university.name} 학생생활관`,
    address2: `${1 + (id % 900)}호`,
    memo: '',
  };
  const kinds: ConsentKind[] = id % 2 === 0 ? ['terms', 'privacy', 'age14', 'marketing_sms'] : ['terms', 'privacy', 'age14'];
  const consents = kinds.map((kind) => ({ customer_id: id, kind, text_version: CONSENT_TEXT_VERSION, given_at: joined }));
  return { customer, address, consents };
}
