import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import type * as contract from '../contract/account.js';
import type { Told } from '../contract/told.js';
import { readRows } from '../database/database.js';
import { Consent } from './consent.entity.js';
import { CustomerAddress } from './customer-address.entity.js';
import { CONSENT_KINDS, type ConsentKind } from './rules/consents.js';

/** The customer who asks, as their own pages show them. */
export async function showMe(ctx: Context) {
  const { id } = asCustomer(ctx);
  const [[customer], consents, [address]] = await Promise.all([
    ctx.db.query<MeRow[]>(ME, [id]),
    readRows(ctx.db, Consent, 'WHERE customer_id = ? AND withdrawn_at IS NULL', [id]),
    readRows(ctx.db, CustomerAddress, 'WHERE customer_id = ?', [id]),
  ]);
  if (!customer) throw new Error(`There is no customer ${id}.`);
  const given = Object.fromEntries(CONSENT_KINDS.map((kind) => [kind, consents.some((c) => c.kind === kind)])) as Record<
    ConsentKind,
    boolean
  >;
  return {
    email: customer.email,
    name: customer.name,
    phone: customer.phone,
    phoneVerified: customer.phone_verified_at !== null,
    university: { slug: customer.university_slug, name: customer.university_name },
    consents: {
      terms: given.terms,
      privacy: given.privacy,
      age14: given.age14,
      marketingSms: given.marketing_sms,
      nightSms: given.night_sms,
    },
    address: address
      ? {
          name: address.name,
          phone: address.phone,
          postcode: address.postcode,
          address1: address.address1,
          address2: address.address2,
          memo: address.memo,
        }
      : null,
  } satisfies Told<contract.Customer>;
}

const ME = `SELECT c.email, c.name, c.phone, c.phone_verified_at, u.slug AS university_slug, u.name AS university_name
  FROM customers c JOIN universities u ON u.id = c.university_id WHERE c.id = ?`;
interface MeRow {
  email: string;
  name: string;
  phone: string;
  phone_verified_at: unknown;
  university_slug: string;
  university_name: string;
}
