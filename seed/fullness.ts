import { Product } from '../backend/src/catalog/product.entity.js';
import type { Context } from '../backend/src/kernel/context.js';
import { Staff } from '../backend/src/staff/staff.entity.js';
import { staff } from './data/people.js';

/**
 * `unfinished`: a seed was killed half-way. It gives its staff their passwords last of all, so they have none.
 * A database with universities alone (`--universities`) is still empty.
 */
export async function fullness({ manager }: Context['db']): Promise<'empty' | 'unfinished' | 'filled'> {
  const rows = await manager.find(Staff, { select: { id: true, email: true, passwordHash: true } });
  const seeded = rows.filter(({ email }) => staff.some((member) => member.email === email));
  if (seeded.some(({ passwordHash }) => passwordHash === null)) return 'unfinished';
  return rows.length > 0 || (await manager.exists(Product)) ? 'filled' : 'empty';
}
