import type { DataSource } from 'typeorm';
import { notFound } from '../../kernel/errors.js';
import { kindOf } from '../../lists/filters.js';
import type { ResourceSpec } from './resource-spec.js';

/**
 * Whether there is such a record: AdminJS would answer 200 with a notice, and serve a page without knowing.
 * @param id as it stands in the path @throws AppError 404
 */
export async function knownRecord(db: DataSource, { entity }: ResourceSpec, id: string): Promise<void> {
  const metadata = db.getMetadata(entity);
  const key = metadata.primaryColumns[0]!.propertyName;
  const shape = kindOf(metadata, key) === 'number' ? /^[1-9]\d{0,9}$/ : /^[\w-]{1,64}$/;
  if (!shape.test(id) || !(await db.manager.existsBy(entity, { [key]: id }))) throw notFound();
}
