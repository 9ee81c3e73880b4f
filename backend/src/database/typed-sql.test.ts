import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { entities } from '../boot/entities.js';
import { University } from '../catalog/university.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { CustomerLimit } from '../holds/customer-limit.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { Order } from '../orders/order.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { transact } from './database.js';
import { count, exists, number, read, readRows, subquery, sum } from './read.js';
import { allOf, FOR_UPDATE, limit, type Sql, sql, write } from './sql.js';
import { type Column, describeTable, type EntityClass, optional, table } from './tables.js';
import { deleteRows, insertMissing, insertRows, putRow, updateRows } from './write.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.drop());

const universities = table(University);
const orders = table(Order);
const stock = table(VariantStock);
const limits = table(CustomerLimit);

const text = (piece: Sql, engine: 'mysql' | 'sqlite' = 'mysql') => {
  const parameters: unknown[] = [];
  return [write(piece, engine, parameters), parameters];
};

describe('a column', () => {
  it.each(entities.map((entity) => [entity.name, entity as EntityClass] as const))(
    'of %s is what TypeORM takes it for',
    (_name, entity) => {
      const { driver } = test.db;
      const known = test.db.getMetadata(entity);
      const described = describeTable(entity);
      expect(described.name).toBe(known.tableName);
      expect([...described.columns.keys()]).toEqual(known.columns.map(({ propertyName }) => propertyName));
      for (const column of known.columns) {
        const ours = described.columns.get(column.propertyName) as Column<unknown>;
        expect([ours.name, ours.isHidden]).toEqual([column.databaseName, !column.isSelect]);
        const sample = SAMPLES[String(column.type)] ?? SAMPLES['varchar'];
        expect(ours.read(stored(ours.written(sample))), column.propertyName).toEqual(sample);
        const raw = stored(driver.preparePersistentValue(sample, column));
        expect(ours.read(raw), column.propertyName).toEqual(driver.prepareHydratedValue(raw, column));
        expect([ours.read(null), ours.written(null)], column.propertyName).toEqual([null, null]);
      }
    },
  );

  const SAMPLES: Record<string, unknown> = {
    datetime: new Date('2026-11-22T06:42:00.123Z'),
    boolean: true,
    'simple-json': [{ name: '색', value: '검정' }],
    int: 7,
    varchar: '글',
    text: '글',
  };
  // What comes back over the wire of what was given: MySQL has times, neither has booleans.
  const stored = (value: unknown): unknown =>
    value instanceof Date && test.db.options.type !== 'mysql'
      ? value.toISOString().replace('T', ' ').replace('Z', '')
      : typeof value === 'boolean'
        ? Number(value)
        : value;

  it('is known to the compiler, relations are not', () => {
    expectTypeOf(orders.pay).toEqualTypeOf<Column<Order['pay']>>();
    expectTypeOf(orders.paidAt).toEqualTypeOf<Column<Date | null>>();
    expectTypeOf(optional(CustomerLimit).held).toEqualTypeOf<Column<number | null>>();
    // @ts-expect-error: a relation has no column of its own
    expect(orders.lines).toBeUndefined();
  });
});

describe('a piece of SQL', () => {
  it('names tables and columns, and takes values as parameters', () => {
    const first = table(Order, 'first');
    expect(
      text(sql`FROM ${first} WHERE ${first.placedAt} > ${new Date(0)} AND ${first.state} IN ${['paid', 'shipped']} ${limit(3)}`),
    ).toEqual([
      'FROM `orders` `first` WHERE `first`.`placed_at` > ? AND `first`.`state` IN (?, ?) LIMIT 3',
      [new Date(0), 'paid', 'shipped'],
    ]);
  });

  it('is composed of others', () => {
    const whose = sql`${orders.customerId} = ${7}`;
    expect(text(sql`${allOf([whose, sql`${orders.id} = ${1}`])} OR ${whose}`)).toEqual([
      '`orders`.`customer_id` = ? AND `orders`.`id` = ? OR `orders`.`customer_id` = ?',
      [7, 1, 7],
    ]);
  });

  it('from one place in the sources may stand for different columns', () => {
    const isNull = (column: Column<unknown>) => text(sql`${column} IS NULL`)[0];
    expect([isNull(orders.paidAt), isNull(orders.shippedAt), isNull(orders.paidAt)]).toEqual([
      '`orders`.`paid_at` IS NULL',
      '`orders`.`shipped_at` IS NULL',
      '`orders`.`paid_at` IS NULL',
    ]);
  });

  it('locks rows where the engine can', () => {
    const held = sql`WHERE ${orders.id} = ${1} ${FOR_UPDATE}`;
    expect([text(held, 'mysql')[0], text(held, 'sqlite')[0]]).toEqual(['WHERE `orders`.`id` = ? FOR UPDATE', 'WHERE `orders`.`id` = ? ']);
  });

  it('finds nothing in an empty list, and refuses to say what stands outside of one', () => {
    expect(text(sql`${orders.id} IN ${[]}`)).toEqual(['`orders`.`id` IN (NULL)', []]);
    expect(() => text(sql`${orders.id} NOT IN ${[]}`)).toThrow(/empty list/);
  });

  it('joins by LEFT JOIN what may be missing, and nothing else', () => {
    const mine = optional(CustomerLimit, 'mine');
    expect(() => sql`JOIN ${mine} ON TRUE`).toThrow(/mine/);
    expect(() => sql`LEFT JOIN ${limits} ON TRUE`).toThrow(/customer_limits/);
    expect(text(sql`LEFT JOIN ${mine} ON TRUE`)[0]).toBe('LEFT JOIN `customer_limits` `mine` ON TRUE');
  });

  it('does not compile with a value that its column cannot have', () => {
    const compared = [
      // @ts-expect-error: no such state
      sql`${orders.state} = ${'payed'}`,
      // @ts-expect-error: one of them is none
      sql`${orders.state} IN ${['paid', 'payed']}`,
      // @ts-expect-error: text for a number
      sql`${orders.customerId} = ${'7'}`,
      // @ts-expect-error: a time is a Date
      sql`${orders.placedAt} > ${'2026-11-22'}`,
      // @ts-expect-error: nothing is equal to null
      sql`${orders.paidAt} = ${null}`,
      // @ts-expect-error: may be missing
      sql`${orders.id} = ${undefined as number | undefined}`,
      // @ts-expect-error: no such column
      sql`${orders.paid} = 1`,
    ];
    expect(compared).toHaveLength(7);
  });
});

describe('a row', () => {
  it('is what its shape says, on both engines', async () => {
    const id = await transact(test.db, (tx) => insertRows(tx, University, university('shape')));
    const customer = table(Customer);
    const line = optional(OrderLine);
    const [row] = await read(
      test.db,
      {
        id: universities.id,
        named: { slug: universities.slug, domains: universities.mailDomains },
        active: universities.active,
        people: subquery(customer.createdAt, sql`FROM ${customer} WHERE ${customer.universityId} = ${universities.id} LIMIT 1`),
        lines: count(sql`${line.id}`),
        units: sum(sql`${line.quantity}`),
        twice: number(sql`2 * ${universities.id}`),
      },
      sql`FROM ${universities} LEFT JOIN ${line} ON FALSE WHERE ${universities.id} = ${id} GROUP BY ${universities.id}`,
    );
    expect(row).toEqual({
      id,
      named: { slug: 'shape', domains: ['shape.ac.kr'] },
      active: true,
      people: null,
      lines: 0,
      units: 0,
      twice: 2 * id,
    });
    expectTypeOf(row).toEqualTypeOf<
      | {
          id: number;
          named: { slug: string; domains: string[] };
          active: boolean;
          people: Date | null;
          lines: number;
          units: number;
          twice: number;
        }
      | undefined
    >();
  });

  it('keeps times to the millisecond, and null', async () => {
    const [at, lockedUntil] = [new Date('2026-11-22T06:42:00.123Z'), null];
    await transact(test.db, (tx) =>
      insertRows(tx, Staff, { email: 'a@mngshop.test', name: '가', role: 'viewer', active: true, createdAt: at, lockedUntil }),
    );
    const staff = table(Staff);
    const [row] = await read(
      test.db,
      { at: staff.createdAt, lockedUntil: staff.lockedUntil },
      sql`FROM ${staff} WHERE ${staff.createdAt} = ${at}`,
    );
    expect(row).toEqual({ at, lockedUntil });
    const [whole] = await readRows(test.db, Staff, sql`WHERE ${staff.email} = ${'a@mngshop.test'}`);
    expect(whole).toBeInstanceOf(Staff);
    expect(whole).toMatchObject({ createdAt: at, lockedUntil: null, active: true });
    expect(whole).not.toHaveProperty('passwordHash');
  });
});

describe('a write', () => {
  it('tells how many rows its condition fits', async () => {
    await transact(test.db, async (tx) => {
      await insertRows(tx, VariantStock, { variantId: 9_001, onHand: 5, reserved: 0 });
      const take = (units: number) => {
        const enough = sql`${stock.variantId} = ${9_001} AND ${stock.onHand} - ${stock.reserved} >= ${units}`;
        return updateRows(tx, VariantStock, { reserved: sql`${stock.reserved} + ${units}` }, enough);
      };
      expect([await take(3), await take(3), await take(2)]).toEqual([1, 0, 1]);
      expect(await exists(tx, sql`FROM ${stock} WHERE ${stock.variantId} = ${9_001} AND ${stock.reserved} = ${5}`)).toBe(true);
      expect(await deleteRows(tx, VariantStock, sql`${stock.variantId} = ${9_001}`)).toBe(1);
    });
  });

  it('leaves what is there, or takes its place', async () => {
    await transact(test.db, async (tx) => {
      const mine = { offerId: 9_001, holder: 'customer:1' };
      expect(await insertMissing(tx, CustomerLimit, { ...mine, held: 2 })).toBe(1);
      expect(await insertMissing(tx, CustomerLimit, { ...mine, held: 9 })).toBe(0);
      const [row] = await read(tx, { held: limits.held }, sql`FROM ${limits} WHERE ${limits.offerId} = ${9_001}`);
      expect(row).toEqual({ held: 2 });
      await putRow(tx, VariantStock, { variantId: 9_002, onHand: 1, reserved: 0 });
      await putRow(tx, VariantStock, { variantId: 9_002, onHand: 7, reserved: 0 });
      expect(await readRows(tx, VariantStock, sql`WHERE ${stock.variantId} = ${9_002}`)).toMatchObject([{ onHand: 7 }]);
    });
  });

  it('does not compile with what is no column, or no value of it', () => {
    const writes = () =>
      transact(test.db, async (tx) => {
        // @ts-expect-error: no such state
        await updateRows(tx, Promotion, { state: 'over' }, sql`FALSE`);
        // @ts-expect-error: a relation
        await updateRows(tx, Promotion, { offers: [] }, sql`FALSE`);
        // @ts-expect-error: never null
        await insertRows(tx, University, { ...university('x'), name: null });
      });
    expect(writes).toBeTypeOf('function');
  });

  it('stands in a transaction where the caller has one', async () => {
    const lost = transact(test.db, async (tx) => {
      await insertRows(tx, University, university('lost'));
      throw new Error('rolled back');
    });
    await expect(lost).rejects.toThrow('rolled back');
    expect(await exists(test.db, sql`FROM ${universities} WHERE ${universities.slug} = ${'lost'}`)).toBe(false);
    const past = transact(test.db, () => read(test.db, { id: orders.id }, sql`FROM ${orders}`));
    await expect(past).rejects.toThrow(/outside the open transaction/);
  });
});

const university = (slug: string) => ({ slug, name: slug, nameEn: slug, mailDomains: [`${slug}.ac.kr`], region: '서울', active: true });
