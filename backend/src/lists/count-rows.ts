import type { FindOptionsWhere, ObjectLiteral, Repository } from 'typeorm';
import { MOST_COUNTED } from '../kernel/rules/counted.js';

/**
 * How many rows match, counted no further than one above MOST_COUNTED: however many there are, and however long a table grows,
 * so many are read at most where an index leads to them.
 */
export async function countRows(rows: Repository<ObjectLiteral>, where: FindOptionsWhere<ObjectLiteral>): Promise<number> {
  const key = rows.metadata.primaryColumns[0]!.propertyName;
  const [sql, values] = rows
    .createQueryBuilder('row')
    .select(`row.${key}`)
    .where(where)
    .limit(MOST_COUNTED + 1)
    .getQueryAndParameters();
  const [counted] = await rows.manager.query<{ n: unknown }[]>(`SELECT COUNT(*) AS n FROM (${sql}) counted`, values);
  return Number(counted?.n);
}
