import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logs } from '../../prove/attack/logs.js';
import { Staff } from '../staff/staff.entity.js';
import { hashPassword } from '../kernel/passwords.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { Client } from '../testing/client.js';
import { startShop, type TestShop } from '../testing/test-shop.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());

const PASSWORD = 'a password that is long';
const sessions = new Map<StaffRole, Promise<Client>>();
function staff(role: StaffRole): Promise<Client> {
  const session = sessions.get(role) ?? signIn(role);
  sessions.set(role, session);
  return session;
}
async function signIn(role: StaffRole): Promise<Client> {
  const email = `${role}@watched.test`;
  const row = { email, name: role, role, active: true, createdAt: shop.clock.now(), passwordHash: await hashPassword(PASSWORD, shop.ctx) };
  await Staff.upsert(row, ['email']);
  const client = new Client(shop.url);
  const answer = await client.post('/api/admin/session', { email, password: PASSWORD });
  expect(answer.status).toBe(201);
  return client;
}
const slack = async (part: string) => {
  await shop.settle();
  return (await shop.messages('slack')).filter(({ text }) => text.includes(part));
};
const events = (kind: string) =>
  shop.lines
    .map((line) => JSON.parse(line) as { security?: { kind: string; why?: string; subject?: string; from?: string }; requestId?: string })
    .filter((line) => line.security?.kind === kind);

describe('a shop that is watched', () => {
  it('gives each request an id of its own: in the header, in what was refused, in the log and in the message that it caused', async () => {
    const client = new Client(shop.url);
    await shop.ctx.db.query('ALTER TABLE universities RENAME TO universities_away');
    const fault = await client.get<{ instance: string }>('/api/customer/universities', { 'X-Request-Id': 'forged' });
    await shop.ctx.db.query('ALTER TABLE universities_away RENAME TO universities');
    const id = fault.headers.get('X-Request-Id');
    expect(fault.status).toBe(500);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(fault.body.instance).toBe(`urn:uuid:${id}`);
    expect(shop.lines.filter((line) => line.includes(`"requestId":"${id}"`))).toHaveLength(1);
    for (let n = 0; n < 10; n++) {
      const email = 'manager@watched.test';
      if (n === 0) await staff('manager');
      const tried = await client.post('/api/admin/session', { email, password: 'wrong' });
      expect(tried.status).toBe(401);
      if (n < 9) continue;
      await shop.settle();
      const ofThat = tried.headers.get('X-Request-Id');
      expect(events('staff.sign_in_failed').at(-1)).toMatchObject({
        requestId: ofThat,
        security: { why: 'credentials', from: expect.any(String) as string },
      });
      const alert = await OutboxMessage.createQueryBuilder('m').where("m.k LIKE 'security/staff_guessed/%'").getOneOrFail();
      expect(alert).toMatchObject({ channel: 'slack', requestId: ofThat });
    }
    expect(await slack('로그인이 15분 동안 10번 실패')).toHaveLength(1);
  });

  it('notes what staff are refused and how far a role was raised, and tells Slack once', async () => {
    const owner = await staff('owner');
    const { id } = await Staff.findOneByOrFail({ email: 'owner@watched.test' });
    const helper = await staff('support');
    for (let n = 0; n < 20; n++) expect((await helper.post('/api/admin/exports', { reason: '보고 싶어서', filters: {} })).status).toBe(403);
    expect(events('staff.denied')).toHaveLength(20);
    expect(await slack('권한 없는 일을 15번')).toHaveLength(1);
    expect((await owner.post('/api/admin/exports', { reason: '배송 준비', filters: {} })).status).toBe(201);
    expect(events('export.started').at(-1)?.security).toMatchObject({ actor: `staff/${id}`, count: 0 });
    expect(await slack('내려받았어요')).toHaveLength(0);
  });

  it('stands when its logs are attacked', async () => {
    const results = await logs({
      ...shop,
      db: shop.ctx.db,
      from: () => new Client(shop.url),
      staff,
      messages: async (channel) => {
        await shop.settle();
        return shop.messages(channel);
      },
    });
    expect(results.filter(({ failures }) => failures.length > 0)).toEqual([]);
    expect(results).toHaveLength(12);
  }, 90_000);
});
