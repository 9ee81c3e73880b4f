import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { putRow } from '../database/write.js';
import { CustomerAddress } from './customer-address.entity.js';
import { lockCustomer } from './lock-customer.js';

export interface AddressInput {
  name: string;
  /** Digits. */
  phone: string;
  /** Five digits. */
  postcode: string;
  address1: string;
  address2: string;
  memo: string;
}

/** The one saved address, replaced. Orders keep the one they were placed with. */
export async function saveAddress(ctx: Context, input: AddressInput): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const { id: customerId } = await lockCustomer(tx, ctx);
    await putRow(tx, CustomerAddress, { customerId, ...input });
  });
}
