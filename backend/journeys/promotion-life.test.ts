import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP, openBrowser, openPage, PHONE, snap } from './browser.js';
import { type BuiltShop, startBuiltShop } from './built-shop.js';

const PASSWORD = 'mngshop-demo-2026';
let shop: BuiltShop;
let browser: Browser;
beforeAll(async () => {
  process.env['SETTLE_SECONDS'] = '1';
  shop = await startBuiltShop();
  browser = await openBrowser();
});
afterAll(async () => {
  delete process.env['SETTLE_SECONDS'];
  await browser.close();
  await shop.stop();
});

/** A group buy with one product that is not on sale at a university with students, and one of them. */
function toCopy() {
  const [found] = shop.rows<{ id: number; title: string; university: string; email: string; phone: string }>(
    `SELECT pr.id, pr.title, u.name AS university, c.email, c.phone FROM promotions pr
     JOIN offers o ON o.promotion_id = pr.id JOIN universities u ON u.active = 1
     JOIN customers c ON c.university_id = u.id AND c.email LIKE 'student%'
     WHERE pr.kind = 'group_buy' AND pr.state <> 'draft' AND o.cap_quantity IS NULL
       AND (SELECT COUNT(*) FROM offers o1 WHERE o1.promotion_id = pr.id) = 1
       AND (SELECT SUM(s.on_hand - s.reserved) FROM variants v JOIN variant_stock s ON s.variant_id = v.id WHERE v.product_id = o.product_id) > 5
       AND NOT EXISTS (SELECT 1 FROM offers o2 JOIN promotions p2 ON p2.id = o2.promotion_id
         LEFT JOIN promotion_universities r2 ON r2.promotion_id = p2.id
         WHERE o2.product_id = o.product_id AND p2.state = 'published' AND (p2.reaches_all = 1 OR r2.university_id = u.id))
     ORDER BY pr.id, c.id LIMIT 1`,
  );
  if (!found) throw new Error('The seed has no group buy that can be copied to another university.');
  return found;
}

/** What `datetime-local` holds so many hours from now, by Korea's clock. */
const koreanInput = (hours: number) => new Date(Date.now() + (hours + 9) * 3_600_000).toISOString().slice(0, 16);
const widths = async (page: Page, name: string) => {
  await snap(page, name);
  await page.setViewportSize({ width: 900, height: 900 });
  await snap(page, `${name}-900`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(900);
  await page.setViewportSize(DESKTOP.viewport);
};

it('a promotion from its copy to the money back', async () => {
  const original = toCopy();
  const desk = await browser.newContext(DESKTOP);
  const { page, complaints } = await openPage(desk);
  await signInStaff(page);
  await page.getByRole('link', { name: '프로모션', exact: true }).first().click();
  await page.getByText('진행', { exact: true }).waitFor();
  await widths(page, '40-promotions');

  const copy = await copyTo(page, original);
  await page.getByText('공개할 수 있지만 확인해 주세요.').waitFor();
  await page.getByRole('heading', { name: original.title }).nth(0).waitFor();
  await widths(page, '41-preview');
  const as = page.getByLabel('어느 학교 학생으로 볼까요?');
  await as.selectOption({ index: 1 });
  await page.getByText('학생에게는 이 프로모션이 없어요').waitFor();
  await snap(page, '42-preview-outside');
  await easier(page, copy);
  await page.goto(`${shop.url}/admin/resources/Promotion/records/${copy}/publish`);
  const drawer = page.locator('.mng-form', { hasText: '이 프로모션을 공개할까요?' });
  await drawer.getByText('공개할 수 있지만 확인해 주세요.').waitFor();
  await widths(page, '43-publish');
  await drawer.getByRole('button', { name: '공개하기' }).click();
  await page.waitForURL(/\/show/);

  const phone = await browser.newContext(PHONE);
  const number = await buyTwo(phone, original.email, copy);
  await page.goto(`${shop.url}/admin/resources/Promotion/records/${copy}/show`);
  await page.getByText('지금 마감되면').first().waitFor();
  await widths(page, '45-open');

  await moveClosing(page, copy, 'extend', async (form) => {
    await form.getByLabel('새 마감 (한국 시간)').fill(koreanInput(72));
    await widths(page, '46-extend');
  });
  await heard(original.phone, '늦춰졌어요');
  await moveClosing(page, copy, 'close', () => widths(page, '47-close'));
  await heard(original.phone, '앞당겼어요');

  await expect
    .poll(() => shop.rows<{ state: string }>('SELECT state FROM promotions WHERE id = ?', copy)[0]?.state, { timeout: 20_000 })
    .toBe('settled');
  await page.goto(`${shop.url}/admin/resources/Promotion/records/${copy}/show`);
  await page.getByText('정산을 마쳤어요').waitFor();
  await page.getByText('최종 가격').waitFor();
  await widths(page, '48-settled');
  expect(complaints).toEqual([]);

  const student = await openPage(phone);
  await student.page.goto(`${shop.url}/orders/${number}`);
  await student.page.getByText('20,000원').first().waitFor();
  await snap(student.page, '49-student-refund');
  expect(student.complaints).toEqual([]);
  const refunds = shop.rows<{ amount: number; state: string }>(
    'SELECT r.amount, r.state FROM refunds r JOIN orders o ON o.id = r.order_id WHERE o.number = ?',
    number,
  );
  expect(refunds).toEqual([{ amount: 20_000, state: 'done' }]);
}, 120_000);

async function signInStaff(page: Page): Promise<void> {
  await page.goto(`${shop.url}/admin`);
  await page.getByLabel('이메일').fill('manager@mngshop.test');
  await page.getByLabel('비밀번호').fill(PASSWORD);
  await page.getByRole('button', { name: '로그인' }).click();
  await page.getByText('오늘 매출').waitFor({ timeout: 60_000 });
  await snap(page, '39-dashboard');
}

/** Copies it for the student's university alone, open since an hour ago; gives the copy's id. */
async function copyTo(page: Page, original: ReturnType<typeof toCopy>): Promise<number> {
  await page.goto(`${shop.url}/admin/resources/Promotion/records/${original.id}/show`);
  await page.getByText('판매 조건').first().waitFor();
  await snap(page, '40-original');
  await page.goto(`${shop.url}/admin/resources/Promotion/records/${original.id}/copy`);
  const form = page.locator('.mng-form', { hasText: '그대로 옮겨' });
  await form.getByLabel('여는 때 (한국 시간)').fill(koreanInput(-1));
  await form.getByLabel('닫는 때 (한국 시간)').fill(koreanInput(48));
  const all = form.getByRole('checkbox', { name: '전체 대학교' });
  if (await all.isChecked()) await all.uncheck();
  while ((await form.locator('.mng-chip button').count()) > 0) await form.locator('.mng-chip button').first().click();
  await form
    .getByRole('combobox')
    .or(form.getByLabel('대학교', { exact: true }))
    .first()
    .fill(original.university);
  await form
    .locator('.mng-found')
    .getByRole('button', { name: new RegExp(`^${original.university}`) })
    .first()
    .click();
  await widths(page, '40-copy');
  await form.getByRole('button', { name: '복사하기' }).click();
  await page.waitForURL(/\/preview/);
  return Number(/records\/(\d+)\/preview/.exec(page.url())?.[1]);
}

/** The second step at two units and 10,000 won less, and no goal: one student then reaches it. */
async function easier(page: Page, id: number): Promise<void> {
  await page.goto(`${shop.url}/admin/resources/Promotion/records/${id}/edit`);
  const first = await page.getByLabel('1구간: 가격 (원)').inputValue();
  while ((await page.getByRole('button', { name: '빼기', exact: true }).count()) > 1)
    await page.getByRole('button', { name: '빼기', exact: true }).last().click();
  await page.getByLabel('2구간: 몇 개부터').fill('2');
  await page.getByLabel('2구간: 가격 (원)').fill(String(Number(first) - 10_000));
  await page.getByLabel('목표 수량').fill('');
  await page.getByLabel('1인 수량').fill('2');
  await widths(page, '42-edit');
  await page.getByRole('button', { name: '저장', exact: true }).click();
  await page.waitForURL(/\/show/);
}

async function buyTwo(phone: BrowserContext, email: string, promotionId: number): Promise<string> {
  await phone.request.post(`${shop.url}/api/customer/session`, { data: { email, password: PASSWORD } });
  const [row] = shop.rows<{ slug: string; title: string; product: string; offer: number; price: number }>(
    `SELECT pr.slug, pr.title, p.slug AS product, o.id AS offer, json_extract(o.tiers, '$[0].unitPrice') AS price FROM promotions pr
     JOIN offers o ON o.promotion_id = pr.id JOIN products p ON p.id = o.product_id WHERE pr.id = ?`,
    promotionId,
  );
  const { page, complaints } = await openPage(phone);
  await page.goto(`${shop.url}/promotions/${row?.slug ?? ''}`);
  await page
    .getByText(row?.title ?? '')
    .first()
    .waitFor();
  await page
    .getByText(/2개 더 팔리면/)
    .first()
    .waitFor();
  await snap(page, '44-student');
  expect(complaints).toEqual([]);
  const shown = (await (await phone.request.get(`${shop.url}/api/customer/products/${row?.product ?? ''}`)).json()) as {
    product: { variants: { id: number; surcharge: number; available: number }[] };
  };
  const variant = shown.product.variants.find(({ available }) => available >= 2);
  const line = { offerId: row?.offer, variantId: variant?.id, quantity: 2, unitPrice: (row?.price ?? 0) + (variant?.surcharge ?? 0) };
  const recipient = {
    name: '이하늘',
    phone: '010-0234-5678',
    postcode: '08826',
    address1: '서울특별시 관악구 관악로 1',
    address2: '',
    memo: '',
  };
  const placed = await phone.request.post(`${shop.url}/api/customer/orders`, {
    data: { lines: [line], recipient },
    headers: { 'Idempotency-Key': `promotion-life-${promotionId}` },
  });
  expect(placed.status()).toBe(201);
  const { order, payment } = (await placed.json()) as { order: { number: string }; payment: { price: number } };
  const window = await phone.request.post(`${shop.url}/_simulator/bootpay/payments`, {
    data: { orderId: order.number, price: payment.price },
  });
  const { receiptId } = (await window.json()) as { receiptId: string };
  await phone.request.post(`${shop.url}/api/customer/orders/${order.number}/payment`, { data: { receiptId } });
  return order.number;
}

async function moveClosing(page: Page, id: number, action: 'extend' | 'close', fill: (form: ReturnType<Page['locator']>) => Promise<void>) {
  await page.goto(`${shop.url}/admin/resources/Promotion/records/${id}/${action}`);
  const form = page.locator('.mng-form', { hasText: '사유' });
  await form.getByText('명에게 문자로 알려요').waitFor();
  expect(await form.locator('.mng-recipients b').textContent()).toBe('1');
  await form.getByLabel('사유').fill('공급사와 다시 맞췄어요');
  await fill(form);
  await form.getByRole('button', { name: action === 'extend' ? '마감 연장' : '조기 마감' }).click();
  await page.waitForURL(/\/show/);
}

const heard = (phone: string, text: string) =>
  expect
    .poll(async () => (await shop.messages('sms')).filter((message) => message.to === phone && message.text.includes(text)).length, {
      timeout: 10_000,
    })
    .toBe(1);
