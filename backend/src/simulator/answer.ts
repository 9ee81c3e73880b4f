import { setTimeout as wait } from 'node:timers/promises';
import type { Response } from 'express';
import { BootpayRefusal, refusals } from './bootpay-refusal.js';
import type { Reply } from './bootpay-refusal.js';
import type { About, Fault, FaultTarget } from './faults.js';
import type { Outside } from './outside.js';
import type { BootpayReceipt } from './receipts.js';

/** One request to the simulated outside. */
export interface Call {
  on: FaultTarget;
  about: About;
  /** Does what was asked, and says so. */
  work(fault: Fault | null): Reply;
  /** Remembers to do it at a time to come, although nothing is answered now. */
  later?(dueAt: number): void;
}

const LONGEST_SILENCE_MS = 120_000;
const HTML_502 = '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';

/** Does the work and answers, or fails in the way that was planned. */
export async function answer(response: Response, { faults, hanging }: Outside, call: Call): Promise<void> {
  const fault = faults.take(call.on, call.about);
  if (fault === null) return send(response, await settle(call, null));
  const { kind, delayMs } = fault;
  if (kind === 'late_commit') call.later?.(Date.now() + (delayMs ?? 5_000));
  const reply = WITHOUT_WORK.has(kind) ? null : await settle(call, fault);
  if (delayMs !== null && DELAYED.has(kind)) await wait(delayMs, undefined, { ref: false });
  if (SILENT.has(kind)) hang(response, hanging);
  else deliver(response, fault, reply);
}

const WITHOUT_WORK = new Set([
  'http_500',
  'html_502',
  'drop',
  'hang',
  'refuse',
  'bad_token',
  'already_cancelled',
  'over_amount',
  'late_commit',
]);
const SILENT = new Set(['commit_then_timeout', 'late_commit', 'hang']);
const DELAYED = new Set(['slow', 'drop', 'html_502', 'http_500', 'commit_then_500', 'commit_then_502', 'commit_then_drop']);

async function settle(call: Call, fault: Fault | null): Promise<Reply> {
  try {
    const reply = call.work(fault);
    await reply.after;
    return reply;
  } catch (error) {
    if (error instanceof BootpayRefusal) return error.toReply();
    throw error;
  }
}

function deliver(response: Response, fault: Fault, reply: Reply | null): void {
  switch (fault.kind) {
    case 'commit_then_drop':
    case 'drop':
      return void response.destroy();
    case 'commit_then_502':
    case 'html_502':
      return void response.status(502).type('html').send(HTML_502);
    case 'commit_then_500':
    case 'http_500':
      return send(response, serverError(fault));
    case 'garbage':
      return void response.status(200).type('json').send('{"receipt_id": ');
    case 'refuse':
      return send(response, new BootpayRefusal(400, fault.value ?? 'REFUSED', '거절하도록 계획했어요.').toReply());
    case 'bad_token':
      return send(response, refusals.token().toReply());
    case 'already_cancelled':
      return send(response, refusals.alreadyCancelled().toReply());
    case 'over_amount':
      return send(response, refusals.overAmount().toReply());
    default:
      return send(response, reply === null ? serverError(fault) : retell(reply, fault));
  }
}

// what Bootpay says when it lost its own gateway: well-formed, and yet nobody knows
function serverError(fault: Fault): Reply {
  const code = { confirm: 'RC_CONFIRM_CRITICAL_FAILED', cancel: 'RC_CANCEL_CRITICAL_ERROR' }[fault.on as string] ?? 'INTERNAL_SERVER_ERROR';
  return { status: 500, json: { error_code: code, message: '처리 중 치명적인 오류가 발생했습니다.' } };
}

/** Tells the receipt with one thing changed; what is written stays true. */
function retell(reply: Reply, fault: Fault): Reply {
  if (reply.status !== 200 || typeof reply.json === 'string' || !('receipt_id' in reply.json)) return reply;
  const receipt = reply.json as BootpayReceipt;
  return { status: 200, json: { ...receipt, ...difference(receipt, fault) } };
}

function difference(receipt: BootpayReceipt, { kind, value }: Fault): Partial<BootpayReceipt> {
  if (kind === 'status') return { status: Number(value ?? 3) };
  if (kind === 'wrong_price') return { price: Number(value ?? receipt.price + 1_000) };
  if (kind === 'wrong_sandbox') return { sandbox: !receipt.sandbox };
  if (kind === 'wrong_currency') return { currency: value ?? 'USD' };
  if (kind === 'foreign_order') return { order_id: value ?? 'FOREIGN-ORDER' };
  return {};
}

function send(response: Response, { status, json }: Reply): void {
  if (response.destroyed) return;
  response.status(status);
  if (typeof json === 'string') response.type('text/plain').send(json);
  else response.json(json);
}

function hang(response: Response, hanging: Set<Response>): void {
  hanging.add(response);
  // the other side gives up long before; this only keeps a forgotten socket from staying for ever
  const timer = setTimeout(() => response.destroy(), LONGEST_SILENCE_MS).unref();
  response.once('close', () => {
    clearTimeout(timer);
    hanging.delete(response);
  });
}
