import { Customer } from '../../src/customers/customer.entity.js';
import { OutboxMessage } from '../../src/outbox/outbox-message.entity.js';
import { Client } from '../../src/testing/client.js';
import { aStudent, aUniversity } from '../../src/testing/fixtures.js';
import type { TestShop } from '../../src/testing/test-shop.js';
import type { Result } from './result.js';

const PASSWORD = 'long enough 123';
const DAY_MS = 86_400_000;
const me = async (client: Client) => (await client.get<{ customer: object | null }>('/api/customer/me')).body.customer !== null;

/** What somebody holds on to that is somebody else's by now: a phone, a session, an address. */
export async function leftovers(shop: TestShop): Promise<Result[]> {
  const university = await aUniversity();
  return [...(await phoneClaims(shop, university)), ...(await sessions(shop, university)), ...(await squatters(shop, university))];
}

type University = Awaited<ReturnType<typeof aUniversity>>;

async function phoneClaims(shop: TestShop, university: University): Promise<Result[]> {
  const before = await aStudent(shop, university);
  const now = await aStudent(shop, university, { isProved: false });
  await Customer.update({ email: now.email }, { phone: before.phone });
  await now.post('/api/customer/phone-verification', { phone: before.phone });
  const sent = await OutboxMessage.findOneOrFail({ where: { recipient: before.phone, purpose: 'code' }, order: { id: 'DESC' } });
  const proved = await now.send('PUT', '/api/customer/phone-verification', { code: /\d{6}/.exec(sent.text)?.[0] });
  const codes = await OutboxMessage.countBy({ recipient: before.phone, purpose: 'code' });
  await new Client(shop.url).post('/api/customer/password-reset', { email: before.email, phone: before.phone });
  const after = await OutboxMessage.countBy({ recipient: before.phone, purpose: 'code' });
  const rows = await Customer.findBy({ phone: before.phone });
  const claims = rows.filter(({ phoneVerifiedAt }) => phoneVerifiedAt !== null).length;
  return [
    {
      attack: 'an account goes on claiming a phone that another has proved',
      held: proved.status === 200 && claims === 1 && after === codes,
      figures: `${claims} of ${rows.length} accounts claim it, ${after - codes} codes to reset the older one’s password`,
    },
  ];
}

async function sessions(shop: TestShop, university: University): Promise<Result[]> {
  const student = await aStudent(shop, university);
  const stolen = new Client(shop.url, { cookies: student.cookieHeader });
  await student.post('/api/customer/session', { email: student.email, password: PASSWORD });
  const old = await me(stolen);
  const fresh = await me(student);
  let days = 0;
  while (days < 400 && (await me(student))) {
    shop.clock.pass(20 * DAY_MS);
    days += 20;
  }
  return [
    {
      attack: 'a session that was copied goes on after a sign-in on that browser',
      held: !old && fresh,
      figures: `old ${old}, new ${fresh}`,
    },
    { attack: 'a session is kept alive by using it', held: days > 30 && days <= 180, figures: `ended after ${days} days` },
  ];
}

async function squatters(shop: TestShop, university: University): Promise<Result[]> {
  const signUp = (email: string, password = PASSWORD, client = new Client(shop.url)) => {
    const consents = { terms: true, privacy: true, age14: true, marketingSms: false, nightSms: false };
    return client.post('/api/customer/sign-up', {
      email,
      password,
      name: '김주인',
      phone: '01022223333',
      university: university.slug,
      consents,
    });
  };
  const squatter = await aStudent(shop, university, { isProved: false });
  const proved = await aStudent(shop, university);
  const early = await signUp(squatter.email);
  shop.clock.pass(7 * DAY_MS);
  const owner = await signUp(squatter.email);
  const theirs = await signUp(proved.email);
  const common: number[] = [];
  for (const [index, password] of ['qwertyuiop', 'Password123!', '1q2w3e4r5t', '0000000000', 'iloveyou12'].entries())
    common.push((await signUp(`common-${index}@mngshop.test`, password)).status);
  return [
    {
      attack: 'an address is kept by whoever signed up with it first and proved nothing',
      held: early.status === 409 && owner.status === 201 && !(await me(squatter)),
      figures: `its owner is answered ${early.status} at once, ${owner.status} a week later`,
    },
    { attack: 'to take an address over from who has proved a phone', held: theirs.status === 409, figures: `answered ${theirs.status}` },
    { attack: 'accounts with passwords that are tried first', held: common.every((status) => status === 422), figures: common.join(' ') },
  ];
}
