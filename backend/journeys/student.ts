import { AxeBuilder } from '@axe-core/playwright';
import type { APIRequestContext, Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openPage, PHONE, snap } from './browser.js';
import type { BuiltShop } from './built-shop.js';

const PASSWORD = 'mngshop-demo-2026';
const TYPED = {
  name: '이하늘',
  phone: '01002345678',
  postcode: '08826',
  address1: '서울특별시 관악구 관악로 1',
  address2: '502호',
  memo: '',
};

interface Student {
  email: string;
  context: BrowserContext;
  page: Page;
  /** What the browser complained about. */
  complaints: string[];
  /** The orders of this journey, oldest first; `captured` in won over all their payments. */
  orders(): { number: string; state: string; pay: string; total: number; payments: number; captured: number }[];
}

/** A signed-in student of the seed with a phone. @param n 1–20 */
export async function aStudent(shop: BuiltShop, browser: Browser, n: number, device: object = {}): Promise<Student> {
  const context = await browser.newContext({ ...PHONE, deviceScaleFactor: 1, reducedMotion: 'reduce', ...device });
  const email = emailOf(n);
  await signIn(shop, context.request, email);
  const { page, complaints } = await openPage(context);
  const [last] = shop.rows<{ id: number }>('SELECT MAX(id) AS id FROM orders');
  const orders = () =>
    shop.rows<ReturnType<Student['orders']>[number]>(
      `SELECT o.number, o.state, o.pay, o.total, COUNT(p.id) AS payments, COALESCE(SUM(p.captured), 0) AS captured
       FROM orders o JOIN customers c ON c.id = o.customer_id LEFT JOIN payments p ON p.order_id = o.id
       WHERE c.email = ? AND o.id > ? GROUP BY o.id ORDER BY o.id`,
      email,
      last?.id ?? 0,
    );
  return { email, context, page, complaints, orders };
}

export const emailOf = (n: number) => `student${n}@mngshop.test`;

export async function signIn(shop: BuiltShop, request: APIRequestContext, email: string): Promise<void> {
  const answer = await request.post(`${shop.url}/api/customer/session`, { data: { email, password: PASSWORD } });
  expect(answer.status()).toBe(201);
}

/** From the product's page to the review. */
export async function toCheckout(shop: BuiltShop, page: Page, product: string): Promise<void> {
  await page.goto(`${shop.url}/products/${product}`);
  await page.getByRole('button', { name: '옵션 고르고 사기' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '주문 확인하기' }).click();
  await page.waitForURL('**/checkout**');
  await orderButton(page).waitFor();
}

export async function agree(page: Page): Promise<void> {
  await page.getByRole('checkbox').first().waitFor();
  for (const box of await page.getByRole('checkbox').all()) await box.check();
}

export async function fillAddress(page: Page): Promise<void> {
  await page.getByLabel('받는 사람', { exact: true }).fill(TYPED.name);
  await page.getByLabel('받는 사람 휴대전화').fill(TYPED.phone);
  await page.getByLabel('우편번호').fill(TYPED.postcode);
  await page.getByLabel('주소', { exact: true }).fill(TYPED.address1);
  await page.getByLabel('상세 주소').fill('919동 502호');
}

export const forgetAddress = (shop: BuiltShop, email: string): void =>
  shop.change('DELETE FROM customer_addresses WHERE customer_id = (SELECT id FROM customers WHERE email = ?)', email);

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
export const orderButton = (page: Page) => page.getByRole('button', { name: /원 주문하기$/ });
export const payButton = (page: Page) => page.getByRole('button', { name: /원 결제하기$/ });

/** Reviews, agrees and orders; then the payment is asked for. @returns the order's number */
export async function order(shop: BuiltShop, page: Page, product: string): Promise<string> {
  await toCheckout(shop, page, product);
  await agree(page);
  await orderButton(page).click();
  return ordered(page);
}

export async function ordered(page: Page): Promise<string> {
  await payButton(page).waitFor();
  return new URL(page.url()).searchParams.get('order') ?? '';
}

/** Through the payment window and back. @param trouble of the simulator's list, by its label */
export async function pay(page: Page, trouble?: string): Promise<void> {
  await payButton(page).click();
  await page.waitForURL('**/_simulator/bootpay/window**');
  if (trouble) {
    await page.getByText('문제 만들기').click();
    await page.getByRole('combobox').selectOption({ label: trouble });
  }
  await page.getByRole('button', { name: '결제하기' }).click();
  await page.waitForURL('**/payment-result**');
}

/** What another student, or the same one on another device, does meanwhile: orders through the API, and pays where asked to. */
export async function buyElsewhere(shop: BuiltShop, browser: Browser, n: number, product: string, { quantity = 1, pays = false } = {}) {
  const { request } = await browser.newContext();
  await signIn(shop, request, emailOf(n));
  const { product: shown } = (await (await request.get(`${shop.url}/api/customer/products/${product}`)).json()) as {
    product: { offer: { id: number; price: number }; variants: { id: number; surcharge: number }[] };
  };
  const [variant] = shown.variants;
  const line = { offerId: shown.offer.id, variantId: variant?.id, quantity, unitPrice: shown.offer.price + (variant?.surcharge ?? 0) };
  const headers = { 'idempotency-key': `elsewhere-${n}-${product}` };
  const answer = await request.post(`${shop.url}/api/customer/orders`, { headers, data: { lines: [line], recipient: TYPED } });
  expect(answer.status()).toBe(201);
  if (!pays) return;
  const { order: placed } = (await answer.json()) as { order: { number: string; total: number } };
  const receipt = await request.post(`${shop.url}/_simulator/bootpay/payments`, { data: { orderId: placed.number, price: placed.total } });
  const paid = await request.post(`${shop.url}/api/customer/orders/${placed.number}/payment`, { data: await receipt.json() });
  expect(paid.status()).toBe(200);
}

/** The open dialog, in light and dark: named, holding the focus, without a finding of axe, and no wider than the phone. */
export async function goodDialog(page: Page, title: string, name: string) {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.waitFor();
  expect(await dialog.evaluate((element) => element.contains(document.activeElement)), 'the focus is in the dialog').toBe(true);
  await goodPage(page, name, 'dialog[open]');
  return dialog;
}

/** @param part of it that axe looks at */
export async function goodPage(page: Page, name: string, part = 'body'): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await snap(page, `${name}-${colorScheme}`);
    const { violations } = await new AxeBuilder({ page }).include(part).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
}
