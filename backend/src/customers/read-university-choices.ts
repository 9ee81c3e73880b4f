import { readActiveUniversities } from '../catalog/read-universities.js';
import type { Context } from '../kernel/context.js';
import { Customer } from './customer.entity.js';
import { readRowOrFail } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const customers = table(Customer);

/** Where a customer is, and every university that staff can move them to. */
export async function readUniversityChoices(ctx: Context, customerId: number) {
  const { universityId } = await readRowOrFail(ctx.db, Customer, sql`WHERE ${customers.id} = ${customerId}`);
  return { universityId, universities: await readActiveUniversities(ctx) };
}
export type UniversityChoices = Awaited<ReturnType<typeof readUniversityChoices>>;
