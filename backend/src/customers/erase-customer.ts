import { type EntityManager, IsNull } from 'typeorm';
import { Consent } from './consent.entity.js';
import { Customer } from './customer.entity.js';
import { CustomerAddress } from './customer-address.entity.js';
import { CustomerSession } from './customer-session.entity.js';
import { OneTimeCode } from './one-time-code.entity.js';
import { told } from '../words/sentence.js';

/** Takes away all that names a person; the row stays, for the orders that the law keeps (전자상거래법 §6). */
export async function eraseCustomer(tx: EntityManager, id: number, at: Date): Promise<void> {
  await tx.update(
    Customer,
    { id },
    {
      email: `left-${id}`,
      name: told('reason.left_name'),
      phone: '',
      phoneVerifiedAt: null,
      previousPhone: null,
      passwordHash: '',
      leftAt: at,
    },
  );
  await tx.delete(CustomerAddress, { customerId: id });
  await tx.delete(OneTimeCode, { customerId: id });
  await tx.update(Consent, { customerId: id, withdrawnAt: IsNull() }, { withdrawnAt: at });
  await tx.update(CustomerSession, { customerId: id, endedAt: IsNull() }, { endedAt: at });
}
