import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, openBrowser, openPage, PHONE, snap } from './browser.js';
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

async function invite(): Promise<string> {
  const { page } = await openPage(await browser.newContext(DESKTOP));
  await page.goto(`${shop.url}/admin`);
  await page.getByLabel('이메일').fill('owner@mngshop.test');
  await page.getByLabel('비밀번호').fill('mngshop-demo-2026');
  await page.getByRole('button', { name: '로그인' }).click();
  await page.getByRole('link', { name: '관리자', exact: true }).click();
  await page.getByText('관리자 초대').click();
  await page.getByLabel('이름').fill('윤지원');
  await page.getByLabel('이메일').fill('jiwon@mngshop.test');
  await page.getByLabel('역할').selectOption('support');
  await page.getByRole('button', { name: '초대 링크 만들기' }).click();
  const link = await page.getByLabel('전해 줄 링크').inputValue();
  await snap(page, '50-hand-over');
  await page.context().close();
  return link;
}

/** The browser's own device for passkeys, which asks nobody. */
async function withPasskeys(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
}

async function addPasskeyAndUseIt(page: Page): Promise<void> {
  await withPasskeys(page);
  await page.goto(`${shop.url}/admin/account`);
  await page.getByText('이 기기').waitFor();
  expect((await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze()).violations).toEqual([]);
  const form = page.locator('#add-passkey');
  await form.getByLabel('패스키 이름').fill('동아리방 노트북');
  await form.getByLabel('지금 비밀번호').fill('river-mango-48-night');
  await form.getByRole('button', { name: '패스키 추가하기' }).click();
  await page.getByText('패스키를 추가했어요').waitFor();
  await page.getByText('동아리방 노트북').waitFor();
  await snap(page, '52-account');
  const codes = page.locator('form[action$=recovery-codes]');
  await codes.getByLabel('지금 비밀번호').fill('river-mango-48-night');
  await codes.getByRole('button', { name: '복구 코드 만들기' }).click();
  expect(await page.locator('.codes li').count()).toBe(8);
  await snap(page, '52-recovery-codes');
  await page.goto(`${shop.url}/admin`);
  await page.getByRole('button', { name: '로그아웃' }).click();
  await page.getByRole('button', { name: '패스키로 들어가기' }).click();
  await page.getByRole('heading', { name: '대시보드' }).waitFor();
}

// Only a browser sends the Origin header that its referrer policy allows: no-referrer makes it null, and the form is refused.
describe('a one-time link in a browser', () => {
  it('ends in an account that signs in, and is over then', async () => {
    const link = await invite();
    const { page, complaints } = await openPage(await browser.newContext(PHONE));
    await page.goto(link);
    expect((await page.getByLabel('인증 앱에 넣을 키').inputValue()).replaceAll(' ', '')).toMatch(/^[A-Z2-7]{32}$/);
    expect((await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze()).violations).toEqual([]);
    await snap(page, '51-link');
    const password = page.getByLabel('새 비밀번호', { exact: true });
    await password.fill('river-mango-48-night');
    await page.getByLabel('새 비밀번호 한 번 더').fill('river-mango-48-day');
    await page.getByRole('button', { name: '저장하기' }).click();
    await page.getByText('두 비밀번호가 달라요').waitFor();
    complaints.length = 0; // the browser reports the 422 that was asked for
    await password.fill('river-mango-48-night');
    await page.getByLabel('새 비밀번호 한 번 더').fill('river-mango-48-night');
    await page.getByRole('button', { name: '저장하기' }).click();
    await page.getByRole('heading', { name: '저장했어요' }).waitFor();
    await snap(page, '52-taken');
    await page.getByRole('link', { name: '로그인하기' }).click();
    await page.getByLabel('이메일').fill('jiwon@mngshop.test');
    await page.getByLabel('비밀번호').fill('river-mango-48-night');
    await page.getByRole('button', { name: '로그인' }).click();
    await page.getByRole('heading', { name: '대시보드' }).waitFor();
    await addPasskeyAndUseIt(page);
    expect(complaints).toEqual([]);
    await page.goto(link);
    await page.getByRole('heading', { name: '쓸 수 없는 링크예요' }).waitFor();
    await snap(page, '53-over');
    await page.context().close();
  });
});
