import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { type AppError, conflict, type FieldError, fieldRefusal, invalid } from '../kernel/errors.js';
import { noteSecurity } from '../kernel/security.js';
import { allowStaff } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { logAccess } from '../access/log-access.js';
import { Campaign } from './campaign.entity.js';
import { findReceivers } from './find-receivers.js';
import { enqueueAll } from '../outbox/outbox.js';
import { type CampaignPurpose, composeCampaign } from './rules/campaign-text.js';
import { type ExpectedReceivers, hasMoved, mayDriftBy } from './rules/receivers.js';
import { LMS_BYTES, measureSms } from '../words/rules/sms-bytes.js';
import { type Said, say } from '../words/say.js';
import { readRow } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows } from '../database/write.js';

const campaigns = table(Campaign);

const MOST_CUSTOMERS = 10_000;

export interface SendCampaignInput {
  /** Whoever is named twice gets it once. */
  customerIds: number[];
  /** Without what the law prescribes: composeCampaign() adds it. */
  text: string;
  purpose: CampaignPurpose;
  /** IP address the request came from, for the access log. */
  address: string;
  /** Made once per opened form; the same one sends once. */
  requestId?: string | undefined;
  /** How many the form said would get it. Left out only where each receiver was named. */
  expected?: ExpectedReceivers | undefined;
}

export interface SentCampaign {
  campaignId: number;
  /** Messages that were put on their way. */
  sent: number;
  /** Selected customers who get nothing: they left, did not consent, or not to the night. */
  dropped: number;
}

/**
 * Sends one text to selected customers, each exactly once, through the outbox; quiet hours and consents are asked again when
 * it leaves. The access log is written before a phone is read.
 * @throws AppError 403; 409 `already_sent`; 409 `receivers_changed` where other people would get it than were shown; 422 `invalid` for the text; 422 `nobody_to_send` with why
 */
export async function sendCampaign(ctx: Context, input: SendCampaignInput): Promise<SentCampaign> {
  const { id: staffId } = allowStaff(ctx, 'customers', 'sms');
  const customerIds = [...new Set(input.customerIds)].toSorted((a, b) => a - b);
  const text = composeCampaign(input.purpose, input.text, { number: ctx.settings.smsSender, optOut: ctx.settings.smsOptOut });
  const errors = check(input, customerIds, text);
  if (errors.length > 0) throw invalid(errors[0]?.message ?? say('body.wrong'), errors);
  const request = { staffId, customerIds, text, purpose: input.purpose, requestId: input.requestId ?? null, expected: input.expected };
  const earlier = await sentEarlier(ctx, request);
  if (earlier) return earlier;

  await logAccess(ctx, { action: 'sms', resource: 'customers', subjects: customerIds, address: input.address });
  try {
    const sent = await transact(ctx.db, (tx) => send(tx, ctx, request));
    noteSecurity(ctx, 'campaign.sent', { count: sent.sent });
    return sent;
  } catch (error) {
    const first = isDuplicate(error) ? await sentEarlier(ctx, request) : null; // the same press, twice at once
    if (!first) throw error;
    return first;
  }
}

interface Request {
  staffId: number;
  customerIds: readonly number[];
  /** As delivered. */
  text: string;
  purpose: Campaign['purpose'];
  requestId: string | null;
  expected: ExpectedReceivers | undefined;
}

function check(input: SendCampaignInput, customerIds: readonly number[], text: string): FieldError[] {
  const { bytes, unencodable } = measureSms(text);
  const { expected } = input;
  const whole = customerIds.every((id) => Number.isInteger(id) && id > 0);
  const checks: [boolean, string, Said][] = [
    [whole && customerIds.length > 0, 'customerIds', say('campaign.nobody')],
    [customerIds.length <= MOST_CUSTOMERS, 'customerIds', say('campaign.many', { most: MOST_CUSTOMERS })],
    [input.text.trim().length > 0, 'text', say('campaign.empty')],
    [!/\p{Cc}/u.test(text.replaceAll('\n', '')), 'text', say('campaign.control')],
    [unencodable.length === 0, 'text', say('campaign.unencodable', { characters: unencodable.join(' ') })],
    [bytes <= LMS_BYTES, 'text', say('campaign.long', { most: LMS_BYTES, bytes })],
    [!input.requestId || /^[\x21-\x7e]{8,80}$/.test(input.requestId), 'requestId', say('campaign.request')],
    [!expected || expected.tolerance <= mayDriftBy(expected.receives), 'expected', say('campaign.expected')],
  ];
  return checks.filter(([ok]) => !ok).map(([, path, message]) => ({ path, message }));
}

async function sentEarlier(ctx: Context, { staffId, requestId, text, purpose }: Request): Promise<SentCampaign | null> {
  if (!requestId) return null;
  const campaign = await readRow(ctx.db, Campaign, sql`WHERE ${campaigns.staffId} = ${staffId} AND ${campaigns.requestId} = ${requestId}`);
  if (!campaign) return null;
  if (campaign.text !== text || campaign.purpose !== purpose) {
    throw conflict('already_sent');
  }
  return { campaignId: campaign.id, sent: campaign.recipients, dropped: campaign.dropped };
}

async function send(tx: EntityManager, ctx: Context, request: Request): Promise<SentCampaign> {
  const { staffId, customerIds, text, purpose, requestId } = request;
  const found = (await findReceivers(tx, customerIds, { columns: ['phone'], now: ctx.clock.now() }))[purpose];
  const { receivers: recipients, count } = found;
  if (request.expected && hasMoved(request.expected, count.receives)) throw moved(request.expected.receives, count.receives);
  if (recipients.length === 0) throw nobody(purpose, count.dropped.night);
  const dropped = customerIds.length - recipients.length;
  const row = { staffId, purpose, text, recipients: recipients.length, dropped, requestId, createdAt: ctx.clock.now() };
  const campaignId = await insertRows(tx, Campaign, row);
  await audit(tx, ctx, {
    action: 'sendCampaign',
    resource: 'campaigns',
    recordId: campaignId,
    changes: { purpose, recipients: recipients.length, dropped },
  });
  const messages = recipients.map(({ id, phone }) => ({
    k: `campaign/${campaignId}/${id}`,
    channel: 'sms' as const,
    // Apart by purpose: a notice must not wait for an advertisement that waits for the morning.
    groupKey: `${purpose}/${phone}`,
    recipient: phone,
    text,
    purpose,
    campaignId,
    customerId: id,
  }));
  await enqueueAll(tx, ctx, messages);
  return { campaignId, sent: recipients.length, dropped };
}

const moved = (shown: number, now: number): AppError => fieldRefusal(409, 'expected.receives', 'receivers_changed', { shown, now });

function nobody(purpose: Campaign['purpose'], asleep: number): AppError {
  const why = asleep > 0 ? 'nobody_to_send.night' : purpose === 'advertising' ? 'nobody_to_send.consent' : 'nobody_to_send.left';
  return fieldRefusal(422, 'customerIds', why);
}
