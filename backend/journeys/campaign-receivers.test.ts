import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, snap } from './browser.js';
import { type BuiltShop, startBuiltShop } from './built-shop.js';
import { aCrowd, aMember, isUsable } from './staff.js';

let shop: BuiltShop;
let browser: Browser;
let few: { id: number; customers: number[] };
beforeAll(async () => {
  shop = await startBuiltShop();
  browser = await openBrowser();
  // Both consents: the journey must not depend on the hour it runs at.
  few = aCrowd(shop, '한빛대학교', 11, ['marketing_sms', 'night_sms']);
  aCrowd(shop, '남한빛대학교', 30);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

const SMS = '/admin/resources/Customer/actions/smsToAll';
const written = () => shop.rows<{ customer_id: number }>('SELECT customer_id FROM outbox_messages WHERE campaign_id IS NOT NULL').length;
const sendButton = (page: Page) => page.getByRole('button', { name: /명에게 문자 보내기$/ });
const receivers = (page: Page) => page.getByRole('region', { name: '받는 사람' });
const filtersOf = (id: number) => `filters.universityId=${id}&filters.marketing=yes`;

/** Filters the list of customers as one does with the mouse and the keyboard. */
async function filter(page: Page): Promise<void> {
  await page.getByRole('link', { name: '고객', exact: true }).click();
  await page.locator('[data-css=Customer-filter-button]').click();
  const university = page.getByLabel('대학교', { exact: true });
  await university.fill('한빛대');
  await university.press('Enter');
  await page.locator('.mng-filter .mng-chip', { hasText: '한빛대학교' }).waitFor();
  expect(await page.locator('.mng-filter .mng-chip').innerText()).not.toContain('남한빛');
  await page.getByLabel('광고 수신').selectOption('동의');
  await page.getByRole('button', { name: '적용' }).click();
  await expect.poll(() => page.locator('tbody tr[data-id]').count()).toBe(11);
}

describe('a text to everybody whom the list matches', () => {
  it('goes to those whom the list showed, whatever becomes of the address', async () => {
    const { page, complaints, context } = await aMember(shop, browser, 'support');
    await filter(page);
    await snap(page, '60-filtered');
    await page.getByRole('link', { name: '걸러진 고객 모두에게 문자 11명' }).click();
    await receivers(page).waitFor();
    const shown = await receivers(page).innerText();
    expect(shown.replaceAll(/\s+/g, ' ')).toContain('대학교 한빛대학교 광고 수신 동의 11명');
    expect(shown).toMatch(/문자를 받는 사람\s+11명/);
    await page.getByLabel('광고', { exact: true }).check();
    await page.getByLabel('내용').fill('새 공동구매가 열렸어요.');
    await snap(page, '61-form');
    await isUsable(page, '.mng-form');
    // The address loses its filter under the form: what was shown is what is sent.
    await page.evaluate((path) => history.replaceState(null, '', path), SMS);
    const before = written();
    await sendButton(page).dblclick();
    await page.getByText('11명에게 문자를 보내요.').waitFor();
    await expect.poll(written).toBe(before + 11);
    const sent = shop.rows<{ customer_id: number }>(
      'SELECT customer_id FROM outbox_messages WHERE campaign_id IS NOT NULL ORDER BY customer_id',
    );
    expect(sent.map(({ customer_id }) => customer_id)).toEqual(few.customers);
    await expect
      .poll(async () => (await shop.messages('sms')).filter(({ text }) => text.includes('새 공동구매가 열렸어요')).length)
      .toBe(11);
    // Back on the list one came from, as it was left.
    await expect.poll(() => page.locator('tbody tr[data-id]').count()).toBe(11);
    await snap(page, '62-sent');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('survives a reload, and names nobody once its address has no filter', async () => {
    const { page, context } = await aMember(shop, browser, 'support');
    await page.goto(`${shop.url}${SMS}?${filtersOf(few.id)}`);
    await receivers(page).getByText('한빛대학교').waitFor();
    await page.reload();
    await receivers(page).getByText('한빛대학교').waitFor();
    await page.getByLabel('내용').fill('이 글은 남아요');
    const before = written();

    // As a link of the console would: the form stays, the people change, and nothing can be sent before they are chosen.
    await page.evaluate((path) => {
      history.pushState(null, '', path);
      dispatchEvent(new PopStateEvent('popstate'));
    }, SMS);
    await page.getByText('걸린 필터가 없어요').waitFor();
    await receivers(page).getByText('필터 없이 고객 모두').waitFor();
    expect(await page.getByLabel('내용').inputValue()).toBe('이 글은 남아요');
    expect(await sendButton(page).isDisabled()).toBe(true);
    await snap(page, '63-nobody-named');
    await page.getByLabel('받는 사람 수를 그대로 적어 주세요').fill(
      await sendButton(page)
        .innerText()
        .then((text) => text.split('명')[0] ?? ''),
    );
    expect(await sendButton(page).isDisabled()).toBe(true);
    await page.getByLabel(/모두에게 보낼게요/).check();
    expect(await sendButton(page).isEnabled()).toBe(true);
    await page.goBack();
    await receivers(page).getByText('한빛대학교').waitFor();
    expect(await page.getByLabel('내용').inputValue()).toBe('이 글은 남아요');
    expect(await sendButton(page).innerText()).toBe('11명에게 문자 보내기');
    expect(written()).toBe(before);
    await context.close();
  });

  it('is not sent when other people would get it: the new number is shown, and the text kept', async () => {
    const changing = aCrowd(shop, '새벽대학교', 5, ['marketing_sms', 'night_sms']);
    const { page, context } = await aMember(shop, browser, 'manager');
    await page.goto(`${shop.url}${SMS}?${filtersOf(changing.id)}`);
    await page.getByLabel('광고', { exact: true }).check();
    await page.getByLabel('내용').fill('새벽에 열려요');
    shop.change(`UPDATE consents SET withdrawn_at = given_at WHERE customer_id = ?`, changing.customers[0]!);
    const before = written();
    await sendButton(page).click();
    await page.getByRole('alert').getByText('5명에서 4명으로 바뀌어서 보내지 않았어요').waitFor();
    await expect.poll(() => sendButton(page).innerText()).toBe('4명에게 문자 보내기');
    expect([written(), await page.getByLabel('내용').inputValue()]).toEqual([before, '새벽에 열려요']);
    await snap(page, '64-changed');
    await sendButton(page).click();
    await page.getByText('4명에게 문자를 보내요.').waitFor();
    expect(written()).toBe(before + 4);
    await context.close();
  });

  it('to more than a hundred wants their number typed', async () => {
    const many = aCrowd(shop, '큰바다대학교', 120);
    const { page, context } = await aMember(shop, browser, 'manager');
    await page.goto(`${shop.url}${SMS}?filters.universityId=${many.id}`);
    await page.getByLabel('내용').fill('안내예요');
    const number = page.getByLabel('받는 사람 수를 그대로 적어 주세요');
    expect(await sendButton(page).isDisabled()).toBe(true);
    await number.fill('12');
    expect(await sendButton(page).isDisabled()).toBe(true);
    await snap(page, '65-typed');
    await isUsable(page, '.mng-form');
    // The digits of a Korean input method come wide.
    await number.fill('１２０');
    const before = written();
    await sendButton(page).click();
    await page.getByText('120명에게 문자를 보내요.').waitFor();
    expect(written()).toBe(before + 120);
    await context.close();
  });

  it('in two tabs goes to what each of them shows', async () => {
    const [a, b] = [aCrowd(shop, '가람대학교', 3), aCrowd(shop, '나루대학교', 4)];
    const { page, context } = await aMember(shop, browser, 'manager');
    const other = await context.newPage();
    await page.goto(`${shop.url}${SMS}?filters.universityId=${a.id}`);
    await other.goto(`${shop.url}${SMS}?filters.universityId=${b.id}`);
    await page.getByLabel('내용').fill('가람에게');
    await other.getByLabel('내용').fill('나루에게');
    await sendButton(page).click();
    await page.getByText('3명에게 문자를 보내요.').waitFor();
    await sendButton(other).click();
    await other.getByText('4명에게 문자를 보내요.').waitFor();
    const to = (text: string) =>
      shop
        .rows<{ customer_id: number }>('SELECT customer_id FROM outbox_messages WHERE text LIKE ? ORDER BY customer_id', `%${text}%`)
        .map((row) => row.customer_id);
    expect([to('가람에게'), to('나루에게')]).toEqual([a.customers, b.customers]);
    await context.close();
  });
});

describe('a single customer', () => {
  it('has no button for everybody; the text over their page names them alone', async () => {
    const { page, complaints, context } = await aMember(shop, browser, 'support');
    await page.goto(`${shop.url}/admin/resources/Customer/records/${few.customers[0]!}/show`);
    await page.getByText('군중1', { exact: true }).first().waitFor();
    expect(await page.getByText('걸러진 고객 모두에게 문자').count()).toBe(0);
    await snap(page, '66-customer');
    await page.getByText('문자 보내기').click();
    await receivers(page).getByText('군중1 님').waitFor();
    await page.getByLabel('내용').fill('택배가 하루 늦어요');
    await snap(page, '67-one');
    const before = written();
    await sendButton(page).click();
    await page.getByText('1명에게 문자를 보내요.').waitFor();
    expect(written()).toBe(before + 1);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('a role without texts', () => {
  it('sees no button, and gets no form by its address', async () => {
    const { page, context } = await aMember(shop, browser, 'viewer');
    await page.goto(`${shop.url}/admin/resources/Customer?${filtersOf(few.id)}`);
    await expect.poll(() => page.locator('tbody tr[data-id]').count()).toBe(11);
    expect(await page.getByText('문자').count()).toBe(0);
    await snap(page, '68-viewer');
    const form = await page.goto(`${shop.url}${SMS}?${filtersOf(few.id)}`);
    expect(form?.status()).toBe(403);
    const answer = await page.request.post(`${shop.url}/admin/api/resources/Customer/actions/smsToAll`, {
      headers: { Origin: shop.url },
      data: {
        all: true,
        input: { text: '안녕', purpose: 'notice', requestId: crypto.randomUUID(), expected: { receives: 1, tolerance: 0 } },
      },
    });
    expect(answer.status()).toBe(403);
    await context.close();
  });
});
