import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import type * as contract from '../contract/account.js';
import type { Told } from '../contract/told.js';
import { University } from '../catalog/university.entity.js';
import { read, type RowOf } from '../database/read.js';
import { sql } from '../database/sql.js';
import { optional, table } from '../database/tables.js';
import { Consent } from './consent.entity.js';
import { Customer } from './customer.entity.js';
import { CustomerAddress } from './customer-address.entity.js';
import { CONSENT_KINDS, type ConsentKind } from './rules/consents.js';

const customers = table(Customer);
const universities = table(University);
const consents = optional(Consent);
const addresses = optional(CustomerAddress);
const ME = {
  email: customers.email,
  name: customers.name,
  phone: customers.phone,
  phoneVerifiedAt: customers.phoneVerifiedAt,
  university: { slug: universities.slug, name: universities.name },
  agreedTo: consents.kind,
  address: {
    name: addresses.name,
    phone: addresses.phone,
    postcode: addresses.postcode,
    address1: addresses.address1,
    address2: addresses.address2,
    memo: addresses.memo,
  },
};

/** The customer who asks, as their own pages show them: one statement, a row for each thing agreed to. */
export async function showMe(ctx: Context) {
  const { id } = asCustomer(ctx);
  const rows = await read(
    ctx.db,
    ME,
    sql`FROM ${customers}
      JOIN ${universities} ON ${universities.id} = ${customers.universityId}
      LEFT JOIN ${addresses} ON ${addresses.customerId} = ${customers.id}
      LEFT JOIN ${consents} ON ${consents.customerId} = ${customers.id} AND ${consents.withdrawnAt} IS NULL
      WHERE ${customers.id} = ${id}`,
  );
  const [customer] = rows;
  if (!customer) throw new Error(`There is no customer ${id}.`);
  const given = Object.fromEntries(CONSENT_KINDS.map((kind) => [kind, rows.some(({ agreedTo }) => agreedTo === kind)])) as Record<
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
    address: told(customer.address),
  } satisfies Told<contract.Customer>;
}

// All of it or nothing: there is one saved address at most.
function told(address: RowOf<typeof ME>['address']): Told<contract.Customer>['address'] {
  return address.name === null ? null : (address as { [Part in keyof typeof address]: NonNullable<(typeof address)[Part]> });
}
