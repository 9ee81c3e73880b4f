import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AxeBuilder } from '@axe-core/playwright';
import { DESKTOP, openBrowser, openPage, snap } from './browser.js';
import { type BuiltShop, startBuiltShop } from './built-shop.js';

const PASSWORD = 'mngshop-demo-2026';
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

async function signIn(role: 'manager' | 'owner'): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext(DESKTOP);
  const { page } = await openPage(context);
  await page.goto(`${shop.url}/admin`);
  await login(page, role);
  await page.getByRole('heading', { name: '대시보드' }).waitFor({ timeout: 60_000 });
  return { context, page };
}
async function login(page: Page, role: string): Promise<void> {
  await page.getByLabel('이메일').fill(`${role}@mngshop.test`);
  await page.getByLabel('비밀번호').fill(PASSWORD);
  await page.getByRole('button', { name: '로그인' }).click();
}

const product = () => shop.rows<{ id: number; name: string }>('SELECT id, name FROM products ORDER BY id LIMIT 1')[0]!;
const stored = (id: number) =>
  shop.rows<{ name: string; list_price: number; version: number }>('SELECT name, list_price, version FROM products WHERE id = ?', id)[0]!;
const draft = () =>
  shop.rows<{ id: number; title: string }>(
    `SELECT id, title FROM promotions WHERE state = 'published' AND kind = 'group_buy' AND closes_at > datetime('now', '+2 hours') ORDER BY id LIMIT 1`,
  )[0]!;
const edit = (resource: string, id: number) => `${shop.url}/admin/resources/${resource}/records/${id}/edit`;
const save = (page: Page) => page.getByRole('button', { name: '저장', exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

/** Fails the form's GETs from the one with this number on, until it is lifted; gives how many were asked. */
async function failing(page: Page, resource: string, id: number, from: number): Promise<{ lift: () => Promise<void> }> {
  const url = `**/admin/api/resources/${resource}/records/${id}/edit`;
  let asked = 0;
  await page.route(url, (route) => (route.request().method() === 'GET' && ++asked >= from ? route.abort() : route.continue()));
  return { lift: () => page.unroute(url) };
}

describe('a form whose first answer does not come', () => {
  it.each([
    ['Product', 1],
    ['Product', 2],
    ['Promotion', 1],
    ['Promotion', 2],
  ] as const)('%s, answer %i: says so, saves nothing, and comes when asked again', async (resource, from) => {
    const { context, page } = await signIn('manager');
    const { id } = resource === 'Product' ? product() : draft();
    const { lift } = await failing(page, resource, id, from);
    await page.goto(edit(resource, id));
    await page.getByText('내용을 불러오지 못했어요').waitFor();
    await snap(page, `two-editors-0-failed-${resource}-${from}`);
    expect(await save(page).count()).toBe(0);
    expect(await page.locator('main form input, .mng-form input').count()).toBe(0);
    await page.getByRole('button', { name: '다시 불러오기' }).click();
    await page.getByText('내용을 불러오지 못했어요').waitFor();
    await lift();
    await page.getByRole('button', { name: '다시 불러오기' }).click();
    await save(page).waitFor();
    expect(await page.getByLabel('이름', { exact: true }).inputValue()).not.toBe('');
    await context.close();
  });
});

describe('two who edit', () => {
  it('a product: the second sees what changed, chooses, and loses nothing', async () => {
    const [{ page: one, context: first }, { page: two, context: second }] = [await signIn('manager'), await signIn('owner')];
    const { id, name } = product();
    const { version } = stored(id);
    await Promise.all([one.goto(edit('Product', id)), two.goto(edit('Product', id))]);
    await Promise.all([save(one).waitFor(), save(two).waitFor()]);

    await two.getByLabel('시중가 (원)').fill('1350000');
    await two
      .getByLabel(/추가금$/)
      .first()
      .fill('7000');
    await save(two).dblclick();
    await two.waitForURL(/\/show/);
    expect(stored(id)).toMatchObject({ list_price: 1_350_000, version: version + 1 });

    await one.getByLabel('시중가 (원)').fill('1390000');
    await one.getByLabel('이름', { exact: true }).fill(`${name} 새 이름`);
    await save(one).click();
    await dialog(one)
      .getByRole('heading', { name: /님이 먼저 저장했어요$/ })
      .waitFor();
    await dialog(one).getByText('1,350,000원').waitFor();
    await dialog(one).getByText('1,390,000원').waitFor();
    await dialog(one).getByText('7,000원').waitFor();
    await snap(one, 'two-editors-1-product');
    const { violations } = await new AxeBuilder({ page: one }).include('.mng-dialog').withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
    expect(violations.map((found) => `${found.id}: ${found.nodes[0]?.html ?? ''}`)).toEqual([]);
    await expect.poll(() => dialog(one).getByRole('button', { name: '1군데 더 골라 주세요' }).isDisabled()).toBe(true);
    // Esc goes back to the form, with everything that was typed.
    await one.keyboard.press('Escape');
    await dialog(one).waitFor({ state: 'detached' });
    expect(await one.getByLabel('시중가 (원)').inputValue()).toBe('1390000');
    await save(one).click();
    await dialog(one).getByRole('group', { name: '시중가' }).getByRole('radio', { name: /나/ }).check();
    await one.setViewportSize({ width: 390, height: 844 });
    await snap(one, 'two-editors-2-product-390');
    await one.setViewportSize(DESKTOP.viewport);
    await dialog(one).getByRole('button', { name: '이대로 저장' }).click();
    await one.waitForURL(/\/show/);
    expect(stored(id)).toEqual({ name: `${name} 새 이름`, list_price: 1_390_000, version: version + 2 });
    const [variant] = shop.rows<{ surcharge: number }>('SELECT surcharge FROM variants WHERE product_id = ? ORDER BY position LIMIT 1', id);
    expect(variant).toEqual({ surcharge: 7_000 });
    await Promise.all([first.close(), second.close()]);
  });

  it('a promotion: the lower price of the first is not undone by the second', async () => {
    const [{ page: one, context: first }, { page: two, context: second }] = [await signIn('manager'), await signIn('owner')];
    const { id, title } = draft();
    await Promise.all([one.goto(edit('Promotion', id)), two.goto(edit('Promotion', id))]);
    await Promise.all([save(one).waitFor(), save(two).waitFor()]);
    const price = Number(await two.getByLabel('1구간: 가격 (원)').first().inputValue());
    await two
      .getByLabel('1구간: 가격 (원)')
      .first()
      .fill(String(price - 1_000));
    await save(two).click();
    await two.waitForURL(/\/show/);
    await one.getByLabel('이름', { exact: true }).fill(`${title} 2`);
    await save(one).click();
    await dialog(one)
      .getByText(`1개부터 ${(price - 1_000).toLocaleString('ko-KR')}원`)
      .first()
      .waitFor();
    await snap(one, 'two-editors-3-promotion');
    await dialog(one).getByRole('button', { name: '이대로 저장' }).click();
    await one.waitForURL(/\/show/);
    const [row] = shop.rows<{ title: string; price: number }>(
      `SELECT p.title, json_extract(o.tiers, '$[0].unitPrice') AS price FROM promotions p JOIN offers o ON o.promotion_id = p.id WHERE p.id = ? ORDER BY o.position LIMIT 1`,
      id,
    );
    expect(row).toEqual({ title: `${title} 2`, price: price - 1_000 });
    await Promise.all([first.close(), second.close()]);
  });
});

describe('what was typed', () => {
  it('outlives a lost answer and an ended session, and is asked about before it is left', async () => {
    const { context, page } = await signIn('manager');
    const { id } = product();
    await page.goto(`${shop.url}/admin/resources/Product/records/${id}/show`);
    // By the console's own link: Back is then the router's.
    await page
      .getByRole('link', { name: '수정' })
      .or(page.getByRole('button', { name: '수정' }))
      .first()
      .click();
    await save(page).waitFor();
    const { version } = stored(id);
    await page.getByLabel('브랜드').fill(`새 브랜드 ${version}`);

    // Saved, and the answer does not come.
    const url = `**/admin/api/resources/Product/records/${id}/edit`;
    await page.route(url, async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      return route.abort();
    });
    await save(page).click();
    await page.getByText('서버에 닿지 못했어요.').waitFor();
    expect(stored(id).version).toBe(version + 1);
    await page.unroute(url);
    // Something more, and again: what is stored meanwhile is one's own.
    await page.getByLabel('브랜드').fill(`더 새 브랜드 ${version}`);

    const questions: string[] = [];
    page.on('dialog', (asked) => void (questions.push(asked.message()), asked.dismiss()));
    await page.getByRole('link', { name: '대시보드', exact: true }).click();
    await page.evaluate(() => history.back());
    await expect.poll(() => questions.length).toBe(2);
    expect(questions[0]).toContain('저장하지 않은 내용이 있어요');
    // The browser has gone back by then, and is led to the form again.
    await expect.poll(() => page.url()).toContain(`/records/${id}/edit`);
    expect(await page.getByLabel('브랜드').inputValue()).toBe(`더 새 브랜드 ${version}`);

    shop.change("UPDATE staff_sessions SET expires_at = '2020-01-01 00:00:00.000'");
    await save(page).click();
    const [beside] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: '새 창에서 로그인' }).click()]);
    await snap(page, 'two-editors-4-signed-out');
    await login(beside, 'manager');
    await beside.getByRole('heading', { name: '대시보드' }).waitFor();
    await save(page).click();
    await page.waitForURL(/\/show/);
    const [row] = shop.rows<{ brand: string; version: number }>('SELECT brand, version FROM products WHERE id = ?', id);
    expect(row).toEqual({ brand: `더 새 브랜드 ${version}`, version: version + 2 });
    expect(questions).toHaveLength(2);
    await context.close();
  });
});
