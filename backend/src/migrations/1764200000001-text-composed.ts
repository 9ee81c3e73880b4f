import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Text that was stored decomposed (한글 as loose jamo, as some keyboards and file names have it) is composed: NFC, in which it is
 * kept and looked for from now on. Neither engine can do that in SQL, so rows are read by primary key, and only those that
 * differ are written, each where it still reads as it was read: the version before goes on writing meanwhile, and this may be
 * stopped and run again at any point. Composed text is the same text by Unicode's own rule, so snapshots (an order's lines and
 * recipient) and the log's reasons say what they said. Left as they are: answers kept byte by byte (`placement_answer`), hashes,
 * and what the log says of changes.
 */
export class TextComposed1764200000001 implements MigrationInterface {
  name = 'TextComposed1764200000001';
  /** A transaction over all tables would hold its locks for as long as it reads. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, [key, ...columns]] of Object.entries(TYPED)) await composeTable(runner, table, key, columns);
  }

  /** Nothing: it is the same text. */
  async down(): Promise<void> {}
}

/** Tables with what people typed, by primary key and columns. Those of keys, slugs, e-mails and numbers are ASCII. */
const TYPED: Record<string, [key: string, ...columns: string[]]> = {
  universities: ['id', 'name', 'name_en', 'region', 'mail_domains'],
  products: ['id', 'name', 'brand', 'description', 'specifications', 'options'],
  product_images: ['id', 'alt'],
  variants: ['id', 'options'],
  stock_changes: ['id', 'reason'],
  customers: ['id', 'name'],
  customer_addresses: ['customer_id', 'name', 'address1', 'address2', 'memo'],
  promotions: ['id', 'title', 'summary'],
  orders: ['id', 'cancel_reason', 'recipient_name', 'recipient_address1', 'recipient_address2', 'recipient_memo'],
  order_lines: ['id', 'product_name', 'options'],
  return_requests: ['id', 'reason'],
  order_exports: ['id', 'reason'],
  refunds: ['id', 'reason'],
  outbox_messages: ['id', 'text'],
  campaigns: ['id', 'text'],
  staff: ['id', 'name'],
  audit_entries: ['id', 'reason'],
  access_entries: ['id', 'reason'],
};

type Row = Record<string, string | number | null>;
const ROWS_A_READ = 1_000;

async function composeTable(runner: QueryRunner, table: string, key: string, columns: readonly string[]): Promise<void> {
  const read = `SELECT ${[key, ...columns].join(', ')} FROM ${table}`;
  let last: string | number | null | undefined;
  do {
    const after = last === undefined ? '' : ` WHERE ${key} > ?`;
    const rows = (await runner.query(`${read}${after} ORDER BY ${key} LIMIT ${ROWS_A_READ}`, last === undefined ? [] : [last])) as Row[];
    await composeRows(runner, { table, key, columns }, rows);
    last = rows.at(-1)?.[key];
  } while (last !== undefined);
}

async function composeRows(
  runner: QueryRunner,
  { table, key, columns }: { table: string; key: string; columns: readonly string[] },
  rows: readonly Row[],
): Promise<void> {
  const changed = rows.filter((row) => columns.some((column) => isLoose(row[column])));
  if (changed.length === 0) return;
  await runner.startTransaction();
  try {
    for (const row of changed) {
      const loose = columns.filter((column) => isLoose(row[column]));
      const sql = `UPDATE ${table} SET ${loose.map((column) => `${column} = ?`).join(', ')} WHERE ${[key, ...loose].map((column) => `${column} = ?`).join(' AND ')}`;
      await runner.query(sql, [
        ...loose.map((column) => String(row[column]).normalize('NFC')),
        row[key],
        ...loose.map((column) => row[column]),
      ]);
    }
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
}

const isLoose = (value: string | number | null | undefined): value is string =>
  typeof value === 'string' && value.normalize('NFC') !== value;
