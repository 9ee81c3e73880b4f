import { OutsideError } from '../kernel/context.js';
import type { Sms } from '../kernel/context.js';
import { LMS_BYTES, measureSms } from '../words/rules/sms-bytes.js';

export interface SmsOptions {
  /** The Logic App's trigger; a secret where it carries a signature, so never logged. */
  url: string;
  /** The registered sender, digits only (전기통신사업법 제84조의2: numbers not registered are blocked). */
  senderNumber: string;
  /** Milliseconds; 10 s unless said. */
  timeoutMs?: number | undefined;
  /** A bearer token for the Logic App's access policy; nothing is sent without it. */
  authorize?: (() => Promise<string>) | undefined;
}

/**
 * Text messages through the Logic App, which answers 200 once the provider took the message and 502 when it would not.
 * @throws OutsideError `refused` for a 4xx with a verdict in JSON (or before any call), else `unknown`
 */
export function createSms({ url, senderNumber, timeoutMs = 10_000, authorize }: SmsOptions): Sms {
  return {
    async send({ to, text, key, resend = false }) {
      const { bytes, kind } = measureSms(text);
      requireSendable(to, bytes);
      const body = JSON.stringify({ id: key, from: senderNumber, to, text, kind, resend });
      const authorization = authorize ? { authorization: `Bearer ${await tokenOf(authorize)}` } : {};
      await post(url, { 'content-type': 'application/json', ...authorization }, body, timeoutMs);
    },
  };
}

function requireSendable(to: string, bytes: number): void {
  if (!/^\d{8,15}$/.test(to)) throw new OutsideError('refused', 'bad_number', 'A phone number is digits only; nothing was sent.');
  if (bytes > LMS_BYTES) throw new OutsideError('refused', 'too_long', `${bytes} bytes do not fit a message of ${LMS_BYTES}.`);
}

async function tokenOf(authorize: () => Promise<string>): Promise<string> {
  try {
    return await authorize();
  } catch {
    throw new OutsideError('unknown', 'no_token', 'No token for the SMS workflow; nothing was sent.');
  }
}

async function post(url: string, headers: Record<string, string>, body: string, timeoutMs: number): Promise<void> {
  let response: Response;
  let answer: string;
  try {
    response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    answer = await response.text();
  } catch (error) {
    const code = error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'socket';
    throw new OutsideError('unknown', code, `The SMS workflow did not answer: ${code}`);
  }
  if (response.status !== 200) throw notTaken(response.status, answer);
}

function notTaken(status: number, answer: string): OutsideError {
  const verdict = verdictOf(answer);
  const refused = status >= 400 && status < 500 && status !== 408 && verdict !== null;
  const code = verdict ?? `http_${status}`;
  return new OutsideError(refused ? 'refused' : 'unknown', code, `The SMS workflow answered ${status}: ${code}`);
}

/** The provider's `header.resultCode`, or the workflow's own `error.code`; null when the body is neither. */
function verdictOf(answer: string): string | null {
  const body = parse(answer);
  const code = member(member(body, 'header'), 'resultCode') ?? member(member(body, 'error'), 'code');
  return typeof code === 'string' || typeof code === 'number' ? String(code).slice(0, 60) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
