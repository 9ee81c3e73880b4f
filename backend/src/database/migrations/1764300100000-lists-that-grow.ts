import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/**
 * What the console's lists, counts and sums walk along, so that none reads a table of orders' length: a filter with the list's
 * own order behind it, each column that may be sorted by, covering ones for the dashboard's sums (docs/decisions/0043).
 */
export class ListsThatGrow1764300100000 implements MigrationInterface {
  name = 'ListsThatGrow1764300100000';

  async up(runner: QueryRunner): Promise<void> {
    if (runner.connection.options.type !== 'mysql') {
      for (const [name, place] of INDEXES) await ddl(runner, `CREATE INDEX ${name} ON ${place}`);
      return;
    }
    // Some take minutes at a million orders, and MySQL takes nothing back: a start that was killed half-way goes on here.
    const there = await namesThere(runner);
    const missing = INDEXES.filter(([name]) => !there.has(name));
    // All of a table in one reading of it.
    for (const [table, some] of Map.groupBy(missing, ([, place]) => tableOf(place)))
      await ddl(runner, `ALTER TABLE ${table} ${added(some)}`);
    // With MySQL's list of English stop words no pair of letters with an a or an i in it would be found. It is kept with the index.
    await runner.query('SET SESSION innodb_ft_enable_stopword = OFF');
    for (const [name, place] of FULLTEXT.filter(([one]) => !there.has(one)))
      await ddl(runner, `CREATE FULLTEXT INDEX ${name} ON ${place} WITH PARSER ngram`);
    await runner.query('SET SESSION innodb_ft_enable_stopword = DEFAULT');
  }

  async down(runner: QueryRunner): Promise<void> {
    const isMysql = runner.connection.options.type === 'mysql';
    // MySQL lets no foreign key go without an index: it had one of its own before, and gets it back.
    if (isMysql) for (const [name, place] of FOREIGN_KEYS) await ddl(runner, `CREATE INDEX ${name} ON ${place}`);
    for (const [name, place] of isMysql ? [...INDEXES, ...FULLTEXT] : INDEXES) {
      await ddl(runner, `DROP INDEX ${name}${isMysql ? ` ON ${tableOf(place)}` : ''}`);
    }
  }
}

type Index = readonly [name: string, place: string];

const tableOf = (place: string): string => place.slice(0, place.indexOf(' '));
const added = (indexes: readonly Index[]): string =>
  indexes.map(([name, place]) => `ADD INDEX ${name} ${place.slice(place.indexOf(' ') + 1)}`).join(', ');

async function namesThere(runner: QueryRunner): Promise<Set<string>> {
  const sql = 'SELECT DISTINCT index_name AS name FROM information_schema.statistics WHERE table_schema = DATABASE()';
  return new Set(((await runner.query(sql)) as { name: string }[]).map(({ name }) => name));
}

const INDEXES: readonly Index[] = [
  // Filters of the list of orders, each with the list's own order behind it: what matches is found in the order it is shown in.
  ['orders_by_state', 'orders (state, placed_at)'],
  ['orders_by_pay', 'orders (pay, placed_at)'],
  ['orders_by_promotion', 'orders (promotion_id, placed_at)'],
  ['orders_by_university', 'orders (university_id, placed_at)'],
  ['orders_by_name', 'orders (recipient_name, placed_at)'],
  ['orders_by_total', 'orders (total, placed_at)'],
  ['orders_by_phone', 'orders (recipient_phone, placed_at)'],
  // A caller says the last four digits.
  ['orders_by_phone_end', 'orders ((SUBSTR(recipient_phone, -4)), placed_at)'],
  // A day's sales, whole and by university, are added up from the index alone.
  ['orders_sold', 'orders (paid_at, state, university_id, total)'],
  ['orders_released', 'orders (released_at, state)'],
  ['orders_waiting', 'orders (state, released_at)'],

  ['order_lines_state', 'order_lines (state)'],
  ['order_lines_name', 'order_lines (product_name)'],
  ['shipments_shipped', 'shipments (shipped_at)'],
  ['shipments_delivered', 'shipments (delivered_at, shipped_at)'],
  ['shipments_carrier', 'shipments (carrier, shipped_at)'],

  ['payments_submitted', 'payments (submitted_at)'],
  ['payments_by_state', 'payments (state, submitted_at)'],
  ['payments_paid', 'payments (paid_at, submitted_at)'],
  ['refunds_requested', 'refunds (requested_at)'],
  ['refunds_by_state', 'refunds (state, requested_at)'],
  ['refunds_by_kind', 'refunds (kind, requested_at)'],
  ['refunds_promised', 'refunds (state, promised_by)'],
  ['refunds_by_promise', 'refunds (promised_by, requested_at)'],
  ['refunds_done', 'refunds (done_at, requested_at)'],
  ['refunds_given_back', 'refunds (state, done_at, amount)'],

  ['customers_joined', 'customers (created_at)'],
  ['customers_name', 'customers (name, created_at)'],
  ['customers_by_university', 'customers (university_id, created_at)'],
  ['customers_phone_end', 'customers ((SUBSTR(phone, -4)), created_at)'],
  ['customer_sessions_created', 'customer_sessions (created_at)'],
  ['consents_kind', 'consents (kind, given_at)'],
  ['consents_given', 'consents (given_at)'],
  ['one_time_codes_created', 'one_time_codes (created_at)'],

  ['outbox_created', 'outbox_messages (created_at)'],
  ['outbox_by_state', 'outbox_messages (state, created_at)'],
  ['outbox_by_channel', 'outbox_messages (channel, created_at)'],
  ['outbox_by_purpose', 'outbox_messages (purpose, created_at)'],
  ['outbox_by_recipient', 'outbox_messages (recipient, created_at)'],
  ['outbox_by_recipient_end', 'outbox_messages ((SUBSTR(recipient, -4)), created_at)'],
  ['outbox_by_campaign', 'outbox_messages (campaign_id, created_at)'],

  ['stock_changes_at', 'stock_changes (at)'],
  ['return_requests_requested', 'return_requests (requested_at)'],
  ['audit_entries_by_staff', 'audit_entries (staff_id, at)'],
  ['audit_entries_by_action', 'audit_entries (action, at)'],
  ['audit_entries_by_resource', 'audit_entries (resource, at)'],
  ['audit_entries_by_record', 'audit_entries (record_id, at)'],
  ['access_entries_by_staff', 'access_entries (staff_id, at)'],
  ['access_entries_by_action', 'access_entries (action, at)'],
  ['access_entries_by_resource', 'access_entries (resource, at)'],
  ['access_entries_by_address', 'access_entries (address, at)'],
];

/** Two letters of a name beside each other, wherever they stand. On SQLite a name is looked for in customers_name, orders_by_name. */
const FULLTEXT: readonly Index[] = [
  ['orders_name_letters', 'orders (recipient_name)'],
  ['customers_name_letters', 'customers (name)'],
];

const FOREIGN_KEYS: readonly Index[] = [['university_id', 'orders (university_id)']];
