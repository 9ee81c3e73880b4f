import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];

/**
 * The Chromium that backend/run/find-chromium.mjs found.
 * @param remembers as people's browsers do, pages that were left are kept in memory for Back (Playwright turns that off)
 * @param textPx the size of a page's text by the browser's own setting, usually 16
 */
export const openBrowser = ({ remembers = false, textPx = 16 } = {}): Promise<Browser> => {
  const executablePath = process.env['CHROMIUM'];
  if (!executablePath) throw new Error('CHROMIUM names no browser: run the journeys with npm test.');
  const args = [...ARGUMENTS, ...(textPx === 16 ? [] : [`--blink-settings=defaultFontSize=${textPx}`])];
  return chromium.launch({ executablePath, args, ...(remembers ? { ignoreDefaultArgs: [NO_MEMORY] } : {}) });
};
const NO_MEMORY = '--disable-back-forward-cache';

export const PHONE = {
  viewport: { width: 375, height: 812 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'ko-KR',
  timezoneId: 'Asia/Seoul',
};
export const DESKTOP = { viewport: { width: 1280, height: 900 }, locale: 'ko-KR', timezoneId: 'Asia/Seoul' };

/** A page whose console errors and failed requests are kept: a journey ends with none. */
export async function openPage(context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => {
    // Chromium's word for leaving to a page that fades differently, as the payment window.
    if (!/^Transition was (aborted|skipped)/.test(error.message)) complaints.push(error.message);
  });
  page.setDefaultTimeout(45_000);
  return { page, complaints };
}

/** Where SCREENSHOTS names a folder, the step is kept as a picture. */
export async function snap(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/**
 * What a person could read in each frame of the page, from then on.
 * @param from a path: from the first frame of that page on; `memory`: from the moment that a members' page comes back from memory
 */
export async function everyFrame(page: Page, from: string): Promise<string[]> {
  const frames: string[] = [];
  page.on('console', (message) => message.text().startsWith('frame:') && frames.push(message.text()));
  await page.addInitScript((start) => {
    const look = () => {
      // oxlint-disable-next-line no-console -- the one way out of a page that is about to be replaced
      if (document.readyState !== 'loading') console.log(`frame: ${document.body.innerText}`);
      requestAnimationFrame(look);
    };
    if (location.pathname.startsWith(start)) look();
    addEventListener('pageshow', (event) => {
      if (start === 'memory' && event.persisted && !document.documentElement.hasAttribute('data-public')) look();
    });
  }, from);
  return frames;
}
