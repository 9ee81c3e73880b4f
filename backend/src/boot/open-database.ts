import type { DataSource } from 'typeorm';
import { openDatabase, type OpenOptions } from '../database/database.js';
import { entities } from './entities.js';

/** The database with every table of the shop, whose classes stand on it from here on (AdminJS's adapter uses their statics). */
export async function openShopDatabase(url: string, options: Omit<OpenOptions, 'entities'> = {}): Promise<DataSource> {
  const db = await openDatabase(url, { ...options, entities });
  for (const entity of entities) entity.useDataSource(db);
  return db;
}
