import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { DESKTOP, openPage } from './browser.js';
import type { BuiltShop } from './built-shop.js';

const STAFF_PASSWORD = 'mngshop-demo-2026';

interface Member {
  context: BrowserContext;
  page: Page;
  /** What the browser complained about. */
  complaints: string[];
}

/** A member of staff at a desk, signed in through the console's own page. @param role of the seed's staff */
export async function aMember(shop: BuiltShop, browser: Browser, role: string, device: object = {}): Promise<Member> {
  const context = await browser.newContext({ ...DESKTOP, ...device });
  const { page, complaints } = await openPage(context);
  await page.goto(`${shop.url}/admin`);
  await signInAs(page, role);
  await page.getByRole('heading', { name: '대시보드' }).waitFor({ timeout: 60_000 });
  return { context, page, complaints };
}

export async function signInAs(page: Page, role: string): Promise<void> {
  await page.getByLabel('이메일').fill(`${role}@mngshop.test`);
  await page.getByLabel('비밀번호').fill(STAFF_PASSWORD);
  await page.getByRole('button', { name: '로그인' }).click();
}

/** Nothing of ours on this page keeps anybody from reading or using it. @param part a selector: AdminJS's own frame is not ours */
export async function isUsable(page: Page, part: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, 'wider than the screen').toBeLessThanOrEqual(0);
}

/** A university with so many customers, written as another process would. @returns its id and theirs */
export function aCrowd(shop: BuiltShop, name: string, size: number, consents: readonly string[] = []): { id: number; customers: number[] } {
  const slug = `crowd-${shop.rows('SELECT id FROM universities').length}`;
  shop.change(
    'INSERT INTO universities (slug, name, name_en, mail_domains, region, active) VALUES (?, ?, ?, ?, ?, 1)',
    slug,
    name,
    'Test University',
    '[]',
    '서울',
  );
  const id = shop.rows<{ id: number }>('SELECT id FROM universities WHERE slug = ?', slug)[0]!.id;
  const created = new Date(Date.now() - 86_400_000).toISOString().replace('T', ' ').replace('Z', '');
  shop.change(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
     INSERT INTO customers (email, password_hash, name, phone, university_id, created_at)
     SELECT ? || '-' || i || '@mngshop.test', 'none', '군중' || i, printf('0107%03d%04d', ?, i), ?, ? FROM n`,
    size,
    slug,
    id,
    id,
    created,
  );
  for (const kind of consents)
    shop.change(
      `INSERT INTO consents (customer_id, kind, text_version, given_at) SELECT id, ?, '2026-11-01', ? FROM customers WHERE university_id = ?`,
      kind,
      created,
      id,
    );
  const customers = shop.rows<{ id: number }>('SELECT id FROM customers WHERE university_id = ? ORDER BY id', id).map((row) => row.id);
  return { id, customers };
}
