import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import { measureSms } from '../words/rules/sms-bytes.js';
import { answer } from './answer.js';
import type { Reply } from './bootpay-refusal.js';
import type { Outside } from './outside.js';
import type { Store } from './store.js';

const SlackMessage = z.object({
  text: z.string().min(1),
  blocks: z.array(z.object({ type: z.string(), elements: z.array(z.object({ text: z.string().optional() })).optional() })).optional(),
});
const SmsMessage = z.object({
  id: z.string().min(1),
  from: z.string().optional(),
  to: z.string().regex(/^\d{8,15}$/),
  text: z.string().min(1),
  kind: z.enum(['SMS', 'LMS']),
  resend: z.boolean().default(false),
});

/** Slack's incoming webhook, the Logic App in front of the SMS provider, and the pile of what they took. */
export function messageRoutes(outside: Outside): Router {
  const { store } = outside;
  const router = Router();
  router.post('/slack', (request, response) =>
    answer(response, outside, { on: 'slack', about: {}, work: () => takeSlack(store, request.body) }),
  );
  router.post('/sms', (request, response) => answer(response, outside, { on: 'sms', about: {}, work: () => takeSms(store, request.body) }));
  router.get('/messages', (request, response) => {
    const channel = z.enum(['slack', 'sms']).optional().safeParse(request.query['channel']);
    if (!channel.success) return void response.status(422).json({ errors: channel.error.issues });
    response.json({ messages: listMessages(store, channel.data, 1_000).map(({ id, sentAt, to, text }) => ({ id, sentAt, to, text })) });
  });
  return router;
}

function takeSlack(store: Store, body: unknown): Reply {
  const message = SlackMessage.safeParse(body).data;
  if (!message) return { status: 400, json: 'invalid_payload' };
  const small = message.blocks
    ?.find(({ type }) => type === 'context')
    ?.elements?.map(({ text }) => text ?? '')
    .join(' ');
  write(store, {
    channel: 'slack',
    id: randomUUID(),
    to: null,
    text: asShown(message.text),
    note: small === undefined ? null : asShown(small).replaceAll('`', ''),
  });
  return { status: 200, json: 'ok' };
}

/** As the workflow does: before a resend the provider is asked for the id, and has it once. What is no resend is sent whatever its id. */
function takeSms(store: Store, body: unknown): Reply {
  const message = SmsMessage.safeParse(body).data;
  if (!message || measureSms(message.text).kind !== message.kind) return verdict(400, -2021, '요청 값이 올바르지 않아요.');
  const sent = { channel: 'sms', to: message.to, text: message.text, note: message.kind };
  const isNew =
    write(store, { ...sent, id: message.id }) || (!message.resend && write(store, { ...sent, id: `${message.id} ${randomUUID()}` }));
  return verdict(200, 0, isNew ? 'SUCCESS' : 'SUCCESS (이미 보낸 메시지)');
}

function verdict(status: number, resultCode: number, resultMessage: string): Reply {
  return { status, json: { header: { isSuccessful: resultCode === 0, resultCode, resultMessage } } };
}

/** @returns false when this id was taken before; the first text stays */
function write(store: Store, message: { channel: string; id: string; to: string | null; text: string; note: string | null }): boolean {
  const { channel, id, to, text, note } = message;
  const sql = 'INSERT OR IGNORE INTO message (channel, id, recipient, text, note, sent_at) VALUES (?, ?, ?, ?, ?, ?)';
  return store.prepare(sql).run(channel, id, to, text, note, Date.now()).changes === 1;
}

export interface SentMessage {
  id: string;
  channel: string;
  sentAt: string;
  to?: string | undefined;
  text: string;
  note: string | null;
}

/** @returns newest first */
export function listMessages(store: Store, channel: 'slack' | 'sms' | undefined, limit: number): SentMessage[] {
  const rows = store.prepare('SELECT * FROM message WHERE channel LIKE ? ORDER BY n DESC LIMIT ?').all(channel ?? '%', limit);
  return rows.map((row) => ({
    id: String(row['id']),
    channel: String(row['channel']),
    sentAt: new Date(Number(row['sent_at'])).toISOString(),
    ...(row['recipient'] === null ? {} : { to: String(row['recipient']) }),
    text: String(row['text']),
    note: row['note'] === null ? null : String(row['note']),
  }));
}

// Slack's channel shows the three characters that have to be escaped on the way in
function asShown(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
