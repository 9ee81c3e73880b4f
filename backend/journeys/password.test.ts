import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage, PHONE, snap } from './browser.js';
import { type BuiltShop, startBuiltShop } from './built-shop.js';

let shop: BuiltShop;
let browser: Browser;
beforeAll(async () => {
  shop = await startBuiltShop();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

it('a student who forgot the password sets a new one with a code sent to the phone, and every other device is signed out', async () => {
  const [student] = shop.rows<{ email: string; phone: string }>(
    'SELECT email, phone FROM customers WHERE phone_verified_at IS NOT NULL ORDER BY id LIMIT 1',
  );
  const other = await browser.newContext(PHONE);
  const signedIn = await other.request.post(`${shop.url}/api/customer/session`, {
    data: { email: student?.email, password: 'mngshop-demo-2026' },
  });
  expect(signedIn.status()).toBe(201);

  const { page, complaints } = await openPage(await browser.newContext(PHONE));
  await page.goto(`${shop.url}/password`);
  await page.getByLabel('이메일').fill(student?.email ?? '');
  await page.getByLabel('휴대전화').fill(student?.phone ?? '');
  await page.getByRole('button', { name: '인증 번호 받기' }).click();
  await page.getByLabel('인증 번호').waitFor();
  const code = async () =>
    (await shop.messages('sms'))
      .find((message) => message.to === student?.phone && message.text.includes('인증번호'))
      ?.text.match(/\d{6}/)?.[0];
  await expect.poll(code, { timeout: 10_000 }).toBeDefined();
  await page.getByLabel('인증 번호').fill((await code()) ?? '');
  await page.getByLabel('새 비밀번호').fill('an even longer password');
  await snap(page, '30-password');
  await page.getByRole('button', { name: '비밀번호 바꾸기' }).click();
  await page.waitForURL('**/sign-in**');
  await page.getByLabel('이메일').fill(student?.email ?? '');
  await page.getByLabel('비밀번호').fill('an even longer password');
  await page.getByRole('button', { name: '로그인' }).click();
  await page.waitForURL('**/promotions');
  expect(complaints).toEqual([]);

  const { customer } = (await (await other.request.get(`${shop.url}/api/customer/me`)).json()) as { customer: unknown };
  expect(customer).toBeNull();
  expect(shop.rows<{ text: string }>(`SELECT text FROM outbox_messages WHERE purpose = 'code'`)[0]?.text).not.toMatch(/\d{6}/);
});
