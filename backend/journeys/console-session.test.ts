import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { snap } from './browser.js';
import { type BuiltShop, startBuiltShop } from './built-shop.js';
import { aCrowd, aMember, signInAs } from './staff.js';

let shop: BuiltShop;
let browser: Browser;
let customer: number;
beforeAll(async () => {
  shop = await startBuiltShop();
  customer = aCrowd(shop, '한빛대학교', 12).customers[0]!;
  // Playwright turns the browser's memory of pages off; people have it on.
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '',
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: ['--no-sandbox', '--disable-gpu', '--enable-features=BackForwardCache,CacheControlNoStoreEnterBackForwardCache'],
  });
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

const SHOWN = /군중1|010-7\d{3}-\d{4}|crowd-\d+-/;
const showsPeople = (page: Page) => page.evaluate((shown) => new RegExp(shown).test(document.body.innerText), SHOWN.source);
const isCovered = (page: Page) => page.evaluate(() => document.documentElement.classList.contains('mng-covered'));
const atSignIn = (page: Page) => page.getByRole('heading', { name: '로그인' }).waitFor();
const customerPage = () => `${shop.url}/admin/resources/Customer/records/${customer}/show`;
const endSessions = () => shop.change(`UPDATE staff_sessions SET ended_at = created_at WHERE ended_at IS NULL`);

/** What the browser does with a page that it takes from its memory, whether this one keeps it there or not. */
const comeBack = (page: Page) =>
  page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    const first = [
      document.documentElement.classList.contains('mng-covered'),
      getComputedStyle(document.querySelector('#app')!).visibility,
    ];
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    return first;
  });

/** Chromium keeps no page that says no-store, others do: without that word it keeps these as well. */
const keepPages = (page: Page) =>
  page.route(/\/(admin|api)\//, async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    await route.fulfill({ response, headers: { ...response.headers(), 'cache-control': 'no-cache' } });
  });

/** That the browser kept the page, and what stood on it before anybody was asked. */
const FIRST = 'true true hidden';

/** Leaves the list of customers for a page without people, and goes back as the browser's button does. */
async function leaveAndComeBack(page: Page, meanwhile = () => {}) {
  await page.goto(`${shop.url}/admin/resources/Customer`);
  await page.locator('tbody tr[data-id]').nth(10).waitFor();
  await page.evaluate(() => {
    void Object.assign(window, { kept: true });
    document.querySelector('[data-css=app-content]')!.scrollTop = 240;
    addEventListener('pageshow', ({ persisted }) => {
      const isUnder = document.documentElement.classList.contains('mng-covered');
      const { visibility } = getComputedStyle(document.querySelector('#app')!);
      sessionStorage.setItem('first', `${persisted} ${isUnder} ${visibility}`);
    });
  });
  await page.goto(`${shop.url}/_simulator`);
  meanwhile();
  await page.evaluate(() => history.back());
}

const standing = (page: Page) =>
  page.evaluate(() => ({
    first: sessionStorage.getItem('first'),
    kept: (window as unknown as { kept?: boolean }).kept,
    scrolled: document.querySelector('[data-css=app-content]')?.scrollTop,
  }));

async function atCustomer(role = 'support', device: object = {}) {
  const member = await aMember(shop, browser, role, device);
  await member.page.goto(customerPage());
  await member.page.getByText('군중1', { exact: true }).first().waitFor();
  return member;
}

describe('a page of the console that comes back', () => {
  it('after signing out is the sign-in page, however far one goes back', async () => {
    const { page, context } = await aMember(shop, browser, 'support');
    await page.getByRole('link', { name: '고객', exact: true }).click();
    await page.getByText('군중1', { exact: true }).first().waitFor();
    await page.goto(customerPage());
    await page.getByText('군중1', { exact: true }).first().waitFor();
    await page.getByRole('link', { name: '주문', exact: true }).click();
    await page.locator('tbody tr[data-id]').first().waitFor();
    await page.getByRole('button', { name: '로그아웃' }).click();
    await atSignIn(page);
    for (let step = 0; step < 4; step++) {
      await page.evaluate(() => history.back());
      await atSignIn(page);
      expect(await showsPeople(page)).toBe(false);
    }
    await snap(page, '70-signed-out');
    await context.close();
  });

  it('of whoever is still signed in is the same page, not loaded again, where it was scrolled to; of nobody, it is the sign-in page', async () => {
    const { page, context } = await aMember(shop, browser, 'support');
    await keepPages(page);
    await leaveAndComeBack(page);
    await expect.poll(() => standing(page)).toEqual({ first: FIRST, kept: true, scrolled: 240 });
    await expect.poll(() => isCovered(page)).toBe(false);
    await leaveAndComeBack(page, endSessions);
    await atSignIn(page);
    expect((await standing(page)).first).toBe(FIRST);
    expect(await showsPeople(page)).toBe(false);
    await context.close();
  });

  it('is covered from its first frame, and leads to the sign-in page where the session ended elsewhere', async () => {
    const { page, context } = await atCustomer();
    endSessions();
    expect(await comeBack(page)).toEqual([true, 'hidden']);
    await atSignIn(page);
    expect(await showsPeople(page)).toBe(false);
    // Whoever signs in again is where they were.
    await signInAs(page, 'support');
    await page.getByText('군중1', { exact: true }).first().waitFor();
    await context.close();
  });

  it('of another person is theirs, not the one that was left', async () => {
    const { page, context } = await atCustomer();
    await page.request.post(`${shop.url}/api/admin/session`, {
      headers: { Origin: shop.url },
      data: { email: 'viewer@mngshop.test', password: 'mngshop-demo-2026' },
    });
    await comeBack(page);
    await page.getByText('viewer@mngshop.test').waitFor();
    await expect.poll(() => page.evaluate(() => document.body.innerText.includes('군**'))).toBe(true);
    expect(await showsPeople(page)).toBe(false);
    await context.close();
  });

  it('stays covered while nobody can be asked, and says how to go on', async () => {
    const { page, context } = await atCustomer();
    await page.route('**/api/admin/session', (route) => route.abort());
    await comeBack(page);
    await page.getByText('로그인되어 있는지 확인하지 못했어요').waitFor();
    expect(await isCovered(page)).toBe(true);
    await snap(page, '71-covered');
    await page.unroute('**/api/admin/session');
    await page.getByRole('button', { name: '다시 확인하기' }).click();
    await expect.poll(() => isCovered(page)).toBe(false);
    expect(await showsPeople(page)).toBe(true);
    await context.close();
  });
});

describe('a page of the console that stands open', () => {
  it('goes when one signs out in another tab', async () => {
    const { page, context } = await atCustomer();
    const other = await context.newPage();
    await other.goto(`${shop.url}/admin`);
    await other.getByRole('button', { name: '로그아웃' }).click();
    await atSignIn(other);
    await atSignIn(page);
    expect(await showsPeople(page)).toBe(false);
    await context.close();
  });

  it.each(['focus', 'visibilitychange'])('goes once it is looked at again after the session ended (%s)', async (event) => {
    const { page, context } = await atCustomer();
    shop.change(`UPDATE staff_sessions SET expires_at = created_at WHERE ended_at IS NULL`);
    await page.evaluate((name) => (name === 'focus' ? window : document).dispatchEvent(new Event(name)), event);
    await atSignIn(page);
    expect(await showsPeople(page)).toBe(false);
    await context.close();
  });

  it('goes with the first answer that says that nobody is signed in', async () => {
    const { page, context } = await aMember(shop, browser, 'support');
    await page.goto(`${shop.url}/admin/resources/Customer`);
    await page.locator('tbody tr[data-id]').first().waitFor();
    endSessions();
    await page.getByRole('link', { name: '주문', exact: true }).click();
    await atSignIn(page);
    expect(page.url()).toContain('next=%2Fadmin%2Fresources%2FOrder');
    await context.close();
  });
});
