import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { University } from '../backend/src/catalog/university.entity.js';
import type { Context } from '../backend/src/kernel/context.js';
import { Customer } from '../backend/src/customers/customer.entity.js';
import { signIn } from '../backend/src/customers/sign-in.js';
import { OutboxMessage } from '../backend/src/outbox/outbox-message.entity.js';
import { Order } from '../backend/src/orders/order.entity.js';
import { ORDER_STATES } from '../backend/src/orders/rules/order-state.js';
import { showOrder } from '../backend/src/orders/show-order.js';
import { Offer } from '../backend/src/promotions/offer.entity.js';
import { Promotion } from '../backend/src/promotions/promotion.entity.js';
import { listPromotions } from '../backend/src/promotions/list-promotions.js';
import { shownState } from '../backend/src/promotions/rules/promotion-state.js';
import { Refund } from '../backend/src/ledger/refund.entity.js';
import { Staff } from '../backend/src/staff/staff.entity.js';
import { STAFF_ROLES } from '../backend/src/kernel/rules/staff-role.js';
import { signInStaff } from '../backend/src/staff/sign-in-staff.js';
import { openTestDatabase, type TestDatabase } from '../backend/src/testing/test-database.js';
import { checkSeed } from './check-seed.js';
import { SEED_PASSWORD, students } from './data/people.js';
import { promotions } from './data/promotions.js';
import { fullness } from './fullness.js';
import { seedShop } from './seed-shop.js';
import { openStage, type Stage, type StageOptions } from './stage.js';
import { readWanted } from './wanted.js';

const folder = mkdtempSync(join(tmpdir(), 'mngshop-seed-'));
const lines: string[] = [];
let test: TestDatabase;
let options: StageOptions;
let stage: Stage;

const run = (...flags: string[]) => seedShop(options, readWanted(flags), (line) => lines.push(line));
/** Runs a seed that is stopped while its third promotion is being written. */
async function stopped(flags: string[]): Promise<void> {
  const stop = new AbortController();
  const create = test.db.createQueryRunner.bind(test.db);
  let promotions = 0;
  test.db.createQueryRunner = (mode) => {
    const runner = create(mode);
    const query = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
    runner.query = (...args: unknown[]) => {
      if (String(args[0]).startsWith('INSERT INTO promotions ') && ++promotions === 3) stop.abort(new Error('stopped'));
      return query(...args) as Promise<never>;
    };
    return runner;
  };
  await seedShop(options, readWanted(flags), () => undefined, stop.signal).finally(() => (test.db.createQueryRunner = create));
}
const wonOf = async (column: string, table: string) => {
  const [row] = await test.db.query<{ won: unknown }[]>(`SELECT SUM(${column}) AS won FROM ${table}`);
  return Number(row?.won);
};
const asCustomer = async (email: string): Promise<Context> => {
  const { id, universityId } = await Customer.findOneByOrFail({ email });
  return stage.at(0, { kind: 'customer', id, universityId, sessionId: '' });
};

beforeAll(async () => {
  test = await openTestDatabase();
  const secrets = {
    customerToken: 'customers of a test '.repeat(2),
    staffToken: 'staff of a test '.repeat(3),
    field: 'fields of a test '.repeat(3),
  };
  const settings = { publicOrigin: 'http://localhost:3000', returnPostage: 6_000, smsSender: '15880000', smsOptOut: '0801588000', secrets };
  options = { db: test.db, settings, simulatorFile: join(folder, 'simulator'), imagesFolder: join(folder, 'images') };
  await run('--if-empty');
  stage = await openStage(options);
}, 120_000);

afterAll(async () => {
  await stage.close();
  await test.drop();
  rmSync(folder, { recursive: true });
});

describe('the seeded shop', () => {
  it('keeps its books: stock, counters, limits, money', async () => {
    expect(await checkSeed(test.db)).toEqual([]);
  });

  it('has orders in every state', async () => {
    const states = await Order.createQueryBuilder('o').select('DISTINCT o.state', 'state').getRawMany<{ state: string }>();
    expect(states.map(({ state }) => state).toSorted()).toEqual(ORDER_STATES.toSorted());
  });

  it('has each promotion in the state that was planned', async () => {
    const now = stage.at(0).clock.now();
    const shown = (promotion: Promotion) =>
      promotion.state === 'draft' || promotion.state === 'cancelled' ? promotion.state : shownState(promotion, now);
    const found = (await Promotion.find()).map((promotion) => [promotion.slug, shown(promotion)]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(promotions.map(({ slug, state }) => [slug, state])));
  });

  it('has sold of every open offer what was planned, to the unit', async () => {
    const offers = await Offer.find({ relations: { promotion: true, product: true, counter: true } });
    for (const { slug, state, offers: planned } of promotions.filter((promotion) => promotion.state === 'open')) {
      for (const { product, sold } of planned) {
        const offer = offers.find((row) => row.promotion.slug === slug && row.product.slug === product);
        expect(offer?.counter.sold, `${state} ${slug} ${product}`).toBe(sold);
      }
    }
  });

  it('settled one offer that reached its goal and one that missed it in the same promotion', async () => {
    const { id } = await Promotion.findOneByOrFail({ slug: 'midterm-tablets' });
    const outcomes = await Offer.find({ where: { promotionId: id }, order: { position: 'ASC' } });
    expect(outcomes.map(({ outcome, finalQuantity }) => [outcome, finalQuantity])).toEqual([
      ['reached', 12],
      ['missed', 3],
    ]);
  });

  it('agrees with what the payment provider captured and gave back', async () => {
    const ledger = stage.ledger.totals();
    expect(ledger.captured).toBe(await wonOf('captured', 'payments'));
    expect(ledger.cancelled).toBe(await wonOf('refunded', 'orders'));
    expect(ledger.cancelled).toBeGreaterThan(0);
    expect(await Refund.existsBy({ state: 'due' })).toBe(false);
  });

  it('leaves no message to be delivered, and a few that were', async () => {
    expect(await OutboxMessage.existsBy({ state: 'due' })).toBe(false);
    expect(await OutboxMessage.countBy({ state: 'sent' })).toBeGreaterThan(300);
  });

  it('has pictures in three widths for every image of a product', async () => {
    const names = await test.db.query<{ name: string }[]>('SELECT name FROM product_images');
    expect(names.length).toBeGreaterThan(30);
    for (const { name } of names) {
      for (const width of [400, 800, 1200]) expect(existsSync(join(options.imagesFolder, `${name}-${width}.webp`)), name).toBe(true);
    }
  });

  it('lets the twenty students of four universities or more sign in, and shows them what reaches them', async () => {
    for (const { email } of [students[0], students[19]] as { email: string }[]) {
      expect((await signIn(stage.at(0), { email, password: SEED_PASSWORD })).token).toMatch(/^ey/);
    }
    const rows = await Customer.find({ where: students.map(({ email }) => ({ email })) });
    expect(rows).toHaveLength(20);
    expect(new Set(rows.map(({ universityId }) => universityId)).size).toBeGreaterThanOrEqual(4);
    expect((await listPromotions(await asCustomer('student1@mngshop.test'))).promotions.length).toBeGreaterThan(8);
  });

  it('shows an order with its payment, refund and parcel to the student whose it is', async () => {
    const ctx = await asCustomer('student1@mngshop.test');
    const { number } = await Order.findOneOrFail({ where: { state: 'completed', customer: { email: 'student1@mngshop.test' } } });
    const { order } = await showOrder(ctx, number);
    expect(order.state).toBe('completed');
    expect(order.refunded).toBeGreaterThan(0);
    expect(order.shipment).not.toBeNull();
  });

  it('has one of staff in each role, who can sign in', async () => {
    expect((await Staff.find()).map(({ role }) => role).toSorted()).toEqual([...STAFF_ROLES].toSorted());
    const answer = await signInStaff(stage.at(0, { kind: 'visitor' }), { email: 'fulfilment@mngshop.test', password: SEED_PASSWORD });
    expect(answer.staff.role).toBe('fulfilment');
  });
});

describe('seeding again', () => {
  it('does nothing, silently, where it is wanted only if empty', async () => {
    const [orders, told] = [await Order.count(), lines.length];
    await run('--if-empty');
    expect([await Order.count(), lines.length]).toEqual([orders, told]);
  });

  it('is refused with what to do instead', async () => {
    await expect(run()).rejects.toThrow('npm run seed -- --reset');
  });

  it('of the universities adds only those that are missing', async () => {
    const count = await University.count();
    await run('--universities');
    expect(await University.count()).toBe(count);
  });

  it('says which flag it does not know', () => {
    expect(() => readWanted(['--rest'])).toThrow(/--rest/);
    expect(() => readWanted(['--orders', 'many'])).toThrow(/many/);
  });
});

describe('many orders', () => {
  it('leave the books in order, the counters of open offers and the payment provider included', async () => {
    const before = await Order.count();
    await run('--orders', '3000', '--customers', '300');
    expect(await Order.count()).toBe(before + 3_000);
    expect(await Customer.count()).toBe(386);
    expect(await checkSeed(test.db)).toEqual([]);
    const ledger = stage.ledger.totals();
    expect(ledger.captured).toBe(await wonOf('captured', 'payments'));
    expect(ledger.cancelled).toBe(await wonOf('refunded', 'orders'));
    const added = await Order.createQueryBuilder('o').select('DISTINCT o.state', 'state').where(`o.idemKey LIKE 'bulk-%'`).getRawMany();
    const states = added.map(({ state }) => String(state));
    expect(states).toEqual(expect.arrayContaining(['paid', 'preparing', 'shipped', 'delivered', 'completed', 'cancelled', 'expired']));
  });

  it('can be added once more', async () => {
    const before = await Order.count();
    await run('--orders', '100');
    expect(await Order.count()).toBe(before + 100);
    expect(await checkSeed(test.db)).toEqual([]);
  });

  it('that were stopped half-way leave the books right, and --continue adds exactly what lacks, receipts included', async () => {
    const bulk = () => Order.createQueryBuilder('o').where(`o.idemKey LIKE 'bulk-%'`).getCount();
    const before = await bulk();
    const wanted = ['--orders', String(before + 400), '--continue'];
    await expect(stopped(wanted)).rejects.toThrow('stopped');
    const left = await bulk();
    expect([left > before, left < before + 40]).toEqual([true, true]);
    expect(await checkSeed(test.db)).toEqual([]);
    // As a kill between a commit and its receipts leaves it.
    const simulator = new DatabaseSync(options.simulatorFile);
    simulator.exec('DELETE FROM cancel WHERE receipt_id IN (SELECT receipt_id FROM receipt ORDER BY rowid DESC LIMIT 5)');
    simulator.exec('DELETE FROM receipt WHERE rowid IN (SELECT rowid FROM receipt ORDER BY rowid DESC LIMIT 5)');
    simulator.close();
    await run(...wanted);
    expect(await bulk()).toBe(before + 400);
    expect(await checkSeed(test.db)).toEqual([]);
    expect(stage.ledger.totals().captured).toBe(await wonOf('captured', 'payments'));
    expect(stage.ledger.totals().cancelled).toBe(await wonOf('refunded', 'orders'));
  });

  it('are noticed by the check when a counter is wrong', async () => {
    await test.db.query('UPDATE offer_counters SET held = held + 1 WHERE offer_id = (SELECT MIN(id) FROM offers)');
    expect(await checkSeed(test.db)).toEqual([expect.stringContaining('an offer holds')]);
  });
});

// Last: it takes away what the others look at.
describe('starting anew', () => {
  it('is what a seed that was killed half-way needs, and leaves nothing of what was there', async () => {
    await stage.close();
    await Staff.update({ role: 'owner' }, { passwordHash: null });
    expect(await fullness(test.db)).toBe('unfinished');
    writeFileSync(join(options.imagesFolder, 'left-over-800.webp'), '');
    await run('--reset');
    stage = await openStage(options);
    expect(await fullness(test.db)).toBe('filled');
    expect(await checkSeed(test.db)).toEqual([]);
    expect(await Customer.count()).toBe(86);
    expect(stage.ledger.totals().captured).toBe(await wonOf('captured', 'payments'));
    expect(globSync('left-over*', { cwd: options.imagesFolder })).toEqual([]);
  }, 120_000);
});
