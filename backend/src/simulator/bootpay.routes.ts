import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { answer } from './answer.js';
import { refusals } from './bootpay-refusal.js';
import type { Reply } from './bootpay-refusal.js';
import type { About, Fault } from './faults.js';
import { expireAuthorisation, requireReceipt } from './ledger.js';
import type { CancelRequest } from './ledger.js';
import { cancelReceipt, confirmReceipt } from './outside.js';
import type { Done, Outside } from './outside.js';
import { findReceipt, toBootpay } from './receipts.js';
import { SIMULATED_KEYS } from './simulated-keys.js';

const TOKEN_SECONDS = 1_800;

/** Bootpay's API as its SDK calls it: token, receipt, confirm, cancel; errors are `{ error_code, message }`. */
export function bootpayRoutes(outside: Outside): Router {
  const { store } = outside;
  const router = Router();

  router.post('/request/token', (request, response) =>
    answer(response, outside, { on: 'token', about: {}, work: () => issueToken(outside, request.body) }),
  );

  router.get('/receipt/:id', async (request, response) => {
    outside.late.runDue();
    const about = aboutReceipt(outside, request.params.id);
    const work = () => authorised(outside, request, () => ({ status: 200, json: toBootpay(requireReceipt(store, request.params.id)) }));
    await answer(response, outside, { on: 'receipt', about, work });
  });

  router.post('/confirm', async (request, response) => {
    outside.late.runDue();
    const receiptId = Confirm.safeParse(request.body).data?.receipt_id;
    const work = (fault: Fault | null) => authorised(outside, request, () => confirm(outside, receiptId, fault));
    const later = (dueAt: number) => receiptId && outside.late.add({ target: 'confirm', receiptId }, dueAt);
    await answer(response, outside, { on: 'confirm', about: aboutReceipt(outside, receiptId), work, later });
  });

  router.post('/cancel', async (request, response) => {
    outside.late.runDue();
    const wanted = toCancelRequest(request.body);
    const work = (fault: Fault | null) => authorised(outside, request, () => cancel(outside, wanted, fault));
    const later = (dueAt: number) => wanted && outside.late.add({ target: 'cancel', request: wanted }, dueAt);
    await answer(response, outside, { on: 'cancel', about: aboutReceipt(outside, wanted?.receiptId), work, later });
  });

  router.use((_request, response) => {
    response.status(404).json({ error_code: 'NOT_FOUND', message: '없는 주소입니다.' });
  });
  return router;
}

const TokenRequest = z.object({ application_id: z.string(), private_key: z.string() });
const Confirm = z.object({ receipt_id: z.string() });
const Cancel = z.object({
  receipt_id: z.string(),
  cancel_price: z.number().int().min(1).optional(),
  cancel_id: z.string().optional(),
  cancel_message: z.string().optional(),
});

function issueToken({ store }: Outside, body: unknown): Reply {
  const keys = TokenRequest.safeParse(body).data;
  if (keys?.application_id !== SIMULATED_KEYS.applicationId) throw refusals.application();
  if (keys.private_key !== SIMULATED_KEYS.privateKey) throw refusals.privateKey();
  const token = randomBytes(24).toString('base64url');
  store.prepare('INSERT INTO token (token, expires_at) VALUES (?, ?)').run(token, Date.now() + TOKEN_SECONDS * 1_000);
  return { status: 200, json: { access_token: token, expire_in: TOKEN_SECONDS } };
}

function authorised(outside: Outside, request: Request, work: () => Reply): Reply {
  if (!isAuthorised(outside, request.get('authorization') ?? '')) throw refusals.token();
  return work();
}

function isAuthorised({ store }: Outside, header: string): boolean {
  const [scheme, credentials = ''] = header.split(' ');
  if (scheme === 'Basic') {
    return Buffer.from(credentials, 'base64').toString() === `${SIMULATED_KEYS.clientKey}:${SIMULATED_KEYS.secretKey}`;
  }
  const found = store.prepare('SELECT 1 FROM token WHERE token = ? AND expires_at > ?').get(credentials, Date.now());
  return scheme === 'Bearer' && found !== undefined;
}

function confirm(outside: Outside, receiptId: string | undefined, fault: Fault | null): Reply {
  if (receiptId === undefined) throw refusals.body();
  if (fault?.kind === 'expired') {
    expireAuthorisation(outside.store, receiptId);
    throw refusals.confirm('승인 가능 시간이 지났습니다');
  }
  if (fault?.kind !== 'other_amount') return told(confirmReceipt(outside, receiptId));
  const price = fault.value === null ? requireReceipt(outside.store, receiptId).price + 1_000 : Number(fault.value);
  return told(confirmReceipt(outside, receiptId, price));
}

function cancel(outside: Outside, wanted: CancelRequest | null, fault: Fault | null): Reply {
  if (wanted === null) throw refusals.body();
  return told(cancelReceipt(outside, wanted, fault?.kind !== 'ignore_cancel_id'));
}

function told({ row, after }: Done): Reply {
  return { status: 200, json: toBootpay(row), after };
}

function toCancelRequest(body: unknown): CancelRequest | null {
  const wanted = Cancel.safeParse(body).data;
  if (!wanted) return null;
  return { receiptId: wanted.receipt_id, amount: wanted.cancel_price, cancelId: wanted.cancel_id, reason: wanted.cancel_message };
}

function aboutReceipt({ store }: Outside, receiptId: string | undefined): About {
  return { receiptId, orderId: receiptId === undefined ? undefined : findReceipt(store, receiptId)?.order_id };
}
