import { IsNull } from 'typeorm';
import { asCustomer } from '../actors.js';
import type { Context } from '../context.js';
import { Consent, CONSENT_KINDS, type ConsentKind } from './consent.entity.js';
import { Customer } from './customer.entity.js';
import { CustomerAddress } from './customer-address.entity.js';

export interface CustomerView {
  email: string;
  name: string;
  phone: string;
  phoneVerified: boolean;
  university: { slug: string; name: string };
  consents: { terms: boolean; privacy: boolean; age14: boolean; marketingSms: boolean; nightSms: boolean };
  address: { name: string; phone: string; postcode: string; address1: string; address2: string; memo: string } | null;
}

/** The customer who asks, as their own pages show them. */
export async function showMe(ctx: Context): Promise<CustomerView> {
  const { id } = asCustomer(ctx);
  const [customer, consents, address] = await Promise.all([
    ctx.db.manager.findOneOrFail(Customer, { where: { id }, relations: { university: true } }),
    ctx.db.manager.find(Consent, { where: { customerId: id, withdrawnAt: IsNull() } }),
    ctx.db.manager.findOneBy(CustomerAddress, { customerId: id }),
  ]);
  const given = Object.fromEntries(CONSENT_KINDS.map((kind) => [kind, consents.some((c) => c.kind === kind)])) as Record<
    ConsentKind,
    boolean
  >;
  return {
    email: customer.email,
    name: customer.name,
    phone: customer.phone,
    phoneVerified: customer.phoneVerifiedAt !== null,
    university: { slug: customer.university.slug, name: customer.university.name },
    consents: {
      terms: given.terms,
      privacy: given.privacy,
      age14: given.age14,
      marketingSms: given.marketing_sms,
      nightSms: given.night_sms,
    },
    address: address && {
      name: address.name,
      phone: address.phone,
      postcode: address.postcode,
      address1: address.address1,
      address2: address.address2,
      memo: address.memo,
    },
  };
}
