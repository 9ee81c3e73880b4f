import type { DataSource } from 'typeorm';

/** Tables that the app's own user of the database adds to, and can neither change nor delete from. */
export const INSERT_ONLY_TABLES: readonly string[] = ['audit_entries', 'access_entries', 'log_seals'];

/** Of MySQL: which tables the user of this connection may not change although it should. Null where it may change all, the logs too. */
export async function tablesWithoutRights(db: DataSource): Promise<string[] | null> {
  const grants = (await db.query<Record<string, string>[]>('SHOW GRANTS')).flatMap((row) => Object.values(row));
  if (grants.some((grant) => /^GRANT (ALL PRIVILEGES|.*\bUPDATE\b.*) ON (\*|`[^.]*`)\.\* /.test(grant))) return null;
  const granted = new Set(grants.map((grant) => /^GRANT .*\bUPDATE\b.* ON `[^`]*`\.`([^`]*)` /.exec(grant)?.[1]));
  const tables = await db.query<{ name: string }[]>(TABLES);
  return tables.map(({ name }) => name).filter((name) => !granted.has(name) && !INSERT_ONLY_TABLES.includes(name));
}

const TABLES = "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'";

/**
 * Lets a user change and delete rows, table by table: MySQL knows no right to all tables but some. Again after a migration has
 * added one. Run as who may grant: the administrator, or the user who migrates.
 */
export async function grantRows(
  query: (sql: string, values?: unknown[]) => Promise<unknown>,
  user: string,
  tables: readonly string[],
): Promise<void> {
  for (const table of tables) {
    if (INSERT_ONLY_TABLES.includes(table)) continue;
    await query(`GRANT UPDATE, DELETE ON \`${table.replaceAll('`', '``')}\` TO ?@'%'`, [user]);
  }
}
