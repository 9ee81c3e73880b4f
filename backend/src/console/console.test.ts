import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Product } from '../catalog/product.entity.js';
import { StockChange } from '../catalog/stock-change.entity.js';
import { University } from '../catalog/university.entity.js';
import { Variant } from '../catalog/variant.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { Order } from '../orders/order.entity.js';
import { Shipment } from '../orders/shipment.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { AccessEntry } from '../access/access-entry.entity.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { Staff } from '../staff/staff.entity.js';
import type { Client } from '../testing/client.js';
import { newUniversity, productInput, promotionInput, unique } from '../testing/staff-fixtures.js';
import { type ConsoleShop, signIn, startConsole } from '../testing/console-fixture.js';

interface RecordJson {
  id: number;
  title: string;
  params: Record<string, unknown>;
  populated: Record<string, RecordJson>;
}
interface ActionAnswer {
  record: RecordJson;
  records: RecordJson[];
  meta: { total: number; page: number };
  notice?: { type: string; message: string };
  redirectUrl?: string;
  code?: string;
  errors?: { path: string; message: string }[];
  data?: { sent: number; dropped: number };
}

let shop: ConsoleShop;
let owner: Client;
let viewer: Client;
beforeAll(async () => {
  shop = await startConsole();
  [owner, viewer] = await Promise.all([shop.signIn('owner'), shop.signIn('viewer')]);
});
afterAll(() => shop.stop());

const JSON_BODY = { 'Content-Type': 'application/json' };
const api = (path: string) => `/admin/api/resources/${path}`;
const list = (client: Client, resource: string, query = '') => client.get<ActionAnswer>(api(`${resource}/actions/list${query}`));
const act = (client: Client, path: string, input: unknown) => client.post<ActionAnswer>(api(path), { input });

describe('personal data', () => {
  const SECRETS = /이학생|김학생|박받음|01099998888|010100000|c-[0-9a-f]+@|서울 어딘가 1|문 앞/;

  it('is masked for a viewer in lists, records, searches and references', async () => {
    const [orderId, customerId] = [shop.orderIds[0]!, shop.customerIds[0]!];
    const orders = await list(viewer, 'Order');
    const pages = [orders, await viewer.get(api(`Order/records/${orderId}/show`)), await list(viewer, 'Customer')];
    pages.push(await viewer.get(api(`Customer/records/${customerId}/show`)), await viewer.get(api('Customer/actions/search/')));
    for (const page of pages) expect([page.status, SECRETS.exec(page.text)?.[0]]).toEqual([200, undefined]);
    expect(orders.body.records[0]).toMatchObject({
      params: { recipientName: '박**', recipientPhone: '010-****-8888' },
      populated: { customerId: { title: '김**', params: { name: '김**' } } },
    });
  });

  it('cannot be guessed at by filtering or sorting what is masked', async () => {
    expect((await list(viewer, 'Order', '?filters.recipientPhone=01099998888')).status).toBe(422);
    expect((await viewer.get(api('Customer/actions/search/%EA%B9%80'))).status).toBe(422);
    expect((await list(viewer, 'Customer', '?sortBy=name&direction=asc')).status).toBe(422);
  });

  it('of customers stays away from who may not see customers', async () => {
    const fulfilment = await shop.signIn('fulfilment');
    const orders = await list(fulfilment, 'Order');
    expect(orders.body.records[0]!.params).toMatchObject({ recipientName: '박받음', recipientPhone: '01099998888' });
    expect(orders.body.records[0]!.params).not.toHaveProperty('customerId');
    expect(orders.text).not.toContain('김학생');
  });

  it('comes with a name only where another record refers to it', async () => {
    const orders = await list(owner, 'Order');
    expect(Object.keys(orders.body.records[0]!.populated['customerId']!.params).toSorted()).toEqual(['id', 'name']);
  });

  it('is seen only after the access log has it', async () => {
    const before = await AccessEntry.count();
    await list(owner, 'Customer');
    const [entry] = await AccessEntry.find({ order: { id: 'DESC' }, take: 1 });
    expect(await AccessEntry.count()).toBe(before + 1);
    expect(entry).toMatchObject({ action: 'list', resource: 'customers', address: '127.0.0.1' });
    expect(entry!.subjects.split(',')).toHaveLength(10);
  });

  it('is not shown when the access log cannot be written', async () => {
    await shop.ctx.db.query('ALTER TABLE access_entries RENAME TO access_entries_away');
    const answers = [await list(owner, 'Customer'), await owner.get(api(`Order/records/${shop.orderIds[0]!}/show`))];
    await shop.ctx.db.query('ALTER TABLE access_entries_away RENAME TO access_entries');
    for (const { status, text } of answers) expect([status, SECRETS.exec(text)?.[0]]).toEqual([500, undefined]);
  });

  it('includes the code inside a message: the outbox shows that one was sent, not which', async () => {
    await OutboxMessage.insert({
      k: 'code/1',
      channel: 'sms',
      groupKey: 'x',
      recipient: '01012345678',
      text: '[MNG샵] 인증 번호 481516',
      purpose: 'code',
      state: 'sent',
      dueAt: new Date(),
      createdAt: new Date(),
    });
    const messages = await list(owner, 'OutboxMessage');
    expect(messages.text).toContain('인증 번호 ******');
    expect(messages.text).not.toContain('481516');
  });
});

describe('secrets', () => {
  it('never leave, whatever is asked for', async () => {
    for (const path of [
      'Staff/actions/list',
      'Customer/actions/list',
      'StaffLink/actions/list',
      'Payment/actions/list',
      'Staff/records/1/show',
    ]) {
      const { text } = await owner.get(api(path));
      expect(text).not.toMatch(/argon2|passwordHash|totpSecret|tokenHash|codeHash|"lease/);
    }
  });

  it('cannot be filtered or sorted by', async () => {
    expect((await list(owner, 'Staff', '?filters.passwordHash=%24argon2id')).status).toBe(422);
    expect((await list(owner, 'Staff', '?sortBy=passwordHash')).status).toBe(422);
    expect((await list(owner, 'OutboxMessage', '?filters.text=481516')).status).toBe(422);
  });
});

describe('lists', () => {
  it.each([
    'sortBy=nonsense',
    'sortBy=constructor',
    'direction=sideways',
    'page=-3',
    'page=0',
    'perPage=abc',
    'perPage=501',
    'page.400000000=1',
    'filters.400000000=1',
    'filters.state.deep=1',
    'filters.nonsense=1',
    'filters.toString=1',
    'filters.__proto__=1',
    '__proto__=1',
    'constructor.prototype.x=1',
    'filters.universityId=abc',
    'filters.universityId=12345678901',
    'filters.placedAt=2026-11-27',
    'filters.placedAt~~from=gestern',
    'filters.state~~from=2026-11-27',
    `filters.number=${'1'.repeat(201)}`,
    'page=1&page=2',
    Array.from({ length: 41 }, (_, n) => `filters.a${n}=`).join('&'),
    'searchProperty=passwordHash',
  ])('refuse %s, as a call and as a page', async (query) => {
    const call = await owner.get<{ detail: string }>(api(`Order/actions/list?${query}`));
    expect([call.status, call.headers.get('content-type')]).toEqual([422, 'application/problem+json; charset=utf-8']);
    expect(call.body.detail).toMatch(/[가-힣].*요\./);
    const page = await owner.get(`/admin/resources/Order?${query}`);
    expect([page.status, page.headers.get('content-type')]).toEqual([422, 'text/html; charset=utf-8']);
  });

  it.each(['toString', '__proto__', 'constructor', 'valueOf', 'reason'])('refuse a body with %s in it', async (key) => {
    const body = `{"${key}":1,"input":{}}`;
    expect((await owner.send('POST', api('University/actions/new'), body, JSON_BODY)).status).toBe(422);
  });

  it('simply do not find what a column cannot hold', async () => {
    for (const text of ['가', '💳', 'é', "'", '\\', '%', '＿']) {
      const asked = encodeURIComponent(text);
      for (const path of ['number', 'state', 'recipientName', 'recipientPhone', 'recipientPostcode', 'cancelReason']) {
        const answer = await list(owner, 'Order', `?filters.${path}=${asked}`);
        expect([path, text, answer.status, answer.body.meta.total]).toEqual([path, text, 200, 0]);
      }
      for (const resource of ['Order', 'Customer', 'Variant', 'VariantStock', 'Payment', 'Refund', 'ReturnRequest', 'AuditEntry']) {
        const answer = await owner.get<ActionAnswer>(api(`${resource}/actions/search/${asked}`));
        expect([resource, text, answer.status, answer.body.records]).toEqual([resource, text, 200, []]);
      }
    }
  });

  it('show their last page to who asks for one behind it, read from its end', async () => {
    const first = await list(owner, 'Order', '?perPage=3');
    const whole = await list(owner, 'Order', '?perPage=500');
    const ids = whole.body.records.map(({ id }) => id);
    expect(first.body.meta).toMatchObject({ total: 10, page: 1 });
    for (const page of [2, 3, 4]) {
      const answer = await list(owner, 'Order', `?perPage=3&page=${page}`);
      expect(answer.body.records.map(({ id }) => id)).toEqual(ids.slice((page - 1) * 3, page * 3));
    }
    for (const page of [5, 1010, 9_999_999]) {
      const answer = await list(owner, 'Order', `?perPage=3&page=${page}`);
      expect([answer.status, answer.body.meta.page, answer.body.records.map(({ id }) => id)]).toEqual([200, 4, ids.slice(9)]);
    }
    const none = await list(owner, 'Order', '?page=7&filters.number=NONE');
    expect([none.status, none.body.meta, none.body.records]).toEqual([200, expect.objectContaining({ page: 1, total: 0 }), []]);
  });

  it('find a phone as they show it, as digits, and by its last four', async () => {
    await Order.update({ id: shop.orderIds[3]! }, { recipientPhone: '01000001001' });
    for (const typed of ['010-0000-1001', '01000001001', ' 010 0000 1001 ', '010.0000.1001', '1001', '010-0000']) {
      const answer = await list(owner, 'Order', `?filters.recipientPhone=${encodeURIComponent(typed)}`);
      expect([typed, answer.body.records.map(({ id }) => id)]).toEqual([typed, [shop.orderIds[3]]]);
    }
    await Order.update({ id: shop.orderIds[3]! }, { recipientPhone: '01099998888' });
  });

  it('find decomposed Korean and lower-case order numbers', async () => {
    expect((await list(owner, 'Order', `?filters.recipientName=${encodeURIComponent('박받음'.normalize('NFD'))}`)).body.meta.total).toBe(
      10,
    );
    const { number } = await Order.findOneByOrFail({ id: shop.orderIds[0]! });
    expect((await list(owner, 'Order', `?filters.number=${number.toLowerCase()}`)).body.meta.total).toBe(1);
  });

  it('hold the last minute of a period', async () => {
    await Order.update({ id: shop.orderIds[2]! }, { placedAt: new Date('2025-11-30T14:59:08.000Z') });
    const until = (to: string) => list(owner, 'Order', `?filters.placedAt~~from=2025-11-01T00:00&filters.placedAt~~to=${to}`);
    expect((await until('2025-11-30T14:59:00.000Z')).body.meta.total).toBe(1);
    expect((await until('2025-11-30T23:59')).body.meta.total).toBe(1);
    expect((await until('2025-11-30')).body.meta.total).toBe(1);
    expect((await until('2025-11-30T14:58:00.000Z')).body.meta.total).toBe(0);
    await Order.update({ id: shop.orderIds[2]! }, { placedAt: new Date() });
  });

  it('find the exact name first, then those that begin with it, then the rest', async () => {
    for (const name of ['남서울대학교', '서울대학교', '서울대'])
      await University.insert({ name, nameEn: name, slug: unique('u'), region: '서울', mailDomains: [], active: true });
    const found = await owner.get<ActionAnswer>(api(`University/actions/search/${encodeURIComponent('서울대')}`));
    expect(found.body.records.map(({ title }) => title)).toEqual(['서울대', '서울대학교', '남서울대학교']);
  });

  it('filter states exactly, dates from one side, and text without wildcards', async () => {
    await Order.update({ id: shop.orderIds[0]! }, { state: 'preparing', placedAt: new Date(Date.now() - 90 * 86_400_000) });
    expect((await list(owner, 'Order', '?filters.state=preparing')).body.meta.total).toBe(1);
    expect((await list(owner, 'Order', '?filters.state=prepar')).body.meta.total).toBe(0);
    const monthAgo = new Date(Date.now() - 30 * 86_400_000).toISOString();
    expect((await list(owner, 'Order', `?filters.placedAt~~from=${monthAgo}`)).body.meta.total).toBe(9);
    expect((await list(owner, 'Order', `?filters.placedAt~~to=${monthAgo}`)).body.meta.total).toBe(1);
    expect((await list(owner, 'Order', '?filters.recipientName=%25')).body.meta.total).toBe(0);
    expect((await list(owner, 'Order', '?filters.recipientName=%EB%B0%95')).body.meta.total).toBe(10);
    await Order.update({ id: shop.orderIds[0]! }, { state: 'paid', placedAt: new Date() });
  });
});

describe('the page', () => {
  it('carries no name or address that could end its script', async () => {
    const evil = '</script><script>alert(1)</script>';
    await Staff.update({ role: 'manager' }, { name: evil, email: `${evil}@mngshop.test` });
    const [manager] = await Staff.findBy({ role: 'manager' });
    const { StaffSession } = await import('../staff/staff-session.entity.js');
    await Staff.update({ id: manager!.id }, { email: 'manager@mngshop.test' });
    const client = await shop.signIn('manager');
    await Staff.update({ id: manager!.id }, { email: `${evil}@mngshop.test` });
    const page = await client.get('/admin');
    expect(await StaffSession.countBy({ staffId: manager!.id })).toBeGreaterThan(0);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('alert(1)');
    await Staff.update({ id: manager!.id }, { name: '관리자', email: 'manager@mngshop.test' });
  });

  it('asks nobody else for anything, and runs only scripts it names', async () => {
    const page = await owner.get('/admin');
    expect(page.text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const policy = page.headers.get('content-security-policy')!;
    const nonce = /'nonce-([^']+)'/.exec(policy)![1]!;
    const inline = [...page.text.matchAll(/<script(?![^>]* src=)[^>]*>/g)].map(([tag]) => tag);
    expect(inline).toEqual([`<script nonce="${nonce}">`, `<script nonce="${nonce}">`]);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it('has its files compressed and cached for good under the address of their content', async () => {
    const page = await owner.get('/admin');
    const file = /src="(\/admin\/frontend\/assets\/[0-9a-f]{12}\/app\.bundle\.js)"/.exec(page.text)![1]!;
    const answer = await owner.get(file, { 'Accept-Encoding': 'gzip' });
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, 'gzip']);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    const old = await owner.get(file.replace(/[0-9a-f]{12}/, '000000000000'));
    expect(old.headers.get('cache-control')).toBe('no-store');
  });
});

describe('what staff change', () => {
  it('a product with its variants, in one form', async () => {
    const input = productInput({ name: '콘솔에서 만든 노트북' });
    const made = await act(owner, 'Product/actions/new', input);
    expect(made.body.notice).toEqual({ type: 'success', message: '상품을 만들었어요.' });
    const product = await Product.findOneByOrFail({ slug: input.slug });
    const variants = await Variant.find({ where: { productId: product.id }, order: { position: 'ASC' } });
    expect(variants.map(({ options, surcharge }) => [options['색상'], surcharge])).toEqual([
      ['검정', 0],
      ['하양', 5_000],
    ]);
    const start = await owner.get<{ form: { variants: unknown[] } }>(api(`Product/records/${product.id}/edit`));
    expect(start.body.form.variants).toHaveLength(2);
  });

  it('a refused save is said, in words, with its status', async () => {
    const taken = await University.findOneByOrFail({ id: shop.universityId });
    const fields = { slug: taken.slug, name: '겹친대학교', nameEn: 'Twin', mailDomains: [], region: '서울', active: true };
    const answer = await act(owner, 'University/actions/new', fields);
    expect(answer.status).toBeGreaterThanOrEqual(409);
    expect(answer.body.notice).toMatchObject({ type: 'error' });
    expect(answer.body.notice!.message).toMatch(/[가-힣]/);
    expect(answer.text).not.toMatch(/INSERT|UNIQUE|Duplicate/);
    expect(await University.countBy({ name: '겹친대학교' })).toBe(0);
  });

  it('a fault during a save is a 500 that says nothing was done, never "saved"', async () => {
    const start = vi.spyOn(shop.ctx.db, 'createQueryRunner').mockImplementation(() => {
      throw new Error('connection lost');
    });
    const answer = await act(owner, 'University/actions/new', {
      slug: unique('u'),
      name: '가',
      nameEn: 'A',
      mailDomains: [],
      region: '서울',
      active: true,
    });
    start.mockRestore();
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('connection lost');
    expect(answer.text).not.toContain('success');
  });

  it('stock by a delta with its reason', async () => {
    const variantId = shop.variantIds[1]!;
    const answer = await act(owner, `Variant/records/${variantId}/stock`, { delta: '5', reason: '입고' });
    expect(answer.body.notice?.type).toBe('success');
    expect(await VariantStock.findOneByOrFail({ variantId })).toMatchObject({ onHand: 15 });
    const [change] = await StockChange.find({ where: { variantId }, order: { id: 'DESC' } });
    expect(change).toMatchObject({ delta: 5, reason: '입고' });
    const silent = await act(owner, `Variant/records/${variantId}/stock`, { delta: '5', reason: '' });
    expect([silent.status, silent.body.notice?.type]).toEqual([422, 'error']);
  });

  it('a promotion from draft to public, and the reason why not', async () => {
    const { universityIds, ...rest } = promotionInput(shop.ctx, shop.productId, { reachesAll: true });
    const made = await act(owner, 'Promotion/actions/new', { ...rest, universityIds });
    const id = Number(/records\/(\d+)\/preview/.exec(made.body.redirectUrl!)![1]);
    const refused = await act(owner, `Promotion/records/${id}/publish`, { version: 1 });
    expect([refused.status, refused.body.notice?.type]).toEqual([409, 'error']);
    expect(refused.body.notice!.message).toMatch(/[가-힣]/);
    expect(await Promotion.findOneByOrFail({ id })).toMatchObject({ state: 'draft' });

    const other = await act(owner, 'Product/actions/new', productInput());
    const productId = Number(/records\/(\d+)\/show/.exec(other.body.redirectUrl!)![1]);
    const offers = rest.offers.map((offer) => ({ ...offer, productId }));
    await act(owner, `Promotion/records/${id}/edit`, { ...rest, universityIds, offers, version: 1 });
    expect((await act(owner, `Promotion/records/${id}/publish`, { version: 2 })).body.notice?.message).toBe('프로모션을 공개했어요.');
    expect(await Promotion.findOneByOrFail({ id })).toMatchObject({ state: 'published' });
  });

  it('an order on its way, step by step', async () => {
    const id = shop.orderIds[1]!;
    const early = await act(owner, `Order/records/${id}/ship`, { carrier: 'CJ대한통운', trackingNumber: '6400-1234-5678' });
    expect([early.status, early.body.notice?.type]).toEqual([409, 'error']);
    expect((await act(owner, `Order/records/${id}/prepare`, {})).body.record.params['state']).toBe('preparing');
    await act(owner, `Order/records/${id}/ship`, { carrier: 'CJ대한통운', trackingNumber: '6400-1234-5678' });
    expect((await owner.get<ActionAnswer>(api('Shipment/actions/list?filters.trackingNumber=6400'))).body.records).toHaveLength(1);
    await act(owner, `Order/records/${id}/deliver`, {});
    expect(await Order.findOneByOrFail({ id })).toMatchObject({ state: 'delivered' });
  });

  it('no order with a number that cannot be, and one that another has only when staff say so', async () => {
    const [first, second] = [shop.orderIds[1]!, shop.orderIds[2]!];
    await Order.update({ id: second }, { state: 'preparing' });
    const ship = (input: object) => act(owner, `Order/records/${second}/ship`, { carrier: 'CJ대한통운', ...input });
    expect((await ship({ trackingNumber: '0000' })).status).toBe(422);
    const used = await ship({ trackingNumber: '６４００ 1234\u00a05678' });
    expect([used.status, used.body.code]).toEqual([409, 'tracking_used']);
    expect(used.body.notice!.message).toContain((await Order.findOneByOrFail({ id: first })).number);
    expect((await ship({ trackingNumber: '640012345678', sharesNumber: true })).body.record.params['state']).toBe('shipped');
    await Order.update({ id: second }, { state: 'paid' });
    await Shipment.delete({ orderId: second });
  });

  it('nothing by a GET', async () => {
    const id = shop.orderIds[2]!;
    expect((await owner.get(api(`Order/records/${id}/prepare`))).status).toBe(200);
    expect(await Order.findOneByOrFail({ id })).toMatchObject({ state: 'paid' });
  });

  it('nothing when another site sends it', async () => {
    const id = shop.orderIds[2]!;
    const answer = await owner.post(api(`Order/records/${id}/prepare`), { input: {} }, { Origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
    expect(await Order.findOneByOrFail({ id })).toMatchObject({ state: 'paid' });
  });
});

describe('log rows', () => {
  it('are changed and deleted by nobody, by no route', async () => {
    const before = JSON.stringify([await AuditEntry.find(), await StockChange.find()]);
    for (const resource of ['AuditEntry', 'AccessEntry', 'StockChange', 'OrderExport', 'Campaign']) {
      for (const path of [
        `${resource}/records/1/edit`,
        `${resource}/records/1/delete`,
        `${resource}/actions/new`,
        `${resource}/bulk/bulkDelete?recordIds=1`,
      ]) {
        expect([path, (await owner.post(api(path), { reason: 'x', action: 'x' })).status]).toEqual([path, 404]);
      }
      const shown = await owner.post(api(`${resource}/records/1/show`), { reason: 'changed' });
      expect(shown.text).not.toContain('changed');
    }
    expect(JSON.stringify([await AuditEntry.find(), await StockChange.find()])).toBe(before);
  });
});

describe('pages of a list', () => {
  it('show each row once, however many are equal in what they are sorted by', async () => {
    const query = (page: number, sort: string) => `?perPage=3&page=${page}&${sort}`;
    for (const sort of ['sortBy=universityId&direction=asc', 'sortBy=universityId&direction=desc', '']) {
      const pages = await Promise.all([1, 2, 3].map((page) => list(owner, 'Customer', query(page, sort))));
      const ids = pages.flatMap(({ body }) => body.records.map(({ id }) => id));
      expect(new Set(ids).size).toBe(9);
      expect(ids).toEqual(ids.toSorted((a, b) => (sort.endsWith('asc') ? a - b : b - a)));
    }
  });
});

it('a form that starts from nothing is told so: what has no form in it would be taken for an answer that did not come', async () => {
  const owner = await shop.signIn('owner');
  const answer = await owner.get<{ form?: object }>(`/admin/api/resources/Variant/records/${shop.variantIds[0]!}/stock`);
  expect(answer.body.form).toBeTypeOf('object');
});

describe('a search by name', () => {
  it('finds the name itself, then what begins with it, then the rest, whichever came first', async () => {
    const word = unique('서울');
    for (const name of [`남${word}대학교`, `${word}대학교`, `동${word}대학교`, `${word}과학대학교`, word, `북${word}`])
      await newUniversity(shop.ctx, name);
    const path = api(`University/actions/search/${encodeURIComponent(word)}`);
    const titles = (await owner.get<ActionAnswer>(path)).body.records.map(({ title }) => title);
    expect(titles[0]).toBe(word);
    expect(titles.slice(1, 3).toSorted()).toEqual([`${word}과학대학교`, `${word}대학교`]);
    expect(titles).toHaveLength(6);
    const first = await owner.get<ActionAnswer>(`${path}?perPage=1`);
    expect(first.body.records.map(({ title }) => title)).toEqual([word]);
  });
});

describe('a text to customers', () => {
  const sms = (client: Client, requestId: string, ids = shop.customerIds) =>
    act(client, `Customer/bulk/sms?recordIds=${ids.join(',')}`, { text: '내일 문을 닫아요', purpose: 'notice', requestId });

  it('reaches each selected customer once, however often it is sent', async () => {
    const requestId = randomUUID();
    const answers = await Promise.all([sms(owner, requestId), sms(owner, requestId), sms(owner, requestId)]);
    for (const { body } of answers) expect(body).toMatchObject({ notice: { type: 'success' }, data: { sent: 10, dropped: 0 } });
    await sms(owner, requestId);
    const sent = await OutboxMessage.findBy({ purpose: 'notice' });
    expect(new Set(sent.map(({ recipient }) => recipient)).size).toBe(10);
    expect(sent).toHaveLength(10);
  });

  it('is refused with a reason: no text, or characters that no handset has', async () => {
    const input = { text: '축하해요 🎉', purpose: 'notice', requestId: randomUUID() };
    const answer = await act(owner, `Customer/bulk/sms?recordIds=${shop.customerIds[0]!}`, input);
    expect([answer.status, answer.body.notice?.type]).toEqual([422, 'error']);
    expect(answer.body.notice!.message).toContain('🎉');
  });
});

describe('the dashboard', () => {
  it('shows a role only what it may see', async () => {
    const full = await owner.get<Record<string, unknown>>('/admin/api/dashboard');
    const little = await viewer.get<Record<string, unknown>>('/admin/api/dashboard');
    expect(full.body).toMatchObject({ moneyBack: { won: 0 }, sales: { today: { orders: 10 } } });
    expect(little.body['moneyBack']).toBeNull();
    expect(little.text).not.toMatch(/김학생|박받음/);
  });
});

describe('signing in anew', () => {
  it('ends the old session when one signs out', async () => {
    const client = await signIn(shop.url, 'support');
    const cookie = client.cookieHeader;
    expect((await client.send('POST', '/admin/logout')).headers.get('location')).toBe('/admin/login');
    expect((await fetch(`${shop.url}/admin/api/dashboard`, { headers: { Cookie: cookie } })).status).toBe(401);
  });
});
