import type { EntityManager } from 'typeorm';
import { University } from '../catalog/university.entity.js';
import type { Context } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { conflict, invalid } from '../kernel/errors.js';
import { refuseCommon } from '../kernel/common-passwords.js';
import { hashPassword } from '../kernel/passwords.js';
import { Consent } from './consent.entity.js';
import type { ConsentKind } from './rules/consents.js';
import { Customer } from './customer.entity.js';
import { openSession, type OpenedSession } from './open-session.js';
import { CONSENT_TEXT_VERSION } from './rules/consents.js';
import { say } from '../words/say.js';
import { readRow } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows } from '../database/write.js';

const universities = table(University);

export interface SignUpInput {
  /** Lower case. */
  email: string;
  password: string;
  name: string;
  /** Digits. */
  phone: string;
  /** Slug. */
  university: string;
  consents: { terms: boolean; privacy: boolean; age14: boolean; marketingSms: boolean; nightSms: boolean };
}

/**
 * Makes an account of one university and signs it in.
 * @throws AppError 409 `email_taken`, after the same hashing work as a new one; 422 for a university we do not have, or a password that everybody has; 503 `busy`
 */
export async function signUp(ctx: Context, input: SignUpInput): Promise<OpenedSession> {
  const university = await readRow(
    ctx.db,
    University,
    sql`WHERE ${universities.slug} = ${input.university} AND ${universities.active} = ${true}`,
  );
  if (!university) throw invalid(say('university.choose'), [{ path: 'university', message: say('university.choose_listed') }]);
  await refuseCommon(input.password);
  const passwordHash = await hashPassword(input.password, ctx);
  try {
    return await transact(ctx.db, async (tx) => {
      const customerId = await insertCustomer(tx, ctx, input, university.id, passwordHash);
      await insertConsents(tx, ctx, customerId, input.consents);
      return openSession(tx, ctx, { customerId, universityId: university.id });
    });
  } catch (error) {
    if (isDuplicate(error)) throw conflict('email_taken.customer');
    throw error;
  }
}

async function insertCustomer(
  tx: EntityManager,
  ctx: Context,
  input: SignUpInput,
  universityId: number,
  passwordHash: string,
): Promise<number> {
  const { email, name, phone } = input;
  return insertRows(tx, Customer, { email, name, phone, universityId, passwordHash, createdAt: ctx.clock.now() });
}

async function insertConsents(tx: EntityManager, ctx: Context, customerId: number, given: SignUpInput['consents']): Promise<void> {
  const kinds: [ConsentKind, boolean][] = [
    ['terms', given.terms],
    ['privacy', given.privacy],
    ['age14', given.age14],
    ['marketing_sms', given.marketingSms],
    ['night_sms', given.nightSms],
  ];
  const rows = kinds
    .filter(([, yes]) => yes)
    .map(([kind]) => ({ customerId, kind, textVersion: CONSENT_TEXT_VERSION, givenAt: ctx.clock.now() }));
  await insertRows(tx, Consent, rows);
}
