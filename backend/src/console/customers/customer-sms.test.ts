import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleShop, startConsole } from '../../testing/console-fixture.js';
import type { Client } from '../../testing/client.js';
import { newCustomer, newUniversity } from '../../testing/staff-fixtures.js';
import { OutboxMessage } from '../../outbox/outbox-message.entity.js';
import type { ReceiverCount } from '../../campaigns/rules/receivers.js';
import { Consent } from '../../customers/consent.entity.js';
import { Customer } from '../../customers/customer.entity.js';

interface Answer {
  form: {
    notice: ReceiverCount;
    advertising: ReceiverCount;
    named: { by: string; filters: object; words: { label: string; value: string }[] };
  };
  notice?: { type: string; message: string };
  code?: string;
  data?: { sent: number; dropped: number };
}

const DAY = new Date('2026-11-24T03:00:00Z'); // noon in Korea
const NIGHT = new Date('2026-11-24T13:00:00Z'); // 22:00
let shop: ConsoleShop;
let owner: Client;
let seoul: number;
let agreed: number;
beforeAll(async () => {
  shop = await startConsole();
  owner = await shop.signIn('owner');
  seoul = await newUniversity(shop.ctx, '서울대학교');
  agreed = await newCustomer(shop.ctx, seoul, ['marketing_sms']);
  await newCustomer(shop.ctx, seoul, ['marketing_sms', 'night_sms']);
  await newCustomer(shop.ctx, seoul, ['terms', 'night_sms']);
  const took = await newCustomer(shop.ctx, seoul, ['marketing_sms']);
  await Consent.update({ customerId: took }, { withdrawnAt: DAY });
  const old = await newCustomer(shop.ctx, seoul, ['marketing_sms']);
  await Consent.update({ customerId: old }, { givenAt: new Date('2024-11-01T00:00:00Z') });
  await newCustomer(shop.ctx, seoul, ['marketing_sms'], { leftAt: DAY, phone: '' });
});
afterAll(() => shop.stop());
beforeEach(async () => {
  shop.ctx.clock.set(DAY);
  owner = await shop.signIn('owner');
  await OutboxMessage.clear();
});

const SMS = '/admin/api/resources/Customer/actions/smsToAll';
const open = (filters: Record<string, string>, client = owner) =>
  client.get<Answer>(`${SMS}?${new URLSearchParams(Object.entries(filters).map(([name, value]) => [`filters.${name}`, value]))}`);
const send = (named: object, input: object, client = owner) =>
  client.post<Answer>(SMS, { ...named, input: { text: '안녕하세요', purpose: 'notice', requestId: randomUUID(), ...input } });
const expected = (receives: number, tolerance = 0) => ({ expected: { receives, tolerance } });
const left = () => OutboxMessage.countBy({ channel: 'sms' });

describe('the form of a text to everybody whom the list matches', () => {
  it('says the filters in words, and who gets it, and why the others do not', async () => {
    const { form } = (await open({ universityId: String(seoul), marketing: 'yes' })).body;
    expect(form.named.words).toEqual([
      { label: '대학교', value: '서울대학교' },
      { label: '광고 수신', value: '동의' },
    ]);
    expect(form.named).toMatchObject({ by: 'filters', filters: { universityId: String(seoul), marketing: 'yes' } });
    const all = (await open({ universityId: String(seoul) })).body.form;
    expect(all.notice).toEqual({ matched: 6, receives: 5, dropped: { left: 1, noConsent: 0, night: 0 } });
    expect(all.advertising).toEqual({ matched: 6, receives: 2, dropped: { left: 1, noConsent: 3, night: 0 } });
  });

  it('counts at night who agreed to the night', async () => {
    shop.ctx.clock.set(NIGHT);
    owner = await shop.signIn('owner');
    expect((await open({ universityId: String(seoul) })).body.form.advertising).toEqual({
      matched: 6,
      receives: 1,
      dropped: { left: 1, noConsent: 3, night: 1 },
    });
  });

  it('says every kind of filter as a person reads it', async () => {
    const filters = {
      name: '학생',
      phone: '010',
      universityId: '999999',
      'createdAt~~from': '2026-11-01T00:00:00.000Z',
      'createdAt~~to': '2026-11-30T14:59:00.000Z',
      email: ' ',
    };
    expect((await open(filters)).body.form.named.words).toEqual([
      { label: '이름', value: '“학생” 포함' },
      { label: '전화', value: '010…' },
      { label: '대학교', value: '999999번' },
      { label: '가입한 때', value: expect.stringMatching(/^11월 1일\(.\) 09:00부터 11월 30일\(.\) 23:59까지$/) as string },
    ]);
  });

  it('without a filter tells about all, and names nobody', async () => {
    const { form } = (await open({})).body;
    expect(form.named).toEqual({ by: 'all', filters: {}, words: [] });
    expect(form.notice.matched).toBe(await Customer.count());
  });
});

describe('the list', () => {
  const found = async (marketing: string) => {
    const query = `filters.universityId=${seoul}&filters.marketing=${marketing}`;
    const { records, meta } = (
      await owner.get<{ records: { id: number }[]; meta: { total: number } }>(`/admin/api/resources/Customer/actions/list?${query}`)
    ).body;
    return [records.length, meta.total];
  };

  it('filters by consent to advertising as a text would ask', async () => {
    expect(await found('yes')).toEqual([3, 3]);
    expect(await found('no')).toEqual([3, 3]);
    const refused = await owner.get(`/admin/api/resources/Customer/actions/list?filters.marketing=constructor`);
    expect(refused.status).toBe(422);
  });
});

it('the filter by consent stands beside those by columns', async () => {
  const page = await owner.get('/admin/resources/Customer');
  const state = JSON.parse(/window\.REDUX_STATE = (\{.*?\});?\n/s.exec(page.text)![1]!) as {
    resources: { id: string; filterProperties: { propertyPath: string }[] }[];
  };
  const offered = state.resources.find(({ id }) => id === 'Customer')!.filterProperties.map(({ propertyPath }) => propertyPath);
  expect(offered).toEqual(expect.arrayContaining(['name', 'universityId', 'marketing']));
});

describe('a send', () => {
  const filters = () => ({ filters: { universityId: String(seoul), marketing: 'yes' } });

  it('goes to those the filter names, whatever the address says', async () => {
    const answer = await owner.post<Answer>(`${SMS}?filters.name=nobody`, {
      ...filters(),
      input: { text: '안녕하세요', purpose: 'advertising', requestId: randomUUID(), ...expected(2) },
    });
    expect(answer.body).toMatchObject({ notice: { type: 'success' }, data: { sent: 2, dropped: 1 } });
    expect(await left()).toBe(2);
  });

  it.each([
    ['nothing', {}],
    ['an empty filter', { filters: {} }],
    ['a filter without a value', { filters: { universityId: ' ' } }],
    ['no ids', { ids: [] }],
    ['all: false', { all: false }],
    ['two ways at once', { all: true, filters: { name: '학생' } }],
    ['ids that are none', { ids: ['1 OR 1=1'] }],
    ['a filter that is none', { filters: { nonsense: '1' } }],
    ['a filter that is a list', { filters: { name: ['a'] } }],
    ['a filter of a prototype', { filters: { constructor: 'x' } }],
    ['a consent that is none', { filters: { marketing: 'maybe' } }],
  ])('that names %s is refused, and nothing leaves', async (_what, named) => {
    const answer = await send(named, expected(5));
    expect(answer.status).toBe(422);
    expect(answer.body.data).toBeUndefined();
    expect(await left()).toBe(0);
  });

  it('to everybody needs that word, and the number typed where it is large', async () => {
    const everyone = (await open({})).body.form.notice.receives;
    const answer = await send({ all: true }, expected(everyone));
    expect(answer.body.data?.sent).toBe(everyone);
    expect(await left()).toBe(everyone);
  });

  it('without the number that was shown is refused', async () => {
    const answer = await send(filters(), {});
    expect([answer.status, await left()]).toEqual([422, 0]);
  });

  it('whose number has changed since is refused with the new one, and goes through with that', async () => {
    const requestId = randomUUID();
    await newCustomer(shop.ctx, seoul, ['marketing_sms']);
    const refused = await send(filters(), { ...expected(2), purpose: 'advertising', requestId });
    expect([refused.status, refused.body.code, await left()]).toEqual([409, 'receivers_changed', 0]);
    expect(refused.body.notice?.message).toContain('2명에서 3명');
    expect((await send(filters(), { ...expected(3), purpose: 'advertising', requestId })).body.data?.sent).toBe(3);
    await Consent.update({ customerId: agreed }, { withdrawnAt: DAY });
    expect((await send(filters(), { ...expected(3), purpose: 'advertising' })).status).toBe(409);
  });

  it('may drift by no more than a hundredth, and only above a hundred', async () => {
    expect((await send(filters(), expected(5, 1))).status).toBe(422);
    expect((await send(filters(), { ...expected(300, 4), typed: 300 })).status).toBe(422);
    expect(await left()).toBe(0);
  });

  it('above a hundred wants the number typed by hand, the same', async () => {
    const many = await newUniversity(shop.ctx, '많은대학교');
    const rows = Array.from({ length: 250 }, (_, n) => ({
      email: `many-${n}@mngshop.test`,
      passwordHash: 'none',
      name: '많은',
      phone: `0108${String(n).padStart(7, '0')}`,
      universityId: many,
      createdAt: DAY,
    }));
    await Customer.createQueryBuilder().insert().values(rows).execute();
    const named = { filters: { universityId: String(many) } };
    for (const typed of [undefined, 25, 249]) expect((await send(named, { ...expected(250), typed })).status).toBe(422);
    expect(await left()).toBe(0);
    // Two joined or left while the form stood open: within a hundredth of what was shown.
    expect((await send(named, { ...expected(248, 2), typed: 248 })).body.data?.sent).toBe(250);
  });

  it('takes ids as well, each once', async () => {
    const [a, b] = shop.customerIds;
    expect((await send({ ids: [a, String(b), a] }, expected(2))).body.data?.sent).toBe(2);
  });

  it('to one customer names that one', async () => {
    const id = shop.customerIds[3]!;
    const path = `/admin/api/resources/Customer/records/${id}/smsToOne`;
    expect((await owner.get<Answer>(path)).body.form.notice).toMatchObject({ matched: 1, receives: 1 });
    const input = { text: '택배가 늦어요', purpose: 'notice', requestId: randomUUID(), ...expected(1) };
    expect((await owner.post<Answer>(path, { input })).body.data?.sent).toBe(1);
    expect((await OutboxMessage.findBy({ channel: 'sms' })).map(({ customerId }) => customerId)).toEqual([id]);
  });

  it.each(['fulfilment', 'viewer'] as const)('is not for %s, in any way', async (role) => {
    const client = await shop.signIn(role);
    const one = `/admin/api/resources/Customer/records/${shop.customerIds[0]!}/smsToOne`;
    const answers = await Promise.all([open({ marketing: 'yes' }, client), send(filters(), expected(2), client), client.get(one)]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(await left()).toBe(0);
  });
});

const LISTS = new Set(['list', 'search']);

describe('a button over the list', () => {
  it('does not stand over one record', async () => {
    const page = await owner.get('/admin/resources/Customer');
    const state = JSON.parse(/window\.REDUX_STATE = (\{.*?\});?\n/s.exec(page.text)![1]!) as {
      resources: { id: string; actions: { name: string; showResourceActions: boolean }[] }[];
    };
    for (const { actions } of state.resources)
      for (const { name, showResourceActions } of actions.filter(({ name: one }) => !LISTS.has(one)))
        expect([name, showResourceActions]).toEqual([name, false]);
  });
});
