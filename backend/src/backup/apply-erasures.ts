import type { DataSource } from 'typeorm';
import { transact } from '../database/database.js';
import { erase } from '../accounts/leave.js';
import { Customer } from '../customers/customer.entity.js';
import { withdrawConsent } from '../customers/set-consent.js';
import type { BackupPlace } from './backup-place.js';
import { type Erasure, ERASURES, readErasure } from './erasure.js';
import { readRow } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const customers = table(Customer);

/**
 * Takes away again what people had taken away before a restored database was older than that: 개인정보 보호법 §21 does
 * not know of backups. Every one that is listed, since one that stands already changes nothing.
 * @returns how many customers and consents it changed
 */
export async function applyErasures(db: DataSource, place: BackupPlace): Promise<number> {
  let changed = 0;
  for (const file of await place.list(ERASURES)) {
    const erasure = readErasure(file);
    if (erasure && (await apply(db, erasure))) changed++;
  }
  return changed;
}

const apply = (db: DataSource, { what, id, at }: Erasure): Promise<boolean> =>
  transact(db, async (tx) => {
    if (what === 'consent') return withdrawConsent(tx, id, at);
    const customer = await readRow(tx, Customer, sql`WHERE ${customers.id} = ${id}`);
    if (!customer || customer.leftAt) return false;
    await erase(tx, { clock: { now: () => at } }, id);
    return true;
  });
