import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage, PHONE, snap } from './browser.js';
import { type BuiltShop, startBuiltShop } from './built-shop.js';
import { goodDialog } from './student.js';

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

const OWN = 'a password of mine 1';

/** Somebody who signed up a while ago, on the account's page. */
async function signedInForLong(page: Page): Promise<string> {
  const phone = `010${String(Date.now()).slice(-8)}`;
  const answer = await page.request.post(`${shop.url}/api/customer/sign-up`, {
    data: {
      email: `${randomUUID()}@mngshop.test`,
      password: OWN,
      name: '김하늘',
      phone,
      university: 'snu',
      consents: { terms: true, privacy: true, age14: true },
    },
  });
  expect(answer.status()).toBe(201);
  forgetPassword();
  await page.goto(`${shop.url}/account`);
  await page.getByRole('heading', { name: '김하늘님' }).waitFor();
  return phone;
}

/** As if more than ten minutes had gone by. */
const forgetPassword = () => shop.change('UPDATE customer_sessions SET password_given_at = NULL');

it('a student changes the phone, the password and leaves: each only with the password, and nothing typed is lost over it', async () => {
  const { page, complaints } = await openPage(await browser.newContext({ ...PHONE, reducedMotion: 'reduce' }));
  const phone = await signedInForLong(page);

  await page.getByText('이름과 휴대전화').click();
  await page.getByLabel('이름').fill('김새하늘');
  await page.getByLabel('휴대전화').fill('010-7654-3210');
  const save = page.getByRole('button', { name: '저장하기' });
  await save.click();
  const dialog = await goodDialog(page, '비밀번호를 한 번 더 입력해 주세요', '31-password-again');
  const again = dialog.getByLabel('비밀번호');
  expect(await again.evaluate((element) => element === document.activeElement), 'one can type at once').toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('alert').getByText('비밀번호를 확인하지 않아서 아직 바꾸지 않았어요').waitFor();
  expect([await page.getByLabel('이름').inputValue(), await page.getByLabel('휴대전화').inputValue()]).toEqual([
    '김새하늘',
    '010-7654-3210',
  ]);
  await snap(page, '32-not-given');
  await save.click();
  await again.fill('not this one');
  await again.press('Enter');
  await dialog.getByText('비밀번호가 맞지 않아요').waitFor();
  await goodDialog(page, '비밀번호를 한 번 더 입력해 주세요', '33-wrong');
  await again.fill(OWN);
  await dialog.getByRole('button', { name: '확인' }).click();
  await page.getByText('내 정보를 바꿨어요').waitFor();
  await page.getByRole('heading', { name: '김새하늘님' }).waitFor();
  await expect
    .poll(async () => (await shop.messages('sms')).filter(({ to }) => to === phone).map(({ text }) => text))
    .toMatchObject([expect.stringContaining('휴대전화 번호를 바꿨어요')]);

  await page.getByText('비밀번호 바꾸기').first().click();
  await page.getByLabel('지금 비밀번호').fill('not this one');
  await page.getByLabel('새 비밀번호').fill('quite another one 2');
  await page.getByRole('button', { name: '비밀번호 바꾸기' }).click();
  await page.getByRole('alert').getByText('지금 비밀번호가 맞지 않아요').waitFor();
  expect(await page.getByLabel('새 비밀번호').inputValue()).toBe('quite another one 2');

  forgetPassword();
  await page.getByRole('button', { name: '탈퇴하기' }).click();
  const leaving = page.getByRole('dialog', { name: '정말 탈퇴할까요?' });
  await leaving.getByLabel('비밀번호').fill('not this one');
  await leaving.getByRole('button', { name: '탈퇴하기' }).click();
  await leaving.getByRole('alert').getByText('비밀번호가 맞지 않아요').waitFor();
  await snap(page, '34-leaving');
  await leaving.getByLabel('비밀번호').fill(OWN);
  await leaving.getByRole('button', { name: '탈퇴하기' }).click();
  await page.waitForURL(`${shop.url}/`);
  expect(((await (await page.request.get(`${shop.url}/api/customer/me`)).json()) as { customer: unknown }).customer).toBeNull();
  // What the browser itself reports of the refusals that were asked for.
  expect(complaints.filter((text) => !/status of 40[13]/.test(text))).toEqual([]);
});

it('a student who is told that too many sign in presses once more, and nothing typed is lost', async () => {
  const { page } = await openPage(await browser.newContext(PHONE));
  const busy = {
    code: 'busy',
    detail: '지금 로그인과 가입이 몰려서 처리하지 못했어요. 잠시 뒤에 다시 눌러 주세요. 적은 내용은 그대로예요.',
  };
  await page.route(
    '**/api/customer/session',
    (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', json: busy }),
    {
      times: 1,
    },
  );
  await page.goto(`${shop.url}/sign-in`);
  await page.getByLabel('이메일').fill('student3@mngshop.test');
  await page.getByLabel('비밀번호').fill('mngshop-demo-2026');
  await page.getByRole('button', { name: '로그인' }).click();
  await page.getByText('잠시 뒤에 다시 눌러 주세요').waitFor();
  await snap(page, '35-busy');
  await page.getByRole('button', { name: '로그인' }).click();
  await page.waitForURL('**/promotions');
});
