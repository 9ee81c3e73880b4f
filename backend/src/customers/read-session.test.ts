import { afterAll, beforeAll, expect, it } from 'vitest';
import { countQueries } from '../testing/count-queries.js';
import { staffContext, type StaffContext } from '../testing/staff-context.js';
import { newCustomer, newUniversity } from '../testing/staff-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { CustomerSession } from './customer-session.entity.js';
import { readSession } from './read-session.js';

let test: TestDatabase;
let ctx: StaffContext;
let people: { id: number; sessionId: string }[];
beforeAll(async () => {
  test = await openTestDatabase();
  ctx = staffContext(test.db);
  const universityId = await newUniversity(ctx);
  people = [];
  for (let n = 0; n < 20; n++) {
    const [id, sessionId] = [await newCustomer(ctx, universityId), String(n).padStart(32, 'a')];
    const now = ctx.clock.now();
    const expiresAt = new Date(now.getTime() + 30 * 86_400_000);
    await CustomerSession.insert({ id: sessionId, customerId: id, createdAt: now, expiresAt, passwordGivenAt: now });
    people.push({ id, sessionId });
  }
});
afterAll(() => test.drop());

it('reads the sessions of all who ask in one turn by one statement, and tells each their own', async () => {
  const counted = countQueries(ctx.db);
  const asked = [...people, ...people, { id: null, sessionId: 'f'.repeat(32) }];
  const sessions = await Promise.all(asked.map(({ sessionId }) => readSession(ctx, sessionId)));
  counted.stop();
  expect(sessions.map((session) => session?.actor.id ?? null)).toEqual(asked.map(({ id }) => id));
  expect(counted.take()).toHaveLength(1);
});

it('reads anew for whoever asks later: a session that ended meanwhile is none', async () => {
  const [first, second] = people as [(typeof people)[0], (typeof people)[0]];
  const before = readSession(ctx, first.sessionId);
  expect((await before)?.actor.id).toBe(first.id);
  await CustomerSession.update({ id: first.sessionId }, { endedAt: ctx.clock.now() });
  const [ended, other] = await Promise.all([readSession(ctx, first.sessionId), readSession(ctx, second.sessionId)]);
  expect(ended).toBeNull();
  expect(other?.actor.id).toBe(second.id);
});
