import { readActiveUniversities } from '../catalog/read-universities.js';
import type { Context } from '../kernel/context.js';
import { Customer } from './customer.entity.js';

/** Where a customer is, and every university that staff can move them to. */
export async function readUniversityChoices(ctx: Context, customerId: number) {
  const { universityId } = await ctx.db.manager.findOneByOrFail(Customer, { id: customerId });
  return { universityId, universities: await readActiveUniversities(ctx) };
}
export type UniversityChoices = Awaited<ReturnType<typeof readUniversityChoices>>;
