import type { EntityManager } from 'typeorm';
import { Consent } from './consent.entity.js';
import { Customer } from './customer.entity.js';
import { CustomerAddress } from './customer-address.entity.js';
import { CustomerSession } from './customer-session.entity.js';
import { OneTimeCode } from './one-time-code.entity.js';
import { told } from '../words/sentence.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { deleteRows, updateRows } from '../database/write.js';

const customers = table(Customer);
const customerAddresses = table(CustomerAddress);
const oneTimeCodes = table(OneTimeCode);
const consents = table(Consent);
const customerSessions = table(CustomerSession);

/** Takes away all that names a person; the row stays, for the orders that the law keeps (전자상거래법 §6). */
export async function eraseCustomer(tx: EntityManager, id: number, at: Date): Promise<void> {
  await updateRows(
    tx,
    Customer,
    {
      email: `left-${id}`,
      name: told('reason.left_name'),
      phone: '',
      phoneVerifiedAt: null,
      previousPhone: null,
      passwordHash: '',
      leftAt: at,
    },
    sql`${customers.id} = ${id}`,
  );
  await deleteRows(tx, CustomerAddress, sql`${customerAddresses.customerId} = ${id}`);
  await deleteRows(tx, OneTimeCode, sql`${oneTimeCodes.customerId} = ${id}`);
  await updateRows(tx, Consent, { withdrawnAt: at }, sql`${consents.customerId} = ${id} AND ${consents.withdrawnAt} IS NULL`);
  await updateRows(
    tx,
    CustomerSession,
    { endedAt: at },
    sql`${customerSessions.customerId} = ${id} AND ${customerSessions.endedAt} IS NULL`,
  );
}
