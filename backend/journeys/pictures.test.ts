import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Azurite, hasAzurite, startAzurite } from '../src/testing/azurite.js';
import { DESKTOP, openBrowser, openPage, PHONE, snap } from './browser.js';
import { type BuiltShop, startBuiltShop } from './built-shop.js';

const PASSWORD = 'mngshop-demo-2026';
const LAPTOP_NARROW = { ...DESKTOP, viewport: { width: 900, height: 900 } };

interface Dropped {
  name: string;
  type: string;
  base64: string;
}

/** A picture as a phone takes it: large, and with noise that does not compress away. */
async function photo(name: string, background: string): Promise<Dropped> {
  const [width, height] = [1600, 1200];
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 24 };
  const grain = await sharp({ create: { width, height, channels: 3, background, noise } })
    .png()
    .toBuffer();
  const label = `<svg width="${width}" height="${height}"><rect width="100%" height="100%" fill="${background}" opacity="0.75"/>
    <rect x="400" y="350" width="800" height="500" rx="60" fill="#fffdf8"/></svg>`;
  const bytes = await sharp(grain)
    .composite([{ input: Buffer.from(label) }])
    .jpeg({ quality: 90 })
    .toBuffer();
  return { name, type: 'image/jpeg', base64: bytes.toString('base64') };
}

async function drop(page: Page, files: readonly Dropped[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const { name, type, base64 } of all) {
      const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type }));
    }
    return transfer;
  }, files);
  await page.dispatchEvent('.mng-drop', 'dragover', { dataTransfer });
  await page.dispatchEvent('.mng-drop', 'drop', { dataTransfer });
}

/** 300 kB a second upwards: progress is there to be seen. */
async function slowUploads(page: Page, bytesASecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesASecond,
  });
}

async function signInStaff(page: Page, shop: BuiltShop): Promise<void> {
  await page.goto(`${shop.url}/admin`);
  await page.getByLabel('이메일').fill('manager@mngshop.test');
  await page.getByLabel('비밀번호').fill(PASSWORD);
  await page.getByRole('button', { name: '로그인' }).click();
  await page.getByRole('heading', { name: '대시보드' }).waitFor();
}

const altOf = (page: Page) => page.getByLabel(/번째 사진 설명/).evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));

/** Waits until each picture of the product's page is really there. */
const shownPictures = (page: Page) =>
  page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('.mng-shown img')].every((one) => one.naturalWidth > 0));

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .include('.mng-form')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, 'the form is wider than the screen').toBeLessThanOrEqual(0);
}

describe.each([
  ['the disk', true],
  ['Azurite', hasAzurite],
])('pictures over %s', (store, here) => {
  let azurite: Azurite | undefined;
  let shop: BuiltShop;
  let browser: Browser;
  beforeAll(async () => {
    if (!here) return;
    if (store === 'Azurite') azurite = await startAzurite();
    shop = await startBuiltShop({ BLOB_URL: azurite?.url ?? '' });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
    await azurite?.stop();
  });
  const name = (step: string) => `pictures-${store === 'Azurite' ? 'azurite' : 'disk'}-${step}`;

  /** A product that student1 can see, and the student's phone. */
  async function aSeenProduct() {
    const context = await browser.newContext(PHONE);
    const { page, complaints } = await openPage(context);
    await page.request.post(`${shop.url}/api/customer/session`, { data: { email: 'student1@mngshop.test', password: PASSWORD } });
    const { promotions } = (await (await page.request.get(`${shop.url}/api/customer/promotions`)).json()) as {
      promotions: { state: string; offers: { product: { slug: string } }[] }[];
    };
    const slug = promotions.find(({ state }) => state === 'open')?.offers[0]?.product.slug ?? '';
    const [product] = shop.rows<{ id: number; name: string; images: number }>(
      'SELECT p.id, p.name, COUNT(i.id) AS images FROM products p LEFT JOIN product_images i ON i.product_id = p.id WHERE p.slug = ? GROUP BY p.id',
      slug,
    );
    if (!product) throw new Error('The seed has no open promotion for student1.');
    return { page, complaints, slug, ...product };
  }

  it.runIf(here)('staff drop two into the form, describe and order them, and a student sees them so', async () => {
    const student = await aSeenProduct();
    const context = await browser.newContext(DESKTOP);
    const { page, complaints } = await openPage(context);
    const puts: string[] = [];
    page.on('request', (request) => void (request.method() === 'PUT' && puts.push(request.url())));
    await signInStaff(page, shop);
    await page.goto(`${shop.url}/admin/resources/Product/records/${student.id}/edit`);
    await page.getByText('사진 고르기').waitFor();

    await slowUploads(page, 300_000);
    await drop(page, [await photo('front.jpg', '#2457f5'), await photo('open.jpg', '#ffb020')]);
    await page
      .getByText(/^[1-9]\d?% 올렸어요$/)
      .first()
      .waitFor();
    await page.locator('.mng-pictures li').last().scrollIntoViewIfNeeded();
    await snap(page, name('1-sending'));
    await page.getByRole('button', { name: '저장' }).click();
    await page.getByText('올렸어요. 저장하면 상품에 나와요').nth(1).waitFor();
    await slowUploads(page, -1);
    expect(puts).toHaveLength(2);
    const origin = new URL(azurite?.url ?? shop.url).origin;
    for (const put of puts) expect(new URL(put).origin).toBe(origin);

    // Without words for those who do not see it, nothing is saved.
    await page.getByRole('button', { name: '저장' }).click();
    expect(
      await page.getByLabel(`${student.images + 1}번째 사진 설명`).evaluate((one: HTMLInputElement) => one.validity.valueMissing),
    ).toBe(true);
    await page.getByLabel(`${student.images + 1}번째 사진 설명`).fill('파란 배경의 앞모습');
    await page.getByLabel(`${student.images + 2}번째 사진 설명`).fill('노란 배경에 펼친 모습');

    // By keyboard to the front, then the other before it by hand.
    for (let at = student.images + 1; at > 1; at--) {
      await page.getByRole('button', { name: `${at}번째 사진 앞으로` }).press('Enter');
      const focused = await page.evaluate(() => document.activeElement?.closest('li')?.querySelector('input')?.value);
      expect(focused).toBe('파란 배경의 앞모습');
    }
    await page.locator('.mng-pictures li').last().locator('.mng-thumb').dragTo(page.locator('.mng-pictures li').first());
    expect((await altOf(page)).slice(0, 2)).toEqual(['노란 배경에 펼친 모습', '파란 배경의 앞모습']);
    await accessible(page);
    await snap(page, name('2-ordered'));
    await page.getByRole('button', { name: '저장' }).click();
    await page.waitForURL(`**/records/${student.id}/show**`);
    await page.getByRole('img', { name: '노란 배경에 펼친 모습' }).scrollIntoViewIfNeeded();
    await shownPictures(page);
    await snap(page, name('3-saved'));
    expect(complaints).toEqual([]);
    await context.close();

    const phone = student.page;
    await phone.goto(`${shop.url}/products/${student.slug}`);
    const shown = phone.locator('.gallery img');
    await shown.first().waitFor();
    expect((await shown.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).alt))).slice(0, 2)).toEqual([
      '노란 배경에 펼친 모습',
      '파란 배경의 앞모습',
    ]);
    await phone.waitForFunction(() => document.querySelector<HTMLImageElement>('.gallery img')?.naturalWidth);
    await snap(phone, name('4-student'));
    expect(student.complaints).toEqual([]);
    await phone.context().close();
  });

  it.runIf(here)('a new product comes with its pictures; what is no picture is told so and taken out again', async () => {
    const context = await browser.newContext(LAPTOP_NARROW);
    const { page, complaints } = await openPage(context);
    await signInStaff(page, shop);
    await page.goto(`${shop.url}/admin/resources/Product/actions/new`);
    await page.getByLabel('이름', { exact: true }).fill('사진 있는 가방');
    await page.getByLabel('브랜드').fill('누리');
    await page.getByLabel('주소 이름').fill(`photo-bag-${store === 'Azurite' ? 'a' : 'd'}`);
    await page.getByLabel('분류').selectOption({ label: '가방' });
    await page.getByLabel('시중가 (원)').fill('89000');
    await page.getByLabel(/SKU$/).fill('PHOTO-BAG');
    const { base64 } = await photo('bag.jpg', '#0b8457');
    const html = { name: 'page.png', mimeType: 'image/png', buffer: Buffer.from('<!doctype html><script>alert(1)</script>') };
    await page
      .getByLabel('사진 고르기')
      .setInputFiles([{ name: 'bag.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') }, html]);
    await page.getByRole('alert').getByText('사진 파일이 아니에요.').waitFor();
    await page.getByText('올렸어요. 저장하면 상품에 나와요').waitFor();
    await page.getByLabel('1번째 사진 설명').fill('초록 가방의 앞모습');
    await accessible(page);
    await snap(page, name('5-refused'));
    await page.getByRole('button', { name: '저장' }).click();
    await page.getByText('올리지 못한 사진이 있어요.').waitFor();
    await page.getByRole('button', { name: '2번째 사진 빼기' }).click();
    await page.getByRole('button', { name: '저장' }).click();
    await page.getByRole('img', { name: '초록 가방의 앞모습' }).waitFor();
    await shownPictures(page);
    await snap(page, name('6-new'));
    // The form shows the picture too, before it is saved.
    const images = () =>
      shop.rows<{ alt: string; width: number; height: number }>(
        `SELECT i.alt, i.width, i.height FROM product_images i JOIN products p ON p.id = i.product_id WHERE p.slug LIKE 'photo-bag-%'`,
      );
    await expect.poll(images, { timeout: 20_000 }).toEqual([{ alt: '초록 가방의 앞모습', width: 800, height: 600 }]);
    // The browser reports the 422 that was asked for, and nothing else.
    expect(complaints.filter((one) => !one.includes('422'))).toEqual([]);
    await context.close();
  });

  it.runIf(here && store === 'Azurite')('a page of another origin may not upload, even with an address that is good', async () => {
    const elsewhere = createServer((_req, res) => res.setHeader('Content-Type', 'text/html').end('<title>Elsewhere</title>')).listen(
      0,
      '127.0.0.1',
    );
    await once(elsewhere, 'listening');
    const context = await browser.newContext(DESKTOP);
    const { page } = await openPage(context);
    await signInStaff(page, shop);
    const answer = await page.request.post(`${shop.url}/admin/api/resources/Product/actions/startUpload`, {
      data: { input: {} },
      headers: { Origin: shop.url },
    });
    const { data } = (await answer.json()) as { data: { uploadUrl: string } };
    const putFrom = async (origin: string) => {
      await page.goto(origin);
      return page.evaluate(
        (url) =>
          fetch(url, { method: 'PUT', body: 'x', headers: { 'x-ms-blob-type': 'BlockBlob' } }).then(
            ({ status }) => status,
            (error: unknown) => String(error),
          ),
        data.uploadUrl,
      );
    };
    expect(await putFrom(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`)).toContain('Failed to fetch');
    expect(await putFrom(`${shop.url}/admin`)).toBe(201);
    elsewhere.close();
    await context.close();
  });
});
