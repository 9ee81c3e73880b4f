import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessEntry } from '../access/access-entry.entity.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { sealLogs } from '../access/seal-logs.js';
import { verifyLogs } from '../access/verify-logs.js';
import { Consent } from '../customers/consent.entity.js';
import type { Customer } from '../customers/customer.entity.js';
import { CustomerSession } from '../customers/customer-session.entity.js';
import { OneTimeCode } from '../customers/one-time-code.entity.js';
import { RETENTION, type Retained } from '../kernel/rules/retention.js';
import { Order } from '../orders/order.entity.js';
import { OrderExport } from '../orders/order-export.entity.js';
import { ReturnRequest } from '../orders/return-request.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { StaffLink } from '../staff/staff-link.entity.js';
import { StaffSession } from '../staff/staff-session.entity.js';
import { randomId } from '../kernel/random.js';
import { newCustomer, newOrder, newProduct, newUniversity, promotionInput, unique } from '../testing/staff-fixtures.js';
import { savePromotion } from '../promotions/save-promotion.js';
import { asRole, staffContext, type StaffContext } from '../testing/staff-context.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { forgetDaily, forgetWhatIsOver } from './retention.js';

// As old as the age of the shop allows: years have to pass.
const NOW = new Date('2036-11-27T03:00:00.000Z');
const DAY_MS = 86_400_000;

let test: TestDatabase;
let ctx: StaffContext;
let order: (given: Partial<Order>) => Promise<number>;
let customer: (given: Partial<Customer>, consents?: boolean) => Promise<number>;
let staffId = 0;
beforeAll(async () => {
  test = await openTestDatabase();
  ctx = staffContext(test.db, { now: NOW });
  const owner = asRole(ctx, 'owner');
  const universityId = await newUniversity(owner);
  const { id: productId, variantIds } = await newProduct(owner);
  const { id: promotionId } = await savePromotion(owner, promotionInput(owner, productId));
  staffId = (await Staff.save({ email: `${unique('s')}@mngshop.test`, name: '김', role: 'viewer' as const, active: true, createdAt: NOW }))
    .id;
  customer = (given, consents = false) => newCustomer(ctx, universityId, consents ? ['terms'] : [], given);
  order = async (given) =>
    newOrder(ctx, {
      customerId: await customer({}),
      universityId,
      promotionId,
      lines: [{ variantId: variantIds[0] ?? 0, quantity: 1 }],
      given: { state: 'completed', ...given },
    });
  await test.db.query('DELETE FROM audit_entries');
});
afterAll(() => test.drop());

const keeper = <T>(work: (db: TestDatabase['db']) => Promise<T>) => work(test.db);
const run = () => forgetWhatIsOver(ctx, keeper);

const message = (createdAt: Date, state: OutboxMessage['state'] = 'sent') =>
  OutboxMessage.save({
    k: randomUUID(),
    channel: 'sms' as const,
    groupKey: 'x',
    recipient: '01011112222',
    text: '안녕',
    purpose: 'order' as const,
    state,
    dueAt: createdAt,
    createdAt,
  });
const session = { expiresAt: NOW, createdAt: NOW };

/** Of each kind: makes one whose time began then, and says how to see that it is still there as it was. */
const KINDS: Record<Retained, (begun: Date) => Promise<() => Promise<boolean>>> = {
  codes: async (createdAt) => {
    const { id } = await OneTimeCode.save({
      purpose: 'phone' as const,
      customerId: null,
      phone: '01011112222',
      codeHash: 'x',
      createdAt,
      expiresAt: createdAt,
    });
    return () => OneTimeCode.existsBy({ id });
  },
  customer_sessions: async (endedAt) => {
    const id = randomId();
    await CustomerSession.insert({ id, customerId: await customer({}), ...session, endedAt });
    return () => CustomerSession.existsBy({ id });
  },
  staff_sessions: async (expiresAt) => {
    const id = randomId();
    await StaffSession.insert({ id, staffId, createdAt: expiresAt, expiresAt });
    return () => StaffSession.existsBy({ id });
  },
  staff_links: async (expiresAt) => {
    const { id } = await StaffLink.save({ staffId, purpose: 'invite' as const, tokenHash: randomId(), createdAt: expiresAt, expiresAt });
    return () => StaffLink.existsBy({ id });
  },
  placements: async (placedAt) => {
    const id = await order({ placedAt, placementAnswer: '{"name":"이름"}' });
    return async () =>
      (await test.db.query<{ a: unknown }[]>('SELECT placement_answer AS a FROM orders WHERE id = ?', [id]))[0]?.a !== null;
  },
  messages: async (createdAt) => {
    const { id } = await message(createdAt);
    return () => OutboxMessage.existsBy({ id });
  },
  exports: async (createdAt) => {
    const id = randomId();
    await OrderExport.insert({ id, staffId, reason: '배송', filters: {}, lastOrderId: 1, createdAt });
    return () => OrderExport.existsBy({ id });
  },
  access: async (at) => {
    const { id } = await AccessEntry.save({
      at,
      staffId,
      action: 'show' as const,
      resource: 'customers',
      subjects: '1',
      address: '203.0.113.7',
    });
    await sealLogs(ctx);
    return () => AccessEntry.existsBy({ id });
  },
  audit: async (at) => {
    const { id } = await AuditEntry.save({ at, staffId, action: 'x', resource: 'products', recordId: '1', changes: {} });
    await sealLogs(ctx);
    return () => AuditEntry.existsBy({ id });
  },
  orders: async (placedAt) => {
    const id = await order({ placedAt, cancelReason: '마음이 바뀌어서' });
    await ReturnRequest.insert({ orderId: id, kind: 'defect', reason: '이학생이 받았는데 깨졌어요', requestedAt: placedAt });
    return async () => {
      const { recipientName, recipientPhone, recipientAddress1, total, cancelReason } = await Order.findOneByOrFail({ id });
      const { reason } = await ReturnRequest.findOneByOrFail({ orderId: id });
      expect(total).toBeGreaterThan(0);
      const left = [recipientName, recipientPhone, recipientAddress1, cancelReason, reason];
      expect(new Set(left.map((text) => text === '')).size).toBe(1);
      return reason !== '';
    };
  },
  consents: async (leftAt) => {
    const id = await customer({ leftAt, email: unique('left') }, true);
    return () => Consent.existsBy({ customerId: id });
  },
};

describe('what is past its time', () => {
  it.each(Object.keys(RETENTION) as Retained[])('%s: stays until the last millisecond, and is gone with the next', async (what) => {
    const begun = new Date(NOW.getTime() - RETENTION[what].days * DAY_MS + 1);
    const isThere = await KINDS[what](begun);
    await run();
    expect(await isThere()).toBe(true);
    ctx.clock.forward(1);
    const { deleted, failed } = await run();
    expect(await isThere()).toBe(false);
    expect(deleted[what]).toBeGreaterThan(0);
    expect(failed).toEqual([]);
    ctx.clock.set(NOW);
  });

  it('leaves what is still needed, however old: a live order’s address, a message on its way, consents of who stayed', async () => {
    const old = new Date(0);
    const live = await order({ placedAt: old, state: 'preparing' });
    const due = await message(old, 'due');
    const stayed = await customer({}, true);
    await run();
    expect(await Order.findOneByOrFail({ id: live })).toMatchObject({ recipientPhone: '01099998888' });
    expect(await OutboxMessage.existsBy({ id: due.id })).toBe(true);
    expect(await Consent.existsBy({ customerId: stayed })).toBe(true);
  });

  it('of the logs goes a seal at a time, and what is left still verifies', async () => {
    const at = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
    const entry = { staffId, action: 'show' as const, resource: 'customers', subjects: '1', address: '203.0.113.7' };
    await AccessEntry.insert({ ...entry, at: at(733) });
    await AccessEntry.insert({ ...entry, at: at(1) });
    await sealLogs(ctx);
    await run();
    // Under one seal with a young one: it waits for that.
    expect(await AccessEntry.countBy({ at: at(733) })).toBe(1);
    ctx.clock.set(new Date(NOW.getTime() + 732 * DAY_MS));
    await run();
    expect(await AccessEntry.countBy({ staffId })).toBe(0);
    expect((await verifyLogs(ctx)).flatMap(({ problems }) => problems)).toEqual([]);
    // Before their time they were tampered with.
    ctx.clock.set(NOW);
    expect(new Set((await verifyLogs(ctx)).flatMap(({ problems }) => problems.map(({ kind }) => kind)))).toEqual(new Set(['deleted']));
  });

  it('is told of once a day, and reported to Slack where something would not go', async () => {
    const told: object[] = [];
    const night = { ...ctx, log: { ...ctx.log, info: (fields: object) => void told.push(fields) } };
    await OneTimeCode.save({
      purpose: 'phone' as const,
      customerId: null,
      phone: '01011112222',
      codeHash: 'x',
      createdAt: new Date(0),
      expiresAt: NOW,
    });
    const broken = () => Promise.reject(new Error('no such user'));
    expect(await forgetDaily(night, broken)).toBe(1);
    expect(await forgetDaily(night, broken)).toBe(0);
    expect(told).toEqual([{ deleted: expect.objectContaining({ codes: 1, access: 0 }) as object, failed: ['access', 'audit'] }]);
    expect(await OutboxMessage.countBy({ k: 'retention/2036-11-26', channel: 'slack' })).toBe(1);
  });
});
