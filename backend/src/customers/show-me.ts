import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import type * as contract from '../contract/account.js';
import type { Told } from '../contract/told.js';
import { University } from '../catalog/university.entity.js';
import { read, readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { Consent } from './consent.entity.js';
import { Customer } from './customer.entity.js';
import { CustomerAddress } from './customer-address.entity.js';
import { CONSENT_KINDS, type ConsentKind } from './rules/consents.js';

const customers = table(Customer);
const universities = table(University);
const consents = table(Consent);
const addresses = table(CustomerAddress);
const ME = {
  email: customers.email,
  name: customers.name,
  phone: customers.phone,
  phoneVerifiedAt: customers.phoneVerifiedAt,
  university: { slug: universities.slug, name: universities.name },
};

/** The customer who asks, as their own pages show them. */
export async function showMe(ctx: Context) {
  const { id } = asCustomer(ctx);
  const [[customer], agreed, [address]] = await Promise.all([
    read(
      ctx.db,
      ME,
      sql`FROM ${customers} JOIN ${universities} ON ${universities.id} = ${customers.universityId} WHERE ${customers.id} = ${id}`,
    ),
    read(ctx.db, { kind: consents.kind }, sql`FROM ${consents} WHERE ${consents.customerId} = ${id} AND ${consents.withdrawnAt} IS NULL`),
    readRows(ctx.db, CustomerAddress, sql`WHERE ${addresses.customerId} = ${id}`),
  ]);
  if (!customer) throw new Error(`There is no customer ${id}.`);
  const given = Object.fromEntries(CONSENT_KINDS.map((kind) => [kind, agreed.some((consent) => consent.kind === kind)])) as Record<
    ConsentKind,
    boolean
  >;
  return {
    email: customer.email,
    name: customer.name,
    phone: customer.phone,
    phoneVerified: customer.phoneVerifiedAt !== null,
    university: customer.university,
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
