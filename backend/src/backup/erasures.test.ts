import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Consent } from '../customers/consent.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { CustomerAddress } from '../customers/customer-address.entity.js';
import { CustomerSession } from '../customers/customer-session.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { staffContext, type StaffContext } from '../testing/staff-context.js';
import { newCustomer, newUniversity } from '../testing/staff-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { afterRestore } from './after-restore.js';
import { erasureFile, readErasure } from './erasure.js';
import { keepErasures } from './keep-erasures.js';
import { openPlace } from './open-place.js';

let test: TestDatabase;
let ctx: StaffContext;
const folder = mkdtempSync(join(tmpdir(), 'mngshop-erasures-'));
const place = openPlace(`file:${folder}`, 'backups');
beforeAll(async () => {
  test = await openTestDatabase();
  ctx = staffContext(test.db);
});
afterAll(async () => {
  await test.drop();
  rmSync(folder, { recursive: true, force: true });
});

it('a customer who left since the backup has left after it is restored too, and a consent stays withdrawn', async () => {
  const universityId = await newUniversity(ctx);
  const [gone, stays] = [await newCustomer(ctx, universityId), await newCustomer(ctx, universityId)];
  const address = { name: '김', phone: '01012345678', postcode: '01234', address1: '서울', address2: '', memo: '' };
  await CustomerAddress.insert([
    { customerId: gone, ...address },
    { customerId: stays, ...address },
  ]);
  const before = { ...(await Customer.findOneByOrFail({ id: gone })) };
  const { passwordHash } = await Customer.findOneOrFail({ where: { id: gone }, select: { id: true, passwordHash: true } });
  const now = ctx.clock.now();
  await Consent.insert({ customerId: stays, kind: 'marketing_sms', textVersion: '1', givenAt: now });
  const consent = (await Consent.find({ order: { id: 'DESC' } }))[0]!;

  const keep = keepErasures(place, 35);
  expect(await keep(ctx)).toBe(0);
  ctx.clock.forward(60_000);
  await Customer.update({ id: gone }, { leftAt: ctx.clock.now() });
  await Consent.update({ id: consent.id }, { withdrawnAt: ctx.clock.now() });
  expect(await keep(ctx)).toBe(2);
  // Again, and by another process that was just started: nothing new.
  expect([await keep(ctx), await keepErasures(place, 35)(ctx)]).toEqual([0, 0]);

  // As an older backup has them.
  await Customer.update({ id: gone }, { leftAt: null, name: before.name, email: before.email, passwordHash });
  await Consent.update({ id: consent.id }, { withdrawnAt: null });
  await CustomerSession.insert({ id: 'b'.repeat(32), customerId: stays, createdAt: now, expiresAt: new Date(now.getTime() + 1e9) });
  const done = await afterRestore(test.db, place, now);

  expect(done).toEqual({ erased: 2, endedSessions: 1 });
  expect(await Customer.findOneByOrFail({ id: gone })).toMatchObject({ name: '탈퇴한 회원', phone: '', email: `left-${gone}` });
  expect(await CustomerAddress.countBy({ customerId: gone })).toBe(0);
  expect(await CustomerAddress.countBy({ customerId: stays })).toBe(1);
  expect((await Consent.findOneByOrFail({ id: consent.id })).withdrawnAt).toEqual(ctx.clock.now());
  expect((await afterRestore(test.db, place, now)).erased).toBe(0);
});

it('ids that were given out after the backup are never given again', async () => {
  const last = await newCustomer(ctx, await newUniversity(ctx));
  await afterRestore(test.db, place, ctx.clock.now());
  expect((await newCustomer(ctx, await newUniversity(ctx))) - last).toBeGreaterThanOrEqual(1_000_000);
  const row = { email: 'first@mngshop.test', name: '첫', role: 'owner' as const, createdAt: ctx.clock.now() };
  // Of an empty table too.
  expect(((await Staff.insert(row)).identifiers[0] as { id: number }).id).toBeGreaterThanOrEqual(1_000_000);
});

it('an entry of the list is read as it was written, and nothing else is', () => {
  const erasure = { what: 'consent' as const, id: 7, at: new Date('2026-11-22T19:30:00.123Z') };
  expect(readErasure(erasureFile(erasure))).toEqual(erasure);
  expect(readErasure('erasures/2026-11-22T19-30-00-123Z-staff-7')).toBeNull();
});
