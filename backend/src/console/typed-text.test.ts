import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Product } from '../catalog/product.entity.js';
import { saveProduct } from '../catalog/save-product.js';
import { saveUniversity } from '../catalog/save-university.js';
import { StockChange } from '../catalog/stock-change.entity.js';
import { University } from '../catalog/university.entity.js';
import { Variant } from '../catalog/variant.entity.js';
import { Campaign } from '../campaigns/campaign.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { savePromotion } from '../promotions/save-promotion.js';
import { BAD_CHARACTERS, INVISIBLE } from '../kernel/rules/typed-text.fixture.js';
import { Staff } from '../staff/staff.entity.js';
import type { Client } from '../testing/client.js';
import { type ConsoleShop, startConsole } from '../testing/console-fixture.js';
import { newUniversity, productInput, promotionInput, refusal, unique } from '../testing/staff-fixtures.js';

type Refused = { errors?: { path: string; message: string }[]; notice?: { message: string }; redirectUrl?: string };
type Body = Record<string, unknown>;

let shop: ConsoleShop;
let owner: Client;
beforeAll(async () => {
  shop = await startConsole();
  owner = await shop.signIn('owner');
});
afterAll(() => shop.stop());

const nfd = (text: string) => text.normalize('NFD');
const act = (path: string, input: unknown) => owner.post<Refused>(`/admin/api/resources/${path}`, { input });
const product = (given: Body = {}) => ({ ...productInput(), ...given });
const promotion = (given: Body = {}) => ({ ...promotionInput(shop.ctx, shop.productId), ...given });
const university = (given: Body = {}) => ({
  slug: unique('u'),
  name: '한글대',
  nameEn: 'H',
  region: '서울',
  mailDomains: [],
  active: true,
  ...given,
});

/** Every field of the console's forms in which staff type, with the address of its action and what is posted. */
const FIELDS: [path: string, action: () => string, input: (value: string) => Body][] = [
  ['name', () => 'Product/actions/new', (name) => product({ name })],
  ['brand', () => 'Product/actions/new', (brand) => product({ brand })],
  ['description', () => 'Product/actions/new', (description) => product({ description })],
  ['specifications.0.name', () => 'Product/actions/new', (name) => product({ specifications: [{ name, value: '1' }] })],
  ['specifications.0.value', () => 'Product/actions/new', (value) => product({ specifications: [{ name: '무게', value }] })],
  ['options.0.name', () => 'Product/actions/new', (name) => product({ options: [{ name, values: ['검정', '하양'] }] })],
  ['options.0.values.0', () => 'Product/actions/new', (value) => product({ options: [{ name: '색상', values: [value] }] })],
  [
    'variants.0.options.색상',
    () => 'Product/actions/new',
    (value) => product({ variants: [{ ...productInput().variants[0], options: { 색상: value } }] }),
  ],
  ['images.0.alt', () => 'Product/actions/new', (alt) => product({ images: [{ upload: 'a'.repeat(32), alt }] })],
  ['reason', () => `Product/records/${shop.productId}/archive`, (reason) => ({ reason })],
  ['reason', () => `Variant/records/${shop.variantIds[0]}/stock`, (reason) => ({ delta: 1, reason })],
  ['name', () => 'University/actions/new', (name) => university({ name })],
  ['nameEn', () => 'University/actions/new', (nameEn) => university({ nameEn })],
  ['region', () => 'University/actions/new', (region) => university({ region })],
  ['title', () => 'Promotion/actions/new', (title) => promotion({ title })],
  ['summary', () => 'Promotion/actions/new', (summary) => promotion({ summary })],
  ['reason', () => `Promotion/records/${shop.promotionId}/cancel`, (reason) => ({ reason })],
  ['reason', () => `Promotion/records/${shop.promotionId}/close`, (reason) => ({ reason })],
  ['reason', () => `Promotion/records/${shop.promotionId}/extend`, (reason) => ({ reason, closesAt: new Date(), from: new Date() })],
  ['reason', () => `Order/records/${shop.orderIds[0]}/cancel`, (reason) => ({ reason })],
  ['reason', () => `Order/records/${shop.orderIds[0]}/cancelSome`, (reason) => ({ reason, lineIds: [1] })],
  [
    'reason',
    () => `Customer/records/${shop.customerIds[0]}/university`,
    (reason) => ({ reason, universityId: shop.universityId, from: shop.universityId }),
  ],
  ['name', () => 'Staff/actions/new', (name) => ({ name, email: `${unique('s')}@mngshop.test`, role: 'viewer' })],
  ['reason', () => 'Staff/records/2/reset', (reason) => ({ reason })],
  ['reason', () => 'Staff/records/2/changeRole', (reason) => ({ reason, role: 'viewer', version: 'manager' })],
  ['reason', () => 'Staff/records/2/deactivate', (reason) => ({ reason })],
  [
    'text',
    () => `Customer/bulk/sms?recordIds=${shop.customerIds[0]}`,
    (text) => ({ text, purpose: 'notice', requestId: crypto.randomUUID() }),
  ],
];

describe('what nobody can read', () => {
  it.each(FIELDS)('is refused at its field: %s', async (path, action, input) => {
    for (const value of [INVISIBLE[0]!, '\u200b', '\u2800', '\u0301', BAD_CHARACTERS[0]!, '가나\u200f', '가나\u0007']) {
      const { status, body } = await act(action(), input(value));
      expect([status, body.errors?.map((error) => error.path)], JSON.stringify([action(), value, body.notice])).toEqual([422, [path]]);
      expect(body.errors![0]!.message).toMatch(/보이|제어/);
    }
  });

  it('is refused by the verbs as well, through which the seed writes', async () => {
    const { ctx } = shop;
    const name = '가\u202e나';
    expect((await refusal(saveProduct(ctx, productInput({ name })))).errors).toMatchObject([{ path: 'name' }]);
    expect((await refusal(saveProduct(ctx, productInput({ brand: '\u3164' })))).errors).toMatchObject([{ path: 'brand' }]);
    expect((await refusal(savePromotion(ctx, promotionInput(ctx, shop.productId, { title: '\u200b' })))).errors).toMatchObject([
      { path: 'title' },
    ]);
    expect((await refusal(saveUniversity(ctx, university({ name }) as never))).errors).toMatchObject([{ path: 'name' }]);
  });
});

describe('decomposed Korean', () => {
  it('is composed by the forms', async () => {
    const made = product({
      ...productInput({ name: nfd('무선 이어폰 한글'), brand: nfd('소리') }),
      description: nfd('첫째 줄\r\n둘째 줄'),
      options: [{ name: nfd('색상'), values: [nfd('검정'), '하양'] }],
    });
    const answer = await act('Product/actions/new', made);
    expect([answer.status, answer.body.notice?.message]).toEqual([200, '상품을 만들었어요.']);
    const saved = await Product.findOneByOrFail({ name: '무선 이어폰 한글' });
    expect(saved).toMatchObject({ brand: '소리', description: '첫째 줄\n둘째 줄', options: [{ name: '색상', values: ['검정', '하양'] }] });
    expect((await Variant.findBy({ productId: saved.id })).map(({ options }) => options['색상'])).toEqual(['검정', '하양']);

    await act('University/actions/new', university({ name: nfd('결합대학교') }));
    expect(await University.countBy({ name: '결합대학교' })).toBe(1);
    await act('Promotion/actions/new', promotion({ title: nfd('결합 프로모션') }));
    expect(await Promotion.countBy({ title: '결합 프로모션' })).toBe(1);
    await act(`Variant/records/${shop.variantIds[0]}/stock`, { delta: 1, reason: nfd('입고 한글') });
    expect(await StockChange.countBy({ reason: '입고 한글' })).toBe(1);
    await act('Staff/actions/new', { name: nfd('남궁 한글'), email: 'loose@mngshop.test', role: 'viewer' });
    expect(await Staff.findOneByOrFail({ email: 'loose@mngshop.test' })).toMatchObject({ name: '남궁 한글' });
  });

  it('is composed by the verbs, options in product and variants alike', async () => {
    const typed = productInput({ name: nfd('동사 상품') });
    const { id } = await saveProduct(shop.ctx, {
      ...typed,
      options: [{ name: nfd('색상'), values: ['검정', nfd('하양')] }],
    });
    expect(await Product.findOneByOrFail({ id })).toMatchObject({
      name: '동사 상품',
      options: [{ name: '색상', values: ['검정', '하양'] }],
    });
  });

  it('is sent as a campaign', async () => {
    const input = { text: nfd('배송이 늦어져요.\r\n미안해요.'), purpose: 'notice', requestId: crypto.randomUUID() };
    const { status, body } = await act(`Customer/bulk/sms?recordIds=${shop.customerIds[0]}`, input);
    expect([status, body.errors]).toEqual([200, undefined]);
    expect((await Campaign.find()).at(-1)).toMatchObject({ text: '[MNG샵] 배송이 늦어져요.\n미안해요.' });
  });
});

it('texts as long as a form takes them fit, in the widest characters', async () => {
  const universityId = await newUniversity(shop.ctx);
  const wide = (count: number) => '👩🏽‍🚀'.repeat(count);
  const answers = [
    await act('Product/actions/new', product({ ...productInput({ name: wide(120), brand: wide(60) }) })),
    await act('Promotion/actions/new', promotion({ title: wide(120), summary: wide(300) })),
    await act('University/actions/new', university({ name: wide(80), nameEn: wide(120), region: wide(20) })),
    await act('Staff/actions/new', { name: wide(100), email: 'wide@mngshop.test', role: 'viewer' }),
    await act(`Variant/records/${shop.variantIds[0]}/stock`, { delta: 1, reason: wide(200) }),
    await act(`Customer/records/${shop.customerIds[9]}/university`, { universityId, from: shop.universityId, reason: wide(200) }),
  ];
  expect(answers.map(({ status, body }) => [status, body.errors])).toEqual(answers.map(() => [200, undefined]));
});
