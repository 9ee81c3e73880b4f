import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import type { Outside } from './outside.js';
import { html } from './html.js';
import { sendPage } from './page.js';
import { createReceipt } from './receipts.js';
import { TROUBLE_NAMES, troubleOf } from './troubles.js';
import { windowBody, type WindowOpening } from './window-page.js';

const Item = z.object({ name: z.string().max(200), qty: z.number().int().min(1), price: z.number().int() });
const Items = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.array(Item).max(50));

const Opening = z.object({
  order_id: z.string().min(1).max(100),
  order_name: z.string().max(200).default('주문'),
  price: z.coerce.number().int().min(1).max(1_000_000_000),
  items: Items.optional(),
  redirect_url: z.string().max(2_000).optional(),
  mode: z.enum(['popup', 'redirect']).default('redirect'),
});

const Choice = z.object({
  orderId: z.string().min(1).max(100),
  orderName: z.string().max(200),
  price: z.number().int().min(1).max(1_000_000_000),
  method: z.enum(['card', 'kakaopay', 'naverpay']),
  trouble: z.enum(TROUBLE_NAMES),
});

/** The payment window: a page a person clicks through, and what its button sends. */
export function windowRoutes(outside: Outside): Router {
  const router = Router();

  router.get('/window', (request, response) => {
    const base = request.baseUrl.replace(/\/bootpay$/, '');
    const opening = readOpening(request, outside.publicOrigin);
    if (typeof opening === 'string') {
      const body = html`<body class="window">
        <main class="sheet">
          <h1>결제창을 열 수 없어요</h1>
          <p>${opening}</p>
        </main>
      </body>`;
      return sendPage(response, { base, title: '가상 결제', script: 'window.js', body, status: 400 });
    }
    sendPage(response, { base, title: '가상 결제', script: 'window.js', body: windowBody(base, opening) });
  });

  router.post('/window', (request, response) => {
    const choice = Choice.safeParse(request.body);
    if (!choice.success) return void response.status(422).json({ errors: choice.error.issues });
    response.status(201).json(authorise(outside, choice.data));
  });
  return router;
}

/** @returns a Korean sentence when the window must not be opened like this */
function readOpening(request: Request, publicOrigin: string | undefined): WindowOpening | string {
  const parsed = Opening.safeParse(request.query);
  if (!parsed.success) return `주소의 값이 올바르지 않아요: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`;
  const { redirect_url: target, ...opening } = parsed.data;
  const sum = opening.items?.reduce((total, item) => total + item.qty * item.price, 0);
  if (sum !== undefined && sum !== opening.price) return `상품 금액의 합 ${sum}원이 결제 금액 ${opening.price}원과 달라요.`;
  const redirectUrl = target === undefined ? null : ownAddress(request, target, publicOrigin);
  if (target !== undefined && redirectUrl === null) return '돌아갈 주소(redirect_url)가 이 상점의 주소가 아니에요.';
  if (opening.mode === 'redirect' && redirectUrl === null) return '돌아갈 주소(redirect_url)가 없어요.';
  return { ...opening, redirectUrl };
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The absolute address if it is this shop's own (the names of this machine count as one), else null. */
function ownAddress(request: Request, target: string, publicOrigin: string | undefined): string | null {
  const own = URL.parse(`${request.protocol}://${request.get('host')}`);
  const url = own && URL.parse(target, own);
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') return null;
  const sameMachine = LOOPBACK.has(url.hostname) && LOOPBACK.has(own.hostname) && url.port === own.port;
  return url.host === own.host || url.origin === publicOrigin || sameMachine ? url.href : null;
}

function authorise({ store, faults, webhooks }: Outside, choice: z.output<typeof Choice>) {
  const trouble = troubleOf(choice.trouble);
  for (const fault of trouble.faults) faults.plan({ ...fault, orderId: choice.orderId });
  if (trouble.failsAtOnce) return { event: 'error', receiptId: null };
  const row = createReceipt(store, choice);
  webhooks.authorised(row);
  return { event: 'confirm', receiptId: row.receipt_id };
}
