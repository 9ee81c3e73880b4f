import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyFrame, openBrowser, snap } from './browser.js';
import { type BuiltShop, startBuiltShop } from './built-shop.js';
import { REFUSED } from './refusals.js';
import {
  agree,
  aStudent,
  buyElsewhere,
  fillAddress,
  goodDialog,
  forgetAddress,
  goodPage,
  heading,
  order,
  orderButton,
  ordered,
  pay,
  payButton,
  toCheckout,
} from './student.js';

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

const FOCUS = { message: 'the focus is back where it was' };
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
/** The next request gets to the server and its answer is lost on the way. */
const loseAnswer = async (route: Route) => {
  await route.fetch();
  await route.abort('connectionreset');
};

/** Half an answer, then nothing. */
const cutAnswerOff = async (route: Route) => {
  const response = await route.fetch();
  await route.fulfill({ status: 201, contentType: 'application/json', body: (await response.text()).slice(0, 40) });
};
/** Failed requests are what is being tried; anything else is a fault of the page. */
const ours = (complaint: string) => !complaint.startsWith('Failed to load resource');

describe('a student in a hurry', () => {
  it('who presses everything twice has one order and one payment', async () => {
    const { page, orders, complaints } = await aStudent(shop, browser, 1);
    await toCheckout(shop, page, 'airpods-pro-2');
    await agree(page);
    await orderButton(page).dblclick();
    await ordered(page);
    await payButton(page).dblclick();
    await page.waitForURL('**/_simulator/bootpay/window**');
    await page.getByRole('button', { name: '결제하기' }).dblclick();
    await heading(page, /원을 결제했어요/).waitFor();
    const [one] = orders();
    expect(orders()).toMatchObject([{ state: 'paid', payments: 1, captured: one?.total }]);
    expect(complaints).toEqual([]);

    // Back and forward and reload: the same order, nothing to pay.
    await page.reload();
    await heading(page, /원을 결제했어요/).waitFor();
    await page.goBack();
    await page.goBack();
    await page.waitForURL(`**/orders/${one?.number}`);
    await heading(page, '주문을 받았어요').waitFor();
    expect(await payButton(page).count()).toBe(0);
    expect(orders()).toHaveLength(1);
  });

  it('who has the cart in two tabs is led from the second to the order that waits', async () => {
    const { page, context, orders } = await aStudent(shop, browser, 2);
    const second = await context.newPage();
    await toCheckout(shop, second, 'sony-wh-1000xm5');
    await agree(second);
    const number = await order(shop, page, 'sony-wh-1000xm5');
    await orderButton(second).click();
    const dialog = await goodDialog(second, '결제를 기다리는 주문이 있어요', '40-pending');
    await dialog.getByRole('link', { name: '그 주문 결제하러 가기' }).click();
    await second.waitForURL(`**/orders/${number}`);
    await payButton(second).waitFor();
    expect(orders()).toHaveLength(1);
  });
});

describe('a student who is told no', () => {
  it.each(REFUSED)('because $what is told what to do, and loses nothing', async ({ n, product, title, go, meanwhile }) => {
    const { page, email, orders, complaints } = await aStudent(shop, browser, n);
    forgetAddress(shop, email);
    await toCheckout(shop, page, product);
    await fillAddress(page);
    await agree(page);
    await meanwhile(shop, browser);
    const before = orders().length;
    await orderButton(page).click();
    await goodDialog(page, title, `41-${product}`);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await expect.poll(() => focused(page), FOCUS).toMatch(/주문하기$/);
    expect(await page.getByLabel('상세 주소').inputValue()).toBe('919동 502호');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: title }).getByRole('button', { name: '닫기' }).click();
    await expect.poll(() => focused(page), FOCUS).toMatch(/주문하기$/);
    await orderButton(page).click();
    await page.getByRole('dialog', { name: title }).getByRole('link', { name: go.label }).click();
    await page.waitForURL(go.to);
    expect(orders()).toHaveLength(before);
    expect(complaints.filter(ours)).toEqual([]);
  });

  it('because the price fell sees the new one, agrees to it anew and pays it', async () => {
    const { page, orders } = await aStudent(shop, browser, 8);
    await toCheckout(shop, page, 'logitech-lift');
    await agree(page);
    shop.change(
      `UPDATE offers SET tiers = '[{"fromQuantity":1,"unitPrice":59000}]' WHERE product_id = (SELECT id FROM products WHERE slug = 'logitech-lift')`,
    );
    await orderButton(page).click();
    const dialog = await goodDialog(page, '가격이 바뀌었어요', '42-price');
    await page.route('**/api/customer/products/**', (route) => route.abort());
    await dialog.getByRole('button', { name: '새 가격으로 확인하기' }).click();
    await page.getByRole('dialog').getByText('서버에 닿지 못했어요').waitFor();
    await page.unroute('**/api/customer/products/**');
    await page.keyboard.press('Escape');
    await orderButton(page).click();
    await dialog.getByRole('button', { name: '새 가격으로 확인하기' }).click();
    await page.getByText('69,000원에서 59,000원으로 바뀌었어요').waitFor();
    await snap(page, '42-new-price');
    expect(await page.getByRole('checkbox', { name: '주문 내용과 금액을 확인했어요' }).isChecked()).toBe(false);
    await agree(page);
    await page.getByRole('button', { name: '59,000원 주문하기' }).click();
    await ordered(page);
    expect(orders()).toMatchObject([{ state: 'pending', total: 59_000 }]);
  });

  it('because three orders ran out unpaid hears how long to wait', async () => {
    const { page, orders } = await aStudent(shop, browser, 9);
    for (const product of ['logitech-mx-master-3s', 'logitech-lift', 'airpods-pro-2']) {
      await buyElsewhere(shop, browser, 9, product);
      shop.change(`UPDATE orders SET expires_at = placed_at WHERE number = ?`, orders().at(-1)?.number ?? '');
      await expect.poll(() => orders().at(-1)?.state, { timeout: 5_000 }).toBe('expired');
    }
    await toCheckout(shop, page, 'logitech-mx-master-3s');
    await agree(page);
    await orderButton(page).click();
    const dialog = await goodDialog(page, '잠시 쉬었다가 주문해 주세요', '43-pause');
    await dialog.getByText('60분 뒤에').waitFor();
    await dialog.getByRole('link', { name: '프로모션으로 돌아가기' }).click();
    await page.waitForURL('**/promotions/fingers-and-wrists');
  });
});

/** Receipts cannot be read. */
const DEAF = { on: 'receipt', kind: 'http_500', times: 100 };

describe('a student whose network fails', () => {
  it('while ordering gets one order, however often the answer is lost', async () => {
    const { page, context, orders, complaints } = await aStudent(shop, browser, 10);
    await toCheckout(shop, page, 'logitech-mx-master-3s');
    await agree(page);
    await context.setOffline(true);
    await orderButton(page).click();
    const dialog = await goodDialog(page, '주문이 들어갔는지 확인하지 못했어요', '44-offline');
    await dialog.getByText('인터넷이 끊겼어요').waitFor();
    await context.setOffline(false);
    expect(orders()).toEqual([]);
    const again = dialog.getByRole('button', { name: '다시 확인하기' });
    const lose = [loseAnswer, cutAnswerOff, (route: Route) => route.fulfill({ status: 502, body: '<h1>Bad gateway</h1>' })];
    for (const answer of lose) {
      await page.route('**/api/customer/orders', answer, { times: 1 });
      const sent = page.waitForRequest('**/api/customer/orders');
      await again.click();
      await sent;
      await dialog.getByText('다시 눌러도 주문은 한 번만 들어가요.').waitFor();
      expect(orders()).toHaveLength(1);
    }
    await again.click();
    const number = await ordered(page);
    expect(orders()).toMatchObject([{ number, state: 'pending' }]);
    expect(complaints.filter(ours)).toEqual([]);
  });

  it('while the payment is confirmed waits on a page that says so, and is then told it is paid', async () => {
    const { page, orders } = await aStudent(shop, browser, 11);
    await order(shop, page, 'airpods-pro-2');
    await page.route('**/api/customer/orders/*/payment', (route) => route.abort());
    await pay(page);
    await heading(page, '결제를 확인하고 있어요').waitFor();
    await goodPage(page, '45-checking');
    // The window has told the server too.
    await expect.poll(() => orders()[0]?.state, { timeout: 10_000 }).toBe('paid');
    await page.reload();
    await heading(page, '결제를 확인하고 있어요').waitFor();
    await page.unroute('**/api/customer/orders/*/payment');
    await heading(page, /원을 결제했어요/).waitFor();
    expect(orders()).toMatchObject([{ payments: 1, captured: 299_000 }]);
  });

  it('because Bootpay took the money and stays silent reads “확인 중이에요” from the first frame on, with a way on', async () => {
    const { page, orders } = await aStudent(shop, browser, 17);
    const number = await order(shop, page, 'logitech-mx-master-3s');
    // The webhook would pay the order before the browser's word is answered.
    const silent = { on: 'webhook', kind: 'never', orderId: number, times: 5 };
    expect((await page.request.post(`${shop.url}/_simulator/faults`, { data: silent })).status()).toBe(201);
    const frames = await everyFrame(page, '/payment-result');
    await pay(page, '승인됐지만 응답이 없음');
    await page.getByRole('link', { name: '주문 내역에서 확인하기' }).waitFor();
    await goodPage(page, '45-asking');
    await heading(page, /원을 결제했어요/).waitFor();
    expect(frames.filter((frame) => !/확인 중이에요|결제를 확인하고 있어요|결제했어요/.test(frame))).toEqual([]);
    expect(orders()).toMatchObject([{ state: 'paid', payments: 1, captured: 112_000 }]);
  });

  it('so that the code of a page never comes is not left before grey boxes', async () => {
    const { page } = await aStudent(shop, browser, 18);
    await page.clock.install();
    // Never answered, not refused: as on a train.
    await page.route('**/_astro/{ResultPage,OrdersPage}*.js', () => undefined);
    await page.goto(`${shop.url}/payment-result?order=0`, { waitUntil: 'commit' });
    await heading(page, '확인 중이에요').waitFor();
    await page.clock.runFor(12_000);
    await heading(page, '화면을 불러오지 못했어요').waitFor();
    await snap(page, '45-stalled');
    await page.getByRole('link', { name: '주문 내역에서 확인하기' }).click();
    await page.waitForURL('**/orders', { waitUntil: 'commit' });
    await page.locator('[aria-busy=true]').first().waitFor();
    await page.clock.runFor(12_000);
    await page.unroute('**/_astro/{ResultPage,OrdersPage}*.js');
    await page.getByRole('button', { name: '다시 불러오기' }).click();
    await page.getByText('아직 주문이 없어요').waitFor();
  });

  it('because too many come at once reads so, and is shown the list without a press', async () => {
    const { page } = await aStudent(shop, browser, 19);
    const sendAway = (route: Route) =>
      route.fulfill({ status: 503, headers: { 'Retry-After': '1' }, json: { code: 'busy', detail: '잠시 뒤에 다시 불러와 주세요.' } });
    await page.route('**/api/customer/{me,promotions}', sendAway);
    await page.goto(`${shop.url}/promotions`);
    const told = page.getByRole('status').getByText('지금 많이 들어오고 있어요');
    await told.waitFor();
    await goodPage(page, '45-crowd');
    await page.unroute('**/api/customer/{me,promotions}');
    await page.getByRole('heading', { name: '곧 끝나요' }).waitFor();
    expect(await told.count()).toBe(0);
  });

  it.each([
    // After a confirm without an answer the receipt is read at once: that is to fail too.
    { n: 12, what: 'took the money without an answer', faults: [{ on: 'confirm', kind: 'commit_then_drop' }, DEAF] },
    { n: 13, what: 'cannot even be asked', faults: [DEAF] },
  ])('because Bootpay $what waits, is not asked to pay twice, and is told in the end', async ({ n, faults }) => {
    const { page, orders } = await aStudent(shop, browser, n);
    const number = await order(shop, page, 'logitech-mx-master-3s');
    for (const fault of faults)
      expect((await page.request.post(`${shop.url}/_simulator/faults`, { data: { ...fault, orderId: number } })).status()).toBe(201);
    await payButton(page).click();
    await page.getByRole('button', { name: '결제하기' }).click();
    await page.waitForURL('**/payment-result**');
    await heading(page, '결제를 확인하고 있어요').waitFor();
    await page.request.delete(`${shop.url}/_simulator/faults`);
    await heading(page, /원을 결제했어요/).waitFor();
    expect(orders()).toMatchObject([{ state: 'paid', payments: 1, captured: 112_000 }]);
  });
});
