import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP, openBrowser, PHONE, snap } from './browser.js';
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

const PUBLIC = ['/', '/sign-in', '/sign-up', '/password', '/terms', '/privacy', '/faq', '/nowhere'];
const MEMBERS = ['/promotions', '/orders', '/account', '/checkout'];

async function check(page: Page, path: string, name: string): Promise<void> {
  await page.goto(shop.url + path);
  await page.waitForLoadState('networkidle');
  await snap(page, `${name}${path.replaceAll('/', '-')}`);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
}

it.each([
  ['a phone', 'phone', { ...PHONE, deviceScaleFactor: 1 }],
  ['a phone in the dark', 'dark', { ...PHONE, deviceScaleFactor: 1, colorScheme: 'dark' as const }],
  ['a desktop', 'desktop', DESKTOP],
])('every page can be read and used by everyone on %s', async (_name, name, device) => {
  const context = await browser.newContext(device);
  const page = await context.newPage();
  for (const path of PUBLIC) await check(page, path, name);
  const session = await page.request.post(`${shop.url}/api/customer/session`, {
    data: { email: 'student1@mngshop.test', password: 'mngshop-demo-2026' },
  });
  expect(session.status()).toBe(201);
  for (const path of MEMBERS) await check(page, path, name);
  const { promotions } = (await (await page.request.get(`${shop.url}/api/customer/promotions`)).json()) as {
    promotions: { slug: string; offers: { product: { slug: string } }[] }[];
  };
  await check(page, `/promotions/${promotions[0]?.slug ?? ''}`, name);
  await check(page, `/products/${promotions[0]?.offers[0]?.product.slug ?? ''}`, name);
  const { orders } = (await (await page.request.get(`${shop.url}/api/orders/history`)).json()) as { orders: { number: string }[] };
  await check(page, `/orders/${orders[0]?.number ?? ''}`, name);
  await context.close();
});
