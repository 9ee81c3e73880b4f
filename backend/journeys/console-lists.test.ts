import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, snap } from './browser.js';
import { type BuiltShop, startBuiltShop } from './built-shop.js';
import { aCrowd, aMember, isUsable } from './staff.js';

let shop: BuiltShop;
let browser: Browser;
let crowd: { id: number; customers: number[] };
beforeAll(async () => {
  shop = await startBuiltShop();
  browser = await openBrowser();
  crowd = aCrowd(shop, '한빛대학교', 45);
  aCrowd(shop, '남한빛대학교', 2);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

const LIST = '/admin/resources/Customer';
const rows = (page: Page) => page.locator('tbody tr[data-id]');
const tick = (page: Page, row: number) => rows(page).nth(row).locator('input[type=checkbox] + a').click();
const ticked = (page: Page) => page.locator('caption.mng-ticked');
const number = (page: Page, value: number) =>
  page
    .getByRole('button', { name: String(value), exact: true })
    .or(page.getByRole('link', { name: String(value), exact: true }))
    .first();

describe('what is ticked', () => {
  it('lasts over the pages of one filter, is counted, and can be let go', async () => {
    const { page, complaints, context } = await aMember(shop, browser, 'support');
    await page.goto(`${shop.url}${LIST}?filters.universityId=${crowd.id}`);
    await rows(page).first().waitFor();
    const first = await rows(page).evaluateAll((all) => all.slice(0, 2).map((row) => row.getAttribute('data-id')));
    await tick(page, 0);
    await tick(page, 1);
    await ticked(page).getByText('2건 골랐어요').waitFor();
    await number(page, 2).click();
    await expect.poll(() => rows(page).first().getAttribute('data-id')).not.toBe(first[0]);
    await ticked(page).getByText('2건 골랐어요').waitFor();
    await tick(page, 3);
    await ticked(page).getByText('3건 골랐어요').waitFor();
    const third = await rows(page).nth(3).getAttribute('data-id');
    await snap(page, '80-ticked');
    await isUsable(page, '.mng-ticked');

    await ticked(page).getByRole('link', { name: '문자 보내기' }).click();
    await page.getByRole('region', { name: '받는 사람' }).waitFor();
    expect(new URL(page.url()).searchParams.get('recordIds')?.split(',')).toEqual([...first, third]);
    await page.getByRole('button', { name: '3명에게 문자 보내기' }).waitFor();
    await page.goBack();
    await ticked(page).getByText('3건 골랐어요').waitFor();

    // The whole page at once, and back.
    await page.locator('thead input[type=checkbox] + a').click();
    await ticked(page).getByText('22건 골랐어요').waitFor();
    await page.locator('thead input[type=checkbox] + a').click();
    await ticked(page).getByText('2건 골랐어요').waitFor();
    await ticked(page).getByRole('button', { name: '모두 풀기' }).click();
    expect(await ticked(page).count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is gone with another filter, and once something was done to it', async () => {
    const { page, context } = await aMember(shop, browser, 'support');
    await page.goto(`${shop.url}${LIST}?filters.universityId=${crowd.id}`);
    await rows(page).first().waitFor();
    await tick(page, 0);
    await ticked(page).getByRole('link', { name: '문자 보내기' }).click();
    await page.getByLabel('내용').fill('안내예요');
    await page.getByRole('button', { name: '1명에게 문자 보내기' }).click();
    await page.getByText('1명에게 문자를 보내요.').waitFor();
    await rows(page).first().waitFor();
    expect(await ticked(page).count()).toBe(0);
    expect(page.url()).toContain(`filters.universityId=${crowd.id}`);
    await tick(page, 0);
    await ticked(page).waitFor();
    await page.getByRole('link', { name: '고객', exact: true }).first().click();
    await expect.poll(() => ticked(page).count()).toBe(0);
    await context.close();
  });
});

describe('a filter', () => {
  it('is still there on the way back from a record, and behind a drawer', async () => {
    const { page, context } = await aMember(shop, browser, 'support');
    await page.goto(`${shop.url}${LIST}?filters.universityId=${crowd.id}&page=2`);
    await rows(page).first().waitFor();
    await rows(page).first().locator('td').nth(1).click();
    await page.getByRole('heading', { name: '고객 상세' }).waitFor();
    await page.getByText('대학교 바꾸기').click();
    await page.getByLabel('사유').waitFor();
    // Behind the drawer: the same filter, the same page.
    await expect.poll(() => page.url()).toContain(`filters.universityId=${crowd.id}`);
    await expect.poll(() => page.locator('tbody tr[data-id]').count()).toBe(20);
    expect(await page.locator('tbody').innerText()).not.toContain('서울대학교');
    await snap(page, '81-drawer');
    await page.goBack();
    await page.getByRole('heading', { name: '고객 상세' }).waitFor();
    await page.getByRole('navigation', { name: '현재 위치' }).getByRole('link', { name: '고객' }).click();
    await rows(page).first().waitFor();
    expect(page.url()).toContain(`filters.universityId=${crowd.id}`);
    expect(page.url()).toContain('page=2');
    await context.close();
  });

  it('that an address brings along has its name, not its number', async () => {
    const { page, context } = await aMember(shop, browser, 'support');
    await page.goto(`${shop.url}${LIST}?filters.universityId=${crowd.id}`);
    await page.locator('[data-css=Customer-filter-button]').click();
    await page.locator('.mng-filter .mng-chip', { hasText: '한빛대학교' }).waitFor();
    await page.goto(`${shop.url}${LIST}?filters.universityId=999999`);
    await page.locator('[data-css=Customer-filter-button]').click();
    await page.locator('.mng-filter .mng-chip', { hasText: '999999번' }).waitFor();
    await context.close();
  });
});

/** A key of an input method, as browsers tell it; Safari's comes after the composition has ended. */
const enterOf = (page: Page, label: string, given: { isComposing: boolean; keyCode: number }) =>
  page
    .getByLabel(label, { exact: true })
    .evaluate(
      (field, init) => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init })),
      given,
    );

describe('an Enter that ends a syllable', () => {
  it.each([
    ['Chrome', { isComposing: true, keyCode: 229 }],
    ['Safari', { isComposing: false, keyCode: 229 }],
  ])('picks nothing and sends nothing (%s); the next one picks the closest, once', async (_browser, key) => {
    const { page, context } = await aMember(shop, browser, 'support');
    await page.goto(`${shop.url}${LIST}/records/${crowd.customers[0]!}/university`);
    const field = page.getByLabel('새 대학교');
    await field.fill('한빛대');
    expect(await enterOf(page, '새 대학교', key)).toBe(false); // the form is not sent by it either
    expect(await field.inputValue()).toBe('한빛대');
    expect(await page.locator('.mng-found button').allInnerTexts()).toEqual(['한빛대학교 서울', '남한빛대학교 서울']);
    await snap(page, '82-picker');
    await field.press('Enter');
    await page.locator('.mng-picker .mng-chip', { hasText: '한빛대학교' }).waitFor();
    expect(await page.locator('.mng-picker .mng-chip').count()).toBe(1);

    await page.goto(`${shop.url}${LIST}`);
    await page.locator('[data-css=Customer-filter-button]').click();
    await page.getByLabel('대학교', { exact: true }).fill('한빛대');
    await enterOf(page, '대학교', key);
    expect(await page.locator('.mng-filter .mng-chip').count()).toBe(0);
    await page.getByLabel('대학교', { exact: true }).press('Enter');
    await page.locator('.mng-filter .mng-chip', { hasText: '한빛대학교' }).waitFor();
    expect(await page.locator('.mng-filter .mng-chip').innerText()).not.toContain('남한빛');
    await context.close();
  });

  it('of a real composition picks nothing', async () => {
    const { page, context } = await aMember(shop, browser, 'support');
    await page.goto(`${shop.url}${LIST}/records/${crowd.customers[0]!}/university`);
    const field = page.getByLabel('새 대학교');
    await field.click();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Input.imeSetComposition', { text: '한빛대', selectionStart: 3, selectionEnd: 3 });
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
    expect(await page.locator('.mng-picker .mng-chip').count()).toBe(0);
    await cdp.send('Input.insertText', { text: '한빛대' });
    expect(await field.inputValue()).toBe('한빛대');
    await field.press('Enter');
    expect(await page.locator('.mng-picker .mng-chip').allInnerTexts()).toEqual([expect.stringContaining('한빛대학교')]);
    await context.close();
  });
});
