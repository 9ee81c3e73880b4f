import type { Response } from 'express';
import type { Html } from './html.js';
import { html } from './html.js';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sends one of the simulator's own pages. @param base where the simulator is mounted, without a slash at the end */
export function sendPage(response: Response, page: { base: string; title: string; script: string; body: Html; status?: number }): void {
  const { base, title, script, body, status = 200 } = page;
  response.set('content-security-policy', POLICY);
  response.set('cache-control', 'no-store');
  // a real payment window is of another origin and has no such policy: what breaks the opener there must break it here
  response.removeHeader('cross-origin-opener-policy');
  const document = html`<!doctype html>
    <html lang="ko">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="stylesheet" href="${base}/assets/simulator.css" />
        <script src="${base}/assets/${script}" type="module"></script>
      </head>
      ${body}
    </html>`;
  response.status(status).type('html').send(document.markup);
}

/** As `1,290,000원`, the sign smaller. */
export function won(amount: number): Html {
  return html`<span class="price">${amount.toLocaleString('ko-KR')}<small>원</small></span>`;
}
