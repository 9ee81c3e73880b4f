import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { everyFrame, openBrowser, snap } from './browser.js';
import { type BuiltShop, startBuiltShop } from './built-shop.js';
import { aStudent, emailOf, heading, signIn } from './student.js';

let shop: BuiltShop;
let browser: Browser;
beforeAll(async () => {
  shop = await startBuiltShop();
  browser = await openBrowser({ remembers: true });
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

const ME = '**/api/customer/me';

/** A student's account, orders and one order, each opened and left: they lie in the browser's memory behind a page that says nothing. */
async function aFullMemory(n: number) {
  const student = await aStudent(shop, browser, n);
  const { page, context } = student;
  const seen = await everyFrame(page, 'memory');
  await page.goto(`${shop.url}/account`);
  await heading(page, /님$/).waitFor();
  await page.getByRole('link', { name: '주문 내역' }).first().click();
  await page.locator('main a[href^="/orders/"]').first().click();
  await page.getByRole('heading', { name: '받는 곳' }).waitFor();
  await page.goto(`${shop.url}/faq`);
  const [own] = shop.rows<{ name: string; phone: string }>('SELECT name, phone FROM customers WHERE email = ?', emailOf(n));
  return { ...student, context, seen, own: [own?.name ?? '', `${own?.phone.slice(0, 3)}-${own?.phone.slice(3, 7)}`] };
}

/** Not `goBack`: it waits for a page to load, and one from memory doesn't. */
const back = (page: Page) => page.evaluate(() => void setTimeout(() => history.back()));
const arrive = (page: Page, path: string) => expect.poll(() => page.url(), { timeout: 20_000 }).toContain(shop.url + path);
const endSession = (n: number) =>
  shop.change(
    'UPDATE customer_sessions SET ended_at = created_at WHERE customer_id = (SELECT id FROM customers WHERE email = ?)',
    emailOf(n),
  );
const kept = (page: Page) => page.evaluate(() => Object.entries({ ...sessionStorage, ...localStorage }));
/** The answer to who is signed in comes late, so that every frame before it can be looked at. */
const askSlowly = (context: BrowserContext) =>
  context.route(ME, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });

it('a student who signs out leaves nothing on a shared computer: Back shows the sign-in page, in no frame what was there', async () => {
  const { page, context, seen, own, complaints } = await aFullMemory(1);
  const second = await context.newPage();
  await second.goto(`${shop.url}/products/airpods-pro-2`);
  await second.getByRole('button', { name: '옵션 고르고 사기' }).click();
  await second.getByRole('dialog').getByRole('button', { name: '주문 확인하기' }).click();
  await heading(second, '이대로 주문할까요?').waitFor();
  expect(await kept(second)).not.toEqual([]);

  await page.goto(`${shop.url}/account`);
  await page.getByRole('button', { name: '로그아웃' }).click();
  await page.waitForURL(`${shop.url}/`);
  // The other tab was not touched.
  await second.waitForURL('**/sign-in?next=%2Fcheckout**');
  expect([await kept(page), await kept(second)]).toEqual([[], []]);

  await askSlowly(context);
  await back(page);
  await arrive(page, '/faq');
  for (const from of ['%2Forders%2F', '%2Forders', '%2Faccount']) {
    await back(page);
    await arrive(page, `/sign-in?next=${from}`);
    await heading(page, '다시 만나서 반가워요').waitFor();
  }
  expect(seen, 'they did come back from memory').not.toEqual([]);
  expect(seen.filter((frame) => [...own, '원'].some((text) => frame.includes(text)))).toEqual([]);
  // A page that asks for its own data when it comes back is refused: that is what is wanted.
  expect(complaints.filter((complaint) => !complaint.startsWith('Failed to load resource'))).toEqual([]);
});

it.each([
  ['has run out', 2, async () => endSession(2), '/sign-in?next=%2Forders%2F', '다시 만나서 반가워요'],
  [
    'is another student’s by now',
    1,
    async (context: BrowserContext) => signIn(shop, context.request, emailOf(4)),
    '/orders/',
    '찾는 주문이 없어요',
  ],
] as const)('a page that comes back when the session %s shows nothing of the first', async (_what, n, meanwhile, address, title) => {
  const { page, context, seen, own } = await aFullMemory(n);
  await meanwhile(context);
  await askSlowly(context);
  await back(page);
  await arrive(page, address);
  await heading(page, title).waitFor();
  expect(seen).not.toEqual([]);
  expect(seen.filter((frame) => [...own, '원'].some((text) => frame.includes(text)))).toEqual([]);
});

it('who is still signed in finds the page as it was left: not loaded anew, scrolled, typed and focused', async () => {
  const { page, own } = await aFullMemory(2);
  await page.goto(`${shop.url}/account`);
  await page.getByText('이름과 휴대전화').click();
  const name = page.getByLabel('이름', { exact: true });
  await name.fill('이름을 바꾸는 중');
  await page.evaluate(() => (document.documentElement.dataset['mark'] = 'the same document'));
  await page.getByRole('link', { name: '자주 묻는 질문' }).first().click();
  await page.waitForURL('**/faq');
  await back(page);
  await heading(page, `${own[0]}님`).waitFor();
  expect(await page.locator('html').getAttribute('data-mark')).toBe('the same document');
  expect(await name.inputValue()).toBe('이름을 바꾸는 중');

  // Another tab in front for a while; the answer is lost once.
  await name.focus();
  await page.route(ME, (route) => route.abort(), { times: 1 });
  await outOfSight(page);
  await heading(page, '누가 로그인했는지 확인하지 못했어요').waitFor();
  await snap(page, '60-veil');
  expect(await page.getByRole('heading', { name: `${own[0]}님` }).count()).toBe(0);
  await page.getByRole('button', { name: '다시 확인하기' }).click();
  await heading(page, `${own[0]}님`).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('name');
  expect(await name.inputValue()).toBe('이름을 바꾸는 중');
});

it('a page that comes back into sight, or asks for anything, after the session ended on another device leads to signing in', async () => {
  const { page, context } = await aStudent(shop, browser, 6);
  await page.goto(`${shop.url}/account`);
  await heading(page, /님$/).waitFor();
  endSession(6);
  await outOfSight(page);
  await page.waitForURL('**/sign-in?next=%2Faccount');

  await signIn(shop, context.request, emailOf(6));
  await page.goto(`${shop.url}/account`);
  await page.getByText('소식 받기').click();
  endSession(6);
  await page.getByText('[선택] 할인 소식을 문자로 받을게요').click();
  await page.waitForURL('**/sign-in?next=%2Faccount');
});

/** Headless pages are always in sight: told as the browser would tell it. */
async function outOfSight(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const state of ['hidden', 'visible']) {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      document.dispatchEvent(new Event('visibilitychange'));
    }
  });
}
