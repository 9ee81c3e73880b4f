import type { QueryRunner } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kindOf } from '../lists/filters.js';
import type { Client } from '../testing/client.js';
import { type ConsoleShop, startConsole } from '../testing/console-fixture.js';
import { twoOfEverything } from '../testing/console-rows.js';
import { countQueries, type QueryCount } from '../testing/count-queries.js';
import { type ResourceSpec, resourceId, sortingOf } from './kit/resource-spec.js';
import { resources } from './resources.js';

const MILLION = 1_000_000;
/** Tables that grow with orders and customers, as long as they are at a million orders: MySQL is told so, and plans for it. */
const GROWING: Readonly<Record<string, number>> = {
  orders: MILLION,
  order_lines: 1.2 * MILLION,
  payments: MILLION,
  refunds: MILLION / 2,
  shipments: 0.9 * MILLION,
  outbox_messages: 4 * MILLION,
  customers: MILLION / 5,
  consents: 0.7 * MILLION,
  customer_sessions: MILLION,
  customer_limits: MILLION,
  access_entries: 2 * MILLION,
  audit_entries: 2 * MILLION,
};

/** Lists that may read their whole table, and why it is short: a few thousand rows, or nobody comes there but by a key. */
const SMALL: Readonly<Record<string, string>> = {
  Product: 'the catalogue',
  University: 'the universities of Korea',
  Variant: 'the catalogue',
  VariantStock: 'the catalogue',
  StockChange: 'a few for each variant in a month',
  ProductImage: 'the catalogue',
  Promotion: 'some a week',
  Offer: 'some for each promotion',
  OfferCounter: 'one for each offer',
  PromotionUniversity: 'some for each promotion',
  Campaign: 'some a week',
  ReturnRequest: 'some of a hundred orders',
  OrderExport: 'some a day',
  ReceiptProbe: 'a row for each webhook, gone through by its key',
  CustomerAddress: 'of no menu; read by its customer',
  OneTimeCode: 'of no menu; the owner looks at the newest',
  Staff: 'who works here',
  StaffSession: 'who works here',
  StaffLink: 'who works here',
};

let shop: ConsoleShop;
let owner: Client;
let queries: QueryCount;
let runner: QueryRunner;

const grown = resources.filter((spec) => !(resourceId(spec) in SMALL));

describe.runIf(process.env['TEST_ENGINE'] === 'mysql')('at a million orders', () => {
  beforeAll(async () => {
    shop = await startConsole();
    await twoOfEverything(shop);
    owner = await shop.signIn('owner');
    await owner.get('/admin/api/resources/Order/actions/list');
    runner = shop.ctx.db.createQueryRunner();
    await runner.query('SET SESSION explain_json_format_version = 1');
    await pretendGrown();
    queries = countQueries(shop.ctx.db);
  });
  afterAll(async () => {
    queries.stop();
    await runner.release();
    await shop.stop();
  });

  it('each list is of a table that grows, or has a reason not to be', () => {
    expect(grown.map((spec) => shop.ctx.db.getMetadata(spec.entity).tableName).filter((table) => !(table in GROWING))).toEqual([]);
    const known = new Set(resources.map(resourceId));
    expect(Object.keys(SMALL).filter((name) => !known.has(name))).toEqual([]);
  });

  it('a column of ASCII is known as one, and no other', async () => {
    const found = (await runner.query(
      `SELECT table_name AS tab, column_name AS col FROM information_schema.columns WHERE table_schema = DATABASE() AND character_set_name = 'ascii'`,
    )) as { tab: string; col: string }[];
    const ascii = new Set(found.map(({ tab, col }) => `${tab}.${col}`));
    const wrong = resources.flatMap((spec) =>
      Object.entries(spec.properties).flatMap(([path, property]) => {
        const metadata = shop.ctx.db.getMetadata(spec.entity);
        const isText = kindOf(metadata, path) === 'text' && property.format !== 'tag' && property.format !== 'phone';
        const column = `${metadata.tableName}.${metadata.findColumnWithPropertyName(path)?.databaseName ?? ''}`;
        return isText && ascii.has(column) !== (property.code ?? false) ? [column] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it.each(grown.map((spec) => [resourceId(spec), spec] as const))(
    '%s is filtered, sorted and counted without reading all of it',
    async (name, spec) => {
      const scans: string[] = [];
      for (const query of questionsOf(spec)) {
        const scanned = await scansOf(`/admin/api/resources/${name}/actions/list?${query}`);
        if (!Object.hasOwn(WALKED, `${name} ${query}`)) scans.push(...scanned.map((scan) => `${query}: ${scan}`));
      }
      expect(scans).toEqual([]);
    },
  );

  it('the dashboard counts and sums without reading all orders', async () => {
    expect(await scansOf('/admin/api/dashboard')).toEqual([]);
  });

  it('a plan that reads all is noticed', async () => {
    for (const sql of [
      'SELECT id FROM orders ORDER BY refunded LIMIT 20',
      "SELECT COUNT(*) FROM orders WHERE recipient_address1 LIKE '%a%'",
      "SELECT id FROM orders WHERE recipient_name LIKE '%a%' LIMIT 10001",
      'SELECT SUM(total) FROM orders WHERE refunded = 0',
    ])
      expect([sql, await plannedScans({ sql, values: [] })]).not.toEqual([sql, []]);
  });
});

/** Read in order until a page is full, which it soon is; why. */
const WALKED: Readonly<Record<string, string>> = {
  'Customer filters.marketing=no': 'most customers have not agreed',
};

/** The list as it opens, by each of its filters, and by each order it may have. */
function questionsOf(spec: ResourceSpec): string[] {
  const metadata = shop.ctx.db.getMetadata(spec.entity);
  const filtered = spec.filter.flatMap((path) => {
    const condition = spec.conditions?.[path];
    if (condition) return Object.keys(condition.values).map((value) => `filters.${path}=${value}`);
    const kind = kindOf(metadata, path);
    const property = spec.properties[path]!;
    if (kind === 'time') return [`filters.${path}~~from=2100-01-01`, `filters.${path}~~to=2000-01-01`];
    if (kind === 'boolean') return [`filters.${path}=true`];
    if (kind === 'number') return [`filters.${path}=1`];
    if (property.format === 'tag') return [`filters.${path}=${Object.keys(property.values ?? { paid: '' })[0]!}`];
    if (property.format === 'phone') return [`filters.${path}=1001`, `filters.${path}=0105555`];
    return [`filters.${path}=${encodeURIComponent(property.pairs ? '하늘' : '2026')}`, `filters.${path}=${encodeURIComponent('김')}`];
  });
  const { usual, sortable } = sortingOf(spec, '');
  const sorted = [...new Set([usual.by, ...sortable])].flatMap((by) => [`sortBy=${by}&direction=asc`, `sortBy=${by}&direction=desc`]);
  return ['', 'page=50', ...filtered, ...sorted];
}

/** What of an answer's statements reads all of a table that grows. */
async function scansOf(address: string): Promise<string[]> {
  queries.take();
  const { status } = await owner.get(address);
  expect([address, status]).toEqual([address, 200]);
  const asked = queries.takeAsked().filter(({ sql }) => /^SELECT/i.test(sql));
  const found: string[] = [];
  for (const statement of asked) found.push(...(await plannedScans(statement)));
  return found;
}

interface Plan {
  table?: { table_name: string; access_type: string; attached_condition?: string; key?: string };
  using_filesort?: boolean;
  using_temporary_table?: boolean;
}

async function plannedScans({ sql, values }: { sql: string; values: unknown[] }): Promise<string[]> {
  const [row] = (await runner.query(`EXPLAIN FORMAT=JSON ${sql}`, values)) as { EXPLAIN: string }[];
  const aliases = new Map(
    [...sql.matchAll(/(?:FROM|JOIN) `?(\w+)`?(?: (?:AS )?`?(\w+)`?)?/g)].map(([, table, alias]) => [alias ?? table, table!]),
  );
  const hasLimit = /\bLIMIT\b/i.test(sql);
  const scans: string[] = [];
  // What is counted is put aside first, which sorts nothing.
  const walk = (node: unknown, sorted: boolean, aside = false): void => {
    if (typeof node !== 'object' || node === null) return;
    const { table, using_filesort, using_temporary_table } = node as Plan;
    const within = sorted || using_filesort === true || (using_temporary_table === true && !aside);
    if (table) {
      const { access_type: access, attached_condition: condition } = table;
      const name = aliases.get(table.table_name) ?? table.table_name;
      // Along an index, and no further than the limit, is no scan; with a condition or a sort it is one.
      const isWalk = access === 'index' && hasLimit && !within && condition === undefined;
      if ((access === 'ALL' || access === 'index') && !isWalk && (name in GROWING || (aliases.get(name) ?? '') in GROWING))
        scans.push(`${access} ${table.key ?? ''} of ${name}${within ? ', sorted' : ''}: ${sql}`);
    }
    for (const [name, inner] of Object.entries(node)) {
      const isAside = name === 'materialized_from_subquery';
      walk(inner, within && !isAside, isAside);
    }
  };
  walk(JSON.parse(row!.EXPLAIN), false);
  return scans;
}

/** Writes a table's length, and how many values its indexes hold, where MySQL keeps them: no rows are needed for a plan. */
async function pretendGrown(): Promise<void> {
  const tables = Object.keys(GROWING);
  await runner.query(`ANALYZE TABLE ${tables.join(', ')}`);
  for (const [table, rows] of Object.entries(GROWING)) {
    const of = `database_name = DATABASE() AND table_name = '${table}'`;
    await runner.query(
      `UPDATE mysql.innodb_table_stats SET n_rows = ${rows}, clustered_index_size = ${rows / 50}, sum_of_other_index_sizes = ${rows / 20} WHERE ${of}`,
    );
    // The first column of an index holds few values, unless it is all there is.
    await runner.query(`UPDATE mysql.innodb_index_stats SET stat_value = ${rows} WHERE ${of} AND stat_name LIKE 'n_diff%'`);
    await runner.query(
      `UPDATE mysql.innodb_index_stats SET stat_value = 20 WHERE ${of} AND stat_name = 'n_diff_pfx01' AND index_name <> 'PRIMARY'
        AND SUBSTRING_INDEX(stat_description, ',', 1) IN ('state', 'pay', 'kind', 'channel', 'purpose', 'university_id', 'promotion_id', 'carrier')`,
    );
    await runner.query(
      `UPDATE mysql.innodb_index_stats SET stat_value = ${rows / 300} WHERE ${of} AND stat_name IN ('size', 'n_leaf_pages')`,
    );
  }
  await runner.query(`FLUSH TABLES ${tables.join(', ')}`);
}
