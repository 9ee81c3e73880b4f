import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, openBrowser, PHONE, snap } from './browser.js';
import { type BuiltShop, startBuiltShop } from './built-shop.js';
import { readable } from './readable.js';
import { agree, aStudent, fillAddress, forgetAddress, heading, orderButton, ordered, pay, payButton, toCheckout } from './student.js';

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
  const stopped: string[] = [];
  page.on('console', (message) => void (/Content Security Policy/.test(message.text()) && stopped.push(message.text())));
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
  const { orders } = (await (await page.request.get(`${shop.url}/api/customer/orders/history`)).json()) as { orders: { number: string }[] };
  await check(page, `/orders/${orders[0]?.number ?? ''}`, name);
  expect(stopped, 'what the pages’ own policy stopped').toEqual([]);
  await context.close();
});

describe('nothing is cut off, pushed off the screen or buried under a bar', () => {
  it.each([
    ['on the narrowest phone', '320', 320, 16, 1],
    ['with letters of twice the size', 'twice', 360, 32, 2],
  ])('%s', async (_name, name, width, textPx, n) => {
    const large = await openBrowser({ textPx });
    const { page, context, email } = await aStudent(shop, large, n, { viewport: { width, height: 740 } });
    const look = async (step: string) => {
      await page.waitForLoadState('networkidle');
      await snap(page, `${name}-${step}`);
      await readable(page, `${name}: ${step}`);
    };
    const visit = async (path: string) => {
      await page.goto(shop.url + path);
      await look(path.replaceAll('/', '-'));
    };
    for (const path of [...MEMBERS, '/promotions?find=1', ...(await everyKind(page))]) await visit(path);

    await page.goto(`${shop.url}/account`);
    await heading(page, /님$/).waitFor();
    for (const fold of await page.locator('summary').all()) await fold.click();
    await look('account-open');
    await page.getByRole('button', { name: /^받는 곳/ }).click();
    await page.getByRole('dialog').waitFor();
    await look('account-address');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '탈퇴하기' }).click();
    await look('account-leave');

    await page.goto(`${shop.url}/products/macbook-air-13-m4`);
    await page.getByRole('button', { name: '옵션 고르고 사기' }).click();
    await page.getByRole('dialog').waitFor();
    await look('options');
    forgetAddress(shop, email);
    await toCheckout(shop, page, 'logitech-mx-master-3s');
    await fillAddress(page);
    await agree(page);
    await look('review');
    await context.setOffline(true);
    await orderButton(page).click();
    await page.getByRole('dialog').waitFor();
    await look('refusal');
    await context.setOffline(false);
    await page.getByRole('dialog').getByRole('button', { name: '다시 확인하기' }).click();
    const number = await ordered(page);
    await look('pay');
    await visit(`/payment-result?order=${number}`);
    await page.goto(`${shop.url}/orders/${number}`);
    await payButton(page).waitFor();
    await look('order-pending');
    await page.getByRole('button', { name: '주문 취소', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await look('cancel');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await pay(page);
    await heading(page, /원을 결제했어요/).waitFor();
    await look('paid');
    await page.route('**/api/customer/orders/**', (route) => route.abort());
    await visit(`/payment-result?order=${number}&receipt=0`);
    await visit('/orders');
    await page.unroute('**/api/customer/orders/**');

    await page.request.delete(`${shop.url}/api/customer/session`);
    for (const path of PUBLIC) await visit(path);
    await page.goto(`${shop.url}/sign-up`);
    await page.getByRole('combobox').click();
    await look('universities');
    await large.close();
  });
});

/** A promotion and a product of each kind and state there is, and each of the student's orders. */
async function everyKind(page: Page): Promise<string[]> {
  const { promotions } = (await (await page.request.get(`${shop.url}/api/customer/promotions`)).json()) as {
    promotions: { slug: string; kind: string; state: string; offers: { product: { slug: string } }[] }[];
  };
  const kinds = new Map(promotions.map((promotion) => [`${promotion.kind} ${promotion.state}`, promotion]));
  const { orders } = (await (await page.request.get(`${shop.url}/api/customer/orders/history`)).json()) as { orders: { number: string }[] };
  expect(kinds.size).toBeGreaterThan(3);
  return [
    ...[...kinds.values()].flatMap(({ slug, offers }) => [`/promotions/${slug}`, `/products/${offers[0]?.product.slug ?? ''}`]),
    ...orders.map(({ number }) => `/orders/${number}`),
  ];
}

describe('a name typed with a Korean input method', () => {
  it('is neither picked nor sent by the Enter that ends its last syllable', async () => {
    const context = await browser.newContext({ ...PHONE, deviceScaleFactor: 1 });
    const page = await context.newPage();
    let sent = 0;
    page.on('request', (request) => void (request.method() === 'POST' && sent++));
    await page.goto(`${shop.url}/sign-up`);
    const field = page.getByRole('combobox');
    await page.waitForResponse('**/api/customer/universities').catch(() => undefined);
    await compose(page, field, '서울과', { endedBy: 'isComposing' });
    expect(await field.inputValue()).toBe('서울과');
    expect(await page.locator('#university-slug').inputValue()).toBe('');
    expect(await page.getByRole('option').allTextContents()).toContain('서울과학기술대학교');
    await page.keyboard.press('Enter');
    expect(await field.inputValue()).toBe('서울과학기술대학교');

    // Safari's order, which Chromium can only be told.
    await field.fill('');
    await compose(page, field, '서울과', { endedBy: 'keyCode' });
    expect(await field.inputValue()).toBe('서울과');
    await page.keyboard.press('Enter');
    expect(await field.inputValue()).toBe('서울과학기술대학교');

    // A form whose fields are all filled in is sent by the next Enter, not by that one.
    await page.goto(`${shop.url}/password`);
    await page.getByLabel('이메일').fill('student1@mngshop.test');
    await page.getByLabel('휴대전화').fill('010-0000-1001');
    for (const endedBy of ['isComposing', 'keyCode'] as const) {
      await endComposition(page.getByLabel('휴대전화'), endedBy, true);
      expect(sent).toBe(0);
    }
    await page.getByLabel('휴대전화').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('인증 번호').waitFor();
    expect(sent).toBe(1);
    await context.close();
  });

  it('finds while it is being typed, and stays as it was typed', async () => {
    const { page } = await aStudent(shop, browser, 1);
    await page.goto(`${shop.url}/promotions?find=1`);
    const field = page.getByRole('searchbox');
    await compose(page, field, '갤럭ㅅ', { endedBy: 'isComposing' });
    expect(await field.inputValue()).toBe('갤럭ㅅ');
    await page.getByText('갤럭시 버즈3 프로').first().waitFor();
    expect(page.url()).toContain('/promotions');
  });
});

type Ending = 'isComposing' | 'keyCode';

/** Types as an input method does, syllable by syllable, and ends the last one with Enter. */
async function compose(page: Page, field: Locator, text: string, { endedBy }: { endedBy: Ending }): Promise<void> {
  await field.focus();
  const session = await page.context().newCDPSession(page);
  for (const [at, syllable] of [...text].entries()) {
    await session.send('Input.imeSetComposition', { text: syllable, selectionStart: 1, selectionEnd: 1 });
    if (at < text.length - 1) await session.send('Input.insertText', { text: syllable });
  }
  if (endedBy === 'isComposing') await endComposition(field, endedBy, false);
  await session.send('Input.insertText', { text: text.slice(-1) });
  if (endedBy === 'keyCode') await endComposition(field, endedBy, false);
  await session.detach();
}

/** The keydown of that Enter, as each browser tells it. @param submits the browser's own sending of the form follows, in the same task */
async function endComposition(field: Locator, endedBy: Ending, submits: boolean): Promise<void> {
  await field.evaluate(
    (input: HTMLInputElement, { isComposing, sends }) => {
      const facts = { key: 'Enter', code: 'Enter', keyCode: 229, isComposing, bubbles: true, cancelable: true };
      if (!isComposing) input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
      const goesOn = input.dispatchEvent(new KeyboardEvent('keydown', facts));
      if (goesOn && sends) input.form?.requestSubmit();
    },
    { isComposing: endedBy === 'isComposing', sends: submits },
  );
}
