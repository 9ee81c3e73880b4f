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
    for (const [name, [key, ...columns]] of Object.entries(TYPED)) await composeTable(runner, { name, key, columns });
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
// A description may be long: a hundred of them fit into one packet.
const ROWS_A_WRITE = 100;

interface Table {
  name: string;
  key: string;
  columns: readonly string[];
}

async function composeTable(runner: QueryRunner, table: Table): Promise<void> {
  const { name, key, columns } = table;
  const read = `SELECT ${[key, ...columns].join(', ')} FROM ${name}`;
  let last: Row[string] | undefined;
  do {
    const after = last === undefined ? '' : ` WHERE ${key} > ?`;
    const rows = (await runner.query(`${read}${after} ORDER BY ${key} LIMIT ${ROWS_A_READ}`, last === undefined ? [] : [last])) as Row[];
    const loose = rows.filter((row) => columns.some((column) => isLoose(row[column])));
    for (let from = 0; from < loose.length; from += ROWS_A_WRITE) await compose(runner, table, loose.slice(from, from + ROWS_A_WRITE));
    last = rows.at(-1)?.[key];
  } while (last !== undefined);
}

/** One statement, so that it stands or falls as one: each column of each row only where it is still what was read. */
async function compose(runner: QueryRunner, { name, key, columns }: Table, rows: readonly Row[]): Promise<void> {
  const sets: string[] = [];
  const values: unknown[] = [];
  for (const column of columns) {
    const loose = rows.filter((row) => isLoose(row[column]));
    if (loose.length === 0) continue;
    sets.push(`${column} = CASE ${`WHEN ${key} = ? AND ${column} = ? THEN ? `.repeat(loose.length)}ELSE ${column} END`);
    values.push(...loose.flatMap((row) => [row[key], row[column], String(row[column]).normalize('NFC')]));
  }
  const places = rows.map(() => '?').join(', ');
  await runner.query(`UPDATE ${name} SET ${sets.join(', ')} WHERE ${key} IN (${places})`, [...values, ...rows.map((row) => row[key])]);
}

const isLoose = (value: Row[string] | undefined): boolean => typeof value === 'string' && value.normalize('NFC') !== value;
