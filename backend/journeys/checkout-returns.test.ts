import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, snap } from './browser.js';
import { type BuiltShop, startBuiltShop } from './built-shop.js';
import {
  agree,
  aStudent,
  fillAddress,
  forgetAddress,
  goodDialog,
  goodPage,
  heading,
  order,
  orderButton,
  ordered,
  pay,
  payButton,
  toCheckout,
} from './student.js';

const WINDOW = '**/_simulator/bootpay/window**';
let shop: BuiltShop;
let browser: Browser;
beforeAll(async () => {
  shop = await startBuiltShop({ RECONCILE_SECONDS: '0.3', EXPIRY_SECONDS: '0.3' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

const isLedTo = (page: Page, name: string) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe(name);

describe('a student on a long way', () => {
  it('who closes the window, is refused by the bank and pays in the end has paid once; Back pays nothing', async () => {
    const { page, orders } = await aStudent(shop, browser, 14);
    const number = await order(shop, page, 'logitech-mx-master-3s');
    await page.reload();
    await payButton(page).click();
    await page.waitForURL(WINDOW);
    await page.goBack();
    await payButton(page).click();
    await page.waitForURL(WINDOW);
    await page.getByRole('button', { name: '취소' }).click();
    await heading(page, '결제하지 못했어요').waitFor();
    await goodPage(page, '46-unpaid');
    for (const trouble of ['결제창에서 실패 (한도 초과)', '승인 시간 만료 (RC_CONFIRM_FAILED)']) {
      await page.getByRole('link', { name: '다른 방법으로 결제하기' }).click();
      await pay(page, trouble);
      await heading(page, '결제하지 못했어요').waitFor();
      await page.getByText('돈은 나가지 않았어요').or(page.getByText('돈은 빠져나가지 않았어요')).first().waitFor();
    }
    await page.getByRole('link', { name: '다른 방법으로 결제하기' }).click();
    await pay(page);
    await heading(page, /원을 결제했어요/).waitFor();
    await expect.poll(() => page.url()).not.toContain('receipt');
    const [paid] = orders();
    expect(orders()).toMatchObject([{ number, state: 'paid', captured: paid?.total }]);
    await page.goto(`${shop.url}/checkout?promotion=fingers-and-wrists`);
    await heading(page, '주문할 상품이 없어요').waitFor();
    await page.goto(`${shop.url}/checkout?promotion=fingers-and-wrists&order=${number}`);
    await page.waitForURL(`**/orders/${number}`);
  });

  it('whose session ends on another device signs in and goes on where they were, with what they had typed', async () => {
    const { page, email, orders } = await aStudent(shop, browser, 15);
    const signOut = () =>
      shop.change(
        'UPDATE customer_sessions SET ended_at = created_at WHERE customer_id = (SELECT id FROM customers WHERE email = ?)',
        email,
      );
    forgetAddress(shop, email);
    await toCheckout(shop, page, 'logitech-mx-master-3s');
    await fillAddress(page);
    await agree(page);
    signOut();
    await orderButton(page).click();
    await page.waitForURL('**/sign-in?next=**');
    await signInAgain(page, email);
    await orderButton(page).waitFor();
    expect(await page.getByLabel('상세 주소').inputValue()).toBe('919동 502호');
    await agree(page);
    await orderButton(page).click();
    await ordered(page);
    await payButton(page).click();
    await page.waitForURL(WINDOW);
    signOut();
    await page.getByRole('button', { name: '결제하기' }).click();
    await page.waitForURL('**/sign-in?next=**');
    await signInAgain(page, email);
    await heading(page, /원을 결제했어요/).waitFor();
    expect(orders()).toMatchObject([{ state: 'paid', payments: 1 }]);
  });

  it('who mistyped the phone is led to that field, which says so: by the page, and by the server where the page let it pass', async () => {
    const { page, email, orders } = await aStudent(shop, browser, 16);
    forgetAddress(shop, email);
    await toCheckout(shop, page, 'logitech-mx-master-3s');
    await fillAddress(page);
    const phone = page.getByLabel('받는 사람 휴대전화');
    await phone.fill('010-12');
    await agree(page);
    await orderButton(page).click();
    await isLedTo(page, 'phone');
    expect(await phone.getAttribute('aria-invalid')).toBe('true');
    await snap(page, '47-field');

    await phone.fill('010-2345-6789');
    // The first order's address is saved on the way: that request carries it.
    await page.route('**/me/address', (route) => {
      const body = route.request().postDataJSON() as object;
      return route.continue({ postData: JSON.stringify({ ...body, phone: '010-12' }) });
    });
    await orderButton(page).click();
    const dialog = await goodDialog(page, '적은 내용을 확인해 주세요', '47-invalid');
    await dialog.getByRole('button', { name: '받는 곳 확인하기' }).click();
    await isLedTo(page, 'phone');
    expect(await phone.getAttribute('aria-invalid')).toBe('true');
    expect(orders()).toEqual([]);
  });

  it('who waits until the time is over is told so, and can order again', async () => {
    const { page, orders } = await aStudent(shop, browser, 17);
    const number = await order(shop, page, 'logitech-mx-master-3s');
    shop.change(
      'UPDATE orders SET expires_at = ? WHERE number = ?',
      new Date(Date.now() + 2_500).toISOString().replace('T', ' ').replace('Z', ''),
      number,
    );
    await page.reload();
    await page.getByRole('timer').waitFor();
    await snap(page, '48-last-seconds');
    await page.waitForURL(`**/orders/${number}`);
    await heading(page, '결제 시간이 지나 주문이 닫혔어요').waitFor();
    await goodPage(page, '48-expired');
    expect(await payButton(page).count()).toBe(0);
    await expect.poll(() => orders()[0]?.state, { timeout: 10_000 }).toBe('expired');
    await page.goto(`${shop.url}/checkout?promotion=fingers-and-wrists`);
    await agree(page);
    await orderButton(page).click();
    await ordered(page);
    expect(orders().map(({ state }) => state)).toEqual(['expired', 'pending']);
  });

  it('whose phone has a wrong clock can pay after a reload', async () => {
    const { page } = await aStudent(shop, browser, 18);
    await order(shop, page, 'logitech-mx-master-3s');
    await page.clock.install({ time: Date.now() + 3_600_000 });
    await page.reload();
    // It waits for the payment window's code; over time it would stay closed.
    await payButton(page).and(page.locator(':enabled')).waitFor();
    expect(await page.getByRole('timer').textContent()).toMatch(/^1[45]:/);
  });

  it('who can only read large letters gets through: twice the size', async () => {
    const { page } = await aStudent(shop, browser, 19);
    await toCheckout(shop, page, 'logitech-mx-master-3s');
    await page.addStyleTag({ content: 'html { font-size: 200% !important }' });
    await goodPage(page, '49-large');
    await page.context().setOffline(true);
    await agree(page);
    await orderButton(page).click();
    const dialog = await goodDialog(page, '주문이 들어갔는지 확인하지 못했어요', '49-large-dialog');
    await page.context().setOffline(false);
    await dialog.getByRole('button', { name: '다시 확인하기' }).click();
    await ordered(page);
    await goodPage(page, '49-large-pay');
  });
});

async function signInAgain(page: Page, email: string): Promise<void> {
  await page.getByLabel('이메일').fill(email);
  await page.getByLabel('비밀번호', { exact: true }).fill('mngshop-demo-2026');
  await page.getByRole('button', { name: '로그인' }).click();
}
