import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, openBrowser, openPage, PHONE, snap } from './browser.js';
import { type BuiltShop, startBuiltShop } from './built-shop.js';

const PASSWORD = 'mngshop-demo-2026';
const STUDENT = 'student1@mngshop.test';

let shop: BuiltShop;
let browser: Browser;
beforeAll(async () => {
  shop = await startBuiltShop({ REFUND_RETRY_MINUTES: '0.001', REFUNDS_SECONDS: '0.1' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

async function call<T>(page: Page, method: string, path: string, data?: object, headers: Record<string, string> = {}): Promise<T> {
  const options = { method, headers, ...(data ? { data } : {}) };
  const answer = await page.request.fetch(`${shop.url}${path}`, options);
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}

interface Promotions {
  promotions: { slug: string; state: string; offers: { id: number; product: { slug: string } }[] }[];
}
interface Product {
  product: { variants: { id: number; surcharge: number; available: number }[]; offer: { id: number; price: number; myRemaining: number } };
}

/** Signs the student in and pays for one of what there is, without the screens that other journeys walk through. */
async function aPaidOrder(page: Page): Promise<{ number: string; receiptId: string; total: number }> {
  await call(page, 'POST', '/api/customer/session', { email: STUDENT, password: PASSWORD });
  const { offer, variant } = await somethingToBuy(page);
  const line = { offerId: offer.id, variantId: variant.id, quantity: 1, unitPrice: offer.price + variant.surcharge };
  const recipient = { name: '김하늘', phone: '01012345678', postcode: '08826', address1: '서울 관악구 관악로 1', address2: '', memo: '' };
  const key = { 'Idempotency-Key': 'refund-by-hand-journey' };
  const placed = await call<{ order: { number: string }; payment: { price: number } }>(
    page,
    'POST',
    '/api/customer/orders',
    { lines: [line], recipient },
    key,
  );
  const [number, total] = [placed.order.number, placed.payment.price];
  const { receiptId } = await call<{ receiptId: string }>(page, 'POST', '/_simulator/bootpay/payments', { orderId: number, price: total });
  await call(page, 'POST', `/api/customer/orders/${number}/payment`, { receiptId });
  return { number, receiptId, total };
}

async function somethingToBuy(page: Page) {
  const { promotions } = await call<Promotions>(page, 'GET', '/api/customer/promotions');
  for (const { product: known } of promotions.filter(({ state }) => state === 'open').flatMap(({ offers }) => offers)) {
    const { product } = await call<Product>(page, 'GET', `/api/customer/products/${known.slug}`);
    const variant = product.variants.find(({ available }) => available > 0);
    if (variant && product.offer.myRemaining > 0) return { offer: product.offer, variant };
  }
  throw new Error('The seed has nothing that this student can buy.');
}

const refundOf = (number: string) =>
  shop.rows<{ id: number; state: string }>(
    'SELECT r.id, r.state FROM refunds r JOIN orders o ON o.id = r.order_id WHERE o.number = ?',
    number,
  )[0];

async function axe(page: Page): Promise<void> {
  // A button that has just been enabled is still on its way to its colours.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, 'wider than the screen').toBeLessThanOrEqual(0);
}

describe('a refund that the card cannot take back', () => {
  it('goes to the account that the student names, once two of the staff have approved it', async () => {
    const phone = await browser.newContext(PHONE);
    const { page, complaints } = await openPage(phone);
    const { number, receiptId, total } = await aPaidOrder(page);
    await call(page, 'POST', '/_simulator/faults', { on: 'cancel', kind: 'refuse', receiptId, times: 100 });
    await call(page, 'POST', `/api/customer/orders/${number}/cancellation`, { reason: '마음이 바뀌었어요' });
    await expect.poll(() => refundOf(number)?.state, { timeout: 30_000 }).toBe('manual');
    await expect
      .poll(async () => (await shop.messages('sms')).filter(({ text }) => text.includes(number) && text.includes('받을 계좌')).length)
      .toBe(1);

    await nameAccount(page, number, total);
    await twoTabs(page, number);
    // The browser reports the request that found no network, and those that needed the password.
    expect(complaints.filter((text) => !/ERR_FAILED|status of 403/.test(text))).toEqual([]);
    complaints.length = 0;

    const money = `${total.toLocaleString('ko-KR')}원`;
    await staffApproves('manager', number, { total, isLast: false });
    await page.goto(`${shop.url}/orders/${number}`);
    await page.getByText(`${money}을 신한은행 ••••0987 계좌로 보내고 있어요`).waitFor();
    expect(await page.getByRole('button', { name: '계좌 다시 입력하기' }).count()).toBe(0);
    await snap(page, '34-transferring');
    await staffApproves('support', number, { total, isLast: true });

    await page.reload();
    await page.getByText(`${money}을 알려 주신 계좌로 보냈어요`).waitFor();
    await axe(page);
    await snap(page, '35-transferred');
    expect(shop.rows('SELECT * FROM refund_accounts')).toEqual([]);
    expect(shop.rows<{ pay: string; refunded: number }>('SELECT pay, refunded FROM orders WHERE number = ?', number)).toEqual([
      { pay: 'refunded', refunded: total },
    ]);
    expect(complaints).toEqual([]);
    await phone.close();
  });
});

async function nameAccount(page: Page, number: string, total: number): Promise<void> {
  await page.goto(`${shop.url}/orders/${number}`);
  await page.getByRole('heading', { name: '계좌로 받는 환불' }).waitFor();
  await page.getByText('카드 취소가 되지 않아 계좌로 돌려드려요').waitFor();
  expect(await page.locator('section[aria-labelledby=by-hand]').innerText()).toContain(`${total.toLocaleString('ko-KR')}원`);
  await axe(page);
  await snap(page, '30-asked');

  const send = page.getByRole('button', { name: '이 계좌로 받기' });
  await send.click();
  await page.getByText('은행을 골라 주세요').waitFor();
  await page.getByText('계좌번호를 8~16자리 숫자로 적어 주세요').waitFor();
  await axe(page);
  await snap(page, '31-wrong');

  await page.getByLabel('은행').selectOption('KB국민은행');
  await page.getByLabel('계좌번호').fill('123456-01-234567');
  await page.getByLabel('예금주').fill('김하늘');
  // The network is dead: a sentence, and nothing of what was typed is lost.
  await page.route('**/refund-account', (route) => route.abort());
  await send.click();
  await page.getByRole('alert').getByText('서버에 닿지 못했어요').waitFor();
  expect(await page.getByLabel('계좌번호').inputValue()).toBe('123456-01-234567');
  await snap(page, '32-offline');
  await page.unroute('**/refund-account');
  // Signed in for long: the server wants the password again, and nothing of what was typed is lost over it.
  shop.change('UPDATE customer_sessions SET password_given_at = NULL');
  await send.dblclick();
  const dialog = page.getByRole('dialog', { name: '비밀번호를 한 번 더' });
  await dialog.getByRole('button', { name: '그만두기' }).click();
  await page.getByRole('alert').getByText('비밀번호를 확인하지 않아서').waitFor();
  expect(await page.getByLabel('계좌번호').inputValue()).toBe('123456-01-234567');
  await send.click();
  await dialog.getByLabel('비밀번호').fill(PASSWORD);
  await axe(page);
  await snap(page, '32-password');
  await dialog.getByRole('button', { name: '확인' }).click();
  await page.getByText('KB국민은행').first().waitFor();
  await page.getByText('계좌로 보낼게요').waitFor();
  await axe(page);
  await snap(page, '33-named');
  await page.emulateMedia({ colorScheme: 'dark' });
  await axe(page);
  await snap(page, '33-named-dark');
  await page.emulateMedia({ colorScheme: 'light' });
}

/** One tab types while the other sends: neither loses what it holds, and the last that was sent counts. */
async function twoTabs(first: Page, number: string): Promise<void> {
  await first.getByRole('button', { name: '계좌 다시 입력하기' }).click();
  await first.getByLabel('은행').selectOption('토스뱅크');
  await first.getByLabel('계좌번호').fill('100012345678');
  const second = await first.context().newPage();
  await second.goto(`${shop.url}/orders/${number}`);
  await second.getByRole('button', { name: '계좌 다시 입력하기' }).click();
  await second.getByLabel('은행').selectOption('신한은행');
  await second.getByLabel('계좌번호').fill('110220330987');
  await second.getByLabel('예금주').fill('김하늘');
  await second.getByRole('button', { name: '이 계좌로 받기' }).click();
  await second.getByText('신한은행').first().waitFor();
  await second.close();
  await first.bringToFront();
  await first.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  expect(await first.getByLabel('계좌번호').inputValue()).toBe('100012345678');
  await first.getByRole('button', { name: '그대로 두기' }).click();
  await first.getByText('신한은행').first().waitFor();
}

async function staffApproves(who: string, number: string, { total, isLast }: { total: number; isLast: boolean }): Promise<void> {
  const desk = await browser.newContext(DESKTOP);
  const { page, complaints } = await openPage(desk);
  await page.goto(`${shop.url}/admin`);
  await page.getByLabel('이메일').fill(`${who}@mngshop.test`);
  await page.getByLabel('비밀번호').fill(PASSWORD);
  await page.getByRole('button', { name: '로그인' }).click();
  await page.getByText(/환불 \d+건을 계좌로 보내야 해요/).waitFor({ timeout: 60_000 });
  await snap(page, `40-${who}-dashboard`);
  await page
    .getByText(/환불 \d+건을 계좌로 보내야 해요/)
    .getByRole('link')
    .click();
  const id = refundOf(number)?.id ?? 0;
  await page.locator(`tr[data-id="${id}"]`).waitFor();
  await snap(page, `41-${who}-list`);
  await page.goto(`${shop.url}/admin/resources/Refund/records/${id}/show`);
  await page.getByText('승인 (두 사람)').waitFor();
  await snap(page, `42-${who}-refund`);
  await page.goto(`${shop.url}/admin/resources/Refund/records/${id}/account`);
  await page.getByRole('button', { name: '계좌 보기' }).click();
  await page.getByText('110220330987').waitFor();
  await snap(page, `43-${who}-account`);
  const seen = shop.rows(`SELECT 1 FROM access_entries WHERE resource = 'refunds' AND subjects = ?`, String(id));
  expect(seen.length).toBeGreaterThan(isLast ? 1 : 0);

  await page.goto(`${shop.url}/admin/resources/Refund/records/${id}/approve`);
  const amount = page.getByLabel('돌려줄 금액 (원)');
  await amount.fill(String(total - 1));
  await page.getByRole('button', { name: '승인하기' }).click();
  await page.getByText('적은 금액이 환불할 금액과 달라요').first().waitFor();
  await snap(page, `44-${who}-wrong-amount`);
  complaints.length = 0; // the browser reports the 409 that was asked for
  await amount.fill(total.toLocaleString('en'));
  await page.getByRole('button', { name: '승인하기' }).click();
  await page.getByText(isLast ? '환불이 끝났어요' : '다른 사람의 승인이 한 번 더 필요해요').waitFor();
  await snap(page, `45-${who}-approved`);
  expect(complaints).toEqual([]);
  await desk.close();
}
