import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read } from 'xlsx';
import { DESKTOP, openBrowser, openPage, PHONE, snap } from './browser.js';
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

/** A promotion that reaches one university and not another, with the first product of each side. */
function twoSides() {
  const [own] = shop.rows<{ slug: string; name: string; product: string; promotion: string; university: number }>(`
    SELECT u.slug, u.name, p.slug AS product, pr.slug AS promotion, u.id AS university FROM promotions pr
    JOIN promotion_universities pu ON pu.promotion_id = pr.id JOIN universities u ON u.id = pu.university_id
    JOIN offers o ON o.promotion_id = pr.id JOIN products p ON p.id = o.product_id JOIN offer_counters c ON c.offer_id = o.id
    WHERE pr.state = 'published' AND pr.kind = 'group_buy' AND pr.opens_at < datetime('now') AND pr.closes_at > datetime('now', '+1 day')
      AND (c.cap IS NULL OR c.cap - c.held > 3)
      AND (SELECT COUNT(*) FROM variants v WHERE v.product_id = p.id) > 1
    ORDER BY pr.id LIMIT 1`);
  if (!own) throw new Error('The seed has no open group buy for a university.');
  const [foreign] = shop.rows<{ promotion: string; title: string; product: string }>(
    `SELECT pr.slug AS promotion, pr.title, p.slug AS product FROM promotions pr JOIN offers o ON o.promotion_id = pr.id JOIN products p ON p.id = o.product_id
     WHERE pr.state = 'published' AND pr.reaches_all = 0 AND pr.opens_at < datetime('now') AND pr.closes_at > datetime('now')
       AND NOT EXISTS (SELECT 1 FROM promotion_universities pu WHERE pu.promotion_id = pr.id AND pu.university_id = ?)
       AND NOT EXISTS (SELECT 1 FROM offers o2 JOIN promotions p2 ON p2.id = o2.promotion_id LEFT JOIN promotion_universities pu2 ON pu2.promotion_id = p2.id
                       WHERE o2.product_id = p.id AND p2.state <> 'draft' AND (p2.reaches_all = 1 OR pu2.university_id = ?))
     LIMIT 1`,
    own.university,
    own.university,
  );
  if (!foreign) throw new Error('The seed has no promotion for other universities only.');
  return { own, foreign };
}

async function signUp(page: Page, university: string): Promise<void> {
  await page.goto(`${shop.url}/`);
  await snap(page, '01-front');
  await page.getByRole('link', { name: '우리 학교로 시작하기' }).click();
  await page.getByRole('combobox', { name: '학교' }).fill(university);
  await page.getByRole('option', { name: university, exact: true }).click();
  await refusesWhatCannotBeSent(page);
  // As a Mac and a contact card have them; from here on they stand composed, and as digits.
  await page.getByLabel('이름', { exact: true }).fill('이하늘'.normalize('NFD'));
  await page.getByLabel('휴대전화', { exact: true }).fill('\u202a+82 10–0234–5678\u202c');
  await page.getByLabel('이메일').fill('journey@mngshop.test');
  await page.getByLabel('비밀번호', { exact: true }).fill('a long enough password');
  for (const consent of ['만 14세 이상이에요', '이용약관에 동의해요', '개인정보 수집·이용에 동의해요'])
    await page.getByRole('checkbox', { name: consent }).check();
  await snap(page, '02-sign-up');
  await page.getByRole('button', { name: '가입하기' }).click();
  await page.waitForURL('**/promotions');
}

/** Once, before the first order: what was filled in behind it goes on by itself. */
async function provesPhone(page: Page): Promise<void> {
  const sheet = page.getByRole('dialog', { name: '휴대전화를 한 번만 확인할게요' });
  await sheet.getByRole('button', { name: '인증 번호 받기' }).click();
  await sheet.getByLabel('인증 번호').waitFor();
  await snap(page, '06-phone');
  const code = async () =>
    (await shop.messages('sms')).find(({ to, text }) => to === '01002345678' && text.includes('인증번호'))?.text.match(/\d{6}/)?.[0];
  await expect.poll(code, { timeout: 10_000 }).toBeDefined();
  await sheet.getByLabel('인증 번호').fill((await code()) ?? '');
  await sheet.getByRole('button', { name: '확인하고 주문하기' }).click();
}

/** While it is typed, with the count of what was pasted and not cut off. */
async function refusesWhatCannotBeSent(page: Page): Promise<void> {
  const [name, phone] = [page.getByLabel('이름', { exact: true }), page.getByLabel('휴대전화', { exact: true })];
  await name.fill('\u3164\u200b');
  await page.getByText('눈에 보이는 글자가 없어요. 한 글자 이상 다시 적어 주세요.').waitFor();
  await name.fill('가'.repeat(101));
  await page.getByText('101/100자', { exact: true }).waitFor();
  await phone.fill('02-123-4567');
  await phone.blur();
  await page.getByText('휴대전화 번호를 010-1234-5678처럼 적어 주세요.').waitFor();
  expect(await name.evaluate((field: HTMLInputElement) => [field.value.length, field.form?.checkValidity()])).toEqual([101, false]);
  await snap(page, '02-sign-up-refused');
}

async function buy(page: Page, product: string): Promise<string> {
  await page.goto(`${shop.url}/products/${product}`);
  const open = page.getByRole('button', { name: '옵션 고르고 사기' });
  await open.waitFor();
  await snap(page, '04-product');
  await open.click();
  const sheet = page.getByRole('dialog');
  for (const group of await sheet.getByRole('radiogroup').all())
    await group.locator('label:has(input:not(:disabled)), button:not([disabled])').first().click();
  await snap(page, '05-options');
  await sheet.getByRole('button', { name: '주문 확인하기' }).click();
  await page.waitForURL('**/checkout**');
  await page.getByLabel('받는 사람', { exact: true }).fill('이\u200b하늘'.normalize('NFD'));
  await page.getByLabel('받는 사람 휴대전화').fill('０１０ (0234) 5678');
  await page.getByLabel('우편번호').fill('０８８２６');
  await page.getByLabel('주소', { exact: true }).fill('서울특별시 관악구 관악로 1');
  await page.getByLabel('상세 주소').fill('919동 502호');
  for (const box of await page.getByRole('checkbox').all()) {
    expect(await box.isChecked()).toBe(false); // nothing is ticked beforehand
    await box.check();
  }
  await snap(page, '06-checkout');
  await page.getByRole('button', { name: /원 주문하기$/ }).click();
  await provesPhone(page);
  const pay = page.getByRole('button', { name: /원 결제하기$/ });
  await pay.waitFor();
  await snap(page, '07-pay');
  await pay.click();
  await page.waitForURL('**/_simulator/bootpay/window**');
  await snap(page, '08-window');
  await page.getByRole('button', { name: '결제하기' }).click();
  await page.waitForURL('**/payment-result**');
  await page.getByRole('heading', { name: /원을 결제했어요/ }).waitFor();
  await snap(page, '09-result');
  return new URL(page.url()).searchParams.get('order') ?? '';
}

async function signInStaff(page: Page, who: string): Promise<void> {
  await page.goto(`${shop.url}/admin`);
  await page.getByLabel('이메일').fill(`${who}@mngshop.test`);
  await page.getByLabel('비밀번호').fill(PASSWORD);
  await page.getByRole('button', { name: '로그인' }).click();
}

describe('the main job', () => {
  it('of a student and of staff, from signing up to the money back', async () => {
    const { own, foreign } = twoSides();
    const phone = await browser.newContext(PHONE);
    const { page, complaints } = await openPage(phone);
    await signUp(page, own.name);

    // The wall: absent from every list, and 404 by its link.
    await page
      .getByText(/개 더 팔리면/)
      .first()
      .waitFor();
    await snap(page, '03-promotions');
    expect(await page.content()).not.toContain(foreign.title);
    for (const [kind, slug] of [
      ['promotions', foreign.promotion],
      ['products', foreign.product],
    ]) {
      const answer = await page.request.get(`${shop.url}/api/customer/${kind}/${slug}`);
      expect([kind, answer.status()]).toEqual([kind, 404]);
    }
    expect(complaints).toEqual([]);
    await page.goto(`${shop.url}/promotions/${foreign.promotion}`);
    await page.getByText('찾는').first().waitFor();
    complaints.length = 0; // the browser reports the 404 that was asked for

    const number = await buy(page, own.product);
    await page.goto(`${shop.url}/orders`);
    await page.locator(`a[href="/orders/${number}"]`).waitFor();
    await snap(page, '10-orders');
    expect(complaints).toEqual([]);
    await expect
      .poll(async () => (await shop.messages('slack')).filter((message) => message.text.includes(number)).length, { timeout: 5_000 })
      .toBe(1);

    await staffDoTheirs(number);

    await page.goto(`${shop.url}/orders/${number}`);
    await page.getByRole('button', { name: '주문 취소' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '주문 취소하기' }).click();
    await page.getByText('주문을 취소했어요').first().waitFor();
    await expect.poll(() => receiptOf(number), { timeout: 15_000 }).toMatchObject({ whole: true, cancels: 1 });
    await page.reload();
    await page.getByText('실제로 낸 금액').waitFor();
    await snap(page, '12-cancelled');
    expect((await shop.messages('slack')).filter((message) => message.text.includes(`결제 완료 ${number}`))).toHaveLength(1);
    expect(complaints).toEqual([]);
    await phone.close();
  });
});

async function receiptOf(number: string): Promise<{ whole: boolean; cancels: number }> {
  const [payment] = shop.rows<{ receipt_id: string }>(
    'SELECT p.receipt_id FROM payments p JOIN orders o ON o.id = p.order_id WHERE o.number = ?',
    number,
  );
  const answer = await fetch(`${shop.url}/_simulator/bootpay/receipts/${payment?.receipt_id ?? ''}`);
  const receipt = (await answer.json()) as { price: number; cancelled_price: number };
  const refunds = shop.rows('SELECT r.id FROM refunds r JOIN orders o ON o.id = r.order_id WHERE o.number = ?', number);
  return { whole: receipt.price === receipt.cancelled_price, cancels: refunds.length };
}

async function staffDoTheirs(number: string): Promise<void> {
  const desk = await browser.newContext({ ...DESKTOP, acceptDownloads: true });
  const { page, complaints } = await openPage(desk);
  await signInStaff(page, 'owner');
  await page.getByText('오늘 매출').waitFor({ timeout: 60_000 });
  await snap(page, '20-dashboard');
  await exportOrders(page, number);
  await messageTwo(page);
  expect(complaints).toEqual([]);
  await desk.close();
}

async function exportOrders(page: Page, number: string): Promise<void> {
  await page.getByRole('link', { name: '주문', exact: true }).first().click();
  await page.getByText(number).first().waitFor();
  await snap(page, '21-orders');
  await page
    .locator('[data-testid="action-excel"]')
    .or(page.getByText('Excel', { exact: true }))
    .first()
    .click();
  await page.getByLabel(/이유/).fill('정기 정산 확인');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Excel 내려받기' }).click();
  const file = await (await download).path();
  const workbook = read(readFileSync(file));
  const sheet = workbook.Sheets[workbook.SheetNames[0] ?? ''] ?? {};
  expect(workbook.SheetNames[0]).toMatch(/[가-힣]/);
  const [expected] = shop.rows<{ name: string; phone: string; total: number; lines: number }>(
    `SELECT o.recipient_name AS name, o.recipient_phone AS phone, o.total, (SELECT COUNT(*) FROM order_lines) AS lines FROM orders o WHERE o.number = ?`,
    number,
  );
  const cells = Object.entries(sheet).filter(([at]) => /^[A-Z]+\d+$/.test(at)) as [string, { t: string; v: unknown }][];
  const row = cells.find(([, cell]) => cell.v === number)?.[0].replace(/\D/g, '');
  expect(row).toBeDefined();
  const ours = cells.filter(([at]) => at.replace(/\D/g, '') === row).map(([, cell]) => [cell.t, cell.v]);
  expect(ours).toContainEqual(['s', expected?.name]);
  expect(ours).toContainEqual(['s', expected?.phone]);
  expect(expected?.phone).toMatch(/^0/);
  expect(ours).toContainEqual(['n', expected?.total]);
  const rows = new Set(cells.map(([at]) => at.replace(/\D/g, ''))).size;
  expect(rows - 1).toBe(expected?.lines);
}

async function messageTwo(page: Page): Promise<void> {
  const before = new Set((await shop.messages('sms')).map((message) => message.id));
  await page.getByRole('link', { name: '고객', exact: true }).first().click();
  const boxes = page.locator('tbody tr').getByRole('checkbox');
  await boxes.first().waitFor({ state: 'attached' });
  const chosen = await page.locator('tbody tr').evaluateAll((rows) => rows.slice(0, 2).map((row) => row.getAttribute('data-id')));
  for (const index of [0, 1]) await boxes.nth(index).locator('xpath=../a').click();
  await snap(page, '22-customers');
  await page.getByText('문자 보내기', { exact: true }).first().click();
  await page.getByRole('textbox').first().fill('내일 오후 2시부터 4시까지 배송 문의를 쉬어요.');
  await snap(page, '23-sms');
  await page.getByRole('button', { name: /문자 보내기$/ }).click();
  const expected = shop
    .rows<{ phone: string }>(`SELECT phone FROM customers WHERE id IN (${chosen.map(Number).join(',')})`)
    .map((row) => row.phone);
  await expect
    .poll(
      async () =>
        (await shop.messages('sms'))
          .filter((message) => !before.has(message.id) && message.text.includes('배송 문의를 쉬어요'))
          .map((m) => m.to ?? '')
          .toSorted((a, b) => a.localeCompare(b)),
      { timeout: 10_000 },
    )
    .toEqual(expected.toSorted((a, b) => a.localeCompare(b)));
}
