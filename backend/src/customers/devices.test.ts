import { afterAll, beforeAll, expect, it } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import type { DevicesAnswer } from '../contract/account.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { asRole } from '../testing/staff-context.js';
import { Client } from '../testing/client.js';
import { aStudent, aUniversity } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { Customer } from './customer.entity.js';
import { signOutCustomer } from './sign-out-customer.js';

const PASSWORD = 'long enough 123';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  university = await aUniversity();
});
afterAll(() => shop.stop());

async function enter(email: string, agent: string): Promise<Client> {
  const client = new Client(shop.url);
  await client.post('/api/customer/session', { email, password: PASSWORD }, { 'User-Agent': agent });
  return client;
}
const devices = async (client: Client) => (await client.get<DevicesAnswer>('/api/customer/sessions')).body.devices;
const isIn = async (client: Client) => (await client.get('/api/customer/sessions')).status === 200;

it('a customer sees where they are signed in, and signs one or all others out', async () => {
  const { email } = await aStudent(shop, university);
  const [phone, laptop, library] = [await enter(email, IPHONE), await enter(email, WINDOWS), await enter(email, WINDOWS)];
  const listed = await devices(phone);
  expect(listed.filter(({ isThis }) => isThis).map(({ name }) => name)).toEqual(['Safari · iPhone']);
  expect(listed.map(({ name }) => name)).toContain('Chrome · Windows');

  const stranger = await aStudent(shop, university);
  const { id } = (await devices(laptop)).find(({ isThis }) => isThis)!;
  for (const path of [id, 'others', "'OR'1'='1"])
    expect((await stranger.send('DELETE', `/api/customer/sessions/${path}`)).status).toBe(204);
  expect(await Promise.all([phone, laptop, library].map(isIn))).toEqual([true, true, true]);
  expect((await phone.send('DELETE', `/api/customer/sessions/${id}`)).status).toBe(204);
  expect(await Promise.all([phone, laptop, library].map(isIn))).toEqual([true, false, true]);
  expect((await phone.send('DELETE', '/api/customer/sessions')).status).toBe(204);
  expect(await Promise.all([phone, laptop, library].map(isIn))).toEqual([true, false, false]);
  expect((await new Client(shop.url).send('DELETE', '/api/customer/sessions')).status).toBe(401);
});

it('a browser never seen is told to the proved phone, once a day', async () => {
  const { email } = await aStudent(shop, university);
  await Customer.update({ email }, { phoneVerifiedAt: shop.ctx.clock.now() });
  const { id } = await Customer.findOneByOrFail({ email });
  const told = async () => (await OutboxMessage.findBy({ customerId: id })).filter(({ text }) => text.includes('새 기기에서 로그인했어요'));
  await enter(email, IPHONE);
  await enter(email, IPHONE);
  await enter(email, WINDOWS);
  await Promise.all([enter(email, `${WINDOWS} 2`), enter(email, `${WINDOWS} 3`)]);
  expect((await told()).length).toBe(1);
});

it('staff who may sign a customer out everywhere, and others may not', async () => {
  const { email } = await aStudent(shop, university);
  const phone = await enter(email, IPHONE);
  const { id } = await Customer.findOneByOrFail({ email });
  const reason = '휴대폰을 잃어버렸다는 전화';
  await expect(signOutCustomer(asRole(shop.ctx, 'fulfilment'), { id, reason })).rejects.toMatchObject({ status: 403 });
  expect(await isIn(phone)).toBe(true);
  await signOutCustomer(asRole(shop.ctx, 'support'), { id, reason });
  expect(await isIn(phone)).toBe(false);
});
