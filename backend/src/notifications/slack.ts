import type { IncomingWebhook, IncomingWebhookHTTPError } from '@slack/webhook';
import { OutsideError } from '../kernel/context.js';
import type { Slack } from '../kernel/context.js';

export interface SlackOptions {
  /** The incoming webhook's address; a secret, never logged. */
  url: string;
  /** Milliseconds; 10 s unless said. */
  timeoutMs?: number | undefined;
}

/** Slack takes 3,000 characters in one section. */
const MAX_TEXT = 2_900;

/**
 * Posts to one channel. The text is shown as written: `&`, `<` and `>` are escaped, so a customer's name can neither
 * mention the channel nor hide a link; `*bold*` and bare addresses still work.
 * @throws OutsideError `refused` for a 4xx of Slack's, else `unknown`
 */
export function createSlack({ url, timeoutMs = 10_000 }: SlackOptions): Slack {
  let opened: Promise<IncomingWebhook> | undefined;
  // Read with the first message: axios comes with it.
  const open = () => (opened ??= import('./slack-webhook.js').then((slack) => new slack.IncomingWebhook(url, { timeout: timeoutMs })));
  return {
    async post({ text, key }) {
      const shown = escape(shorten(text));
      try {
        const webhook = await open();
        await webhook.send({ text: shown, blocks: [section(shown), context(escape(key))] });
      } catch (error) {
        throw toOutsideError(error);
      }
    },
  };
}

function section(text: string) {
  return { type: 'section', text: { type: 'mrkdwn', text } } as const;
}

// the key in small print: a message posted again after a crash can be told from a new one
function context(key: string) {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: `\`${key}\`` }] } as const;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function shorten(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`;
}

/** Slack's own words (`invalid_payload`, `channel_is_archived`) are the code; its library's message may hold the address. */
function toOutsideError(error: unknown): OutsideError {
  if (!isAnswered(error)) {
    const code = isTimeout(error) ? 'timeout' : 'socket';
    return new OutsideError('unknown', code, `Slack did not answer: ${code}`);
  }
  const { statusCode, body } = error;
  const code = body && /^[a-z_]{1,60}$/.test(body) ? body : `http_${statusCode}`;
  const refused = statusCode >= 400 && statusCode < 500 && statusCode !== 408;
  return new OutsideError(refused ? 'refused' : 'unknown', code, `Slack answered ${statusCode}: ${code}`);
}

// By its code: the class would bring the library along.
const isAnswered = (error: unknown): error is IncomingWebhookHTTPError =>
  error instanceof Error && 'code' in error && error.code === 'slack_webhook_http_error';

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || isTimeout(error.cause));
}
