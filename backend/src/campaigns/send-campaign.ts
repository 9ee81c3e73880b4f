import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { AppError, conflict, type FieldError, invalid } from '../kernel/errors.js';
import { allowStaff } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { logAccess } from '../access/log-access.js';
import { Campaign } from './campaign.entity.js';
import { findReceivers } from './find-receivers.js';
import { enqueueAll } from '../outbox/outbox.js';
import { type CampaignPurpose, composeCampaign } from './rules/campaign-text.js';
import { type ExpectedReceivers, hasMoved, mayDriftBy } from './rules/receivers.js';
import { LMS_BYTES, measureSms } from '../words/rules/sms-bytes.js';
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
  if (errors.length > 0) throw invalid(errors[0]?.message ?? '', errors);
  const request = { staffId, customerIds, text, purpose: input.purpose, requestId: input.requestId ?? null, expected: input.expected };
  const earlier = await sentEarlier(ctx, request);
  if (earlier) return earlier;

  await logAccess(ctx, { action: 'sms', resource: 'customers', subjects: customerIds, address: input.address });
  try {
    return await transact(ctx.db, (tx) => send(tx, ctx, request));
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
  const checks: [boolean, string, string][] = [
    [whole && customerIds.length > 0, 'customerIds', '받을 고객을 골라 주세요.'],
    [
      customerIds.length <= MOST_CUSTOMERS,
      'customerIds',
      `한 번에 ${MOST_CUSTOMERS.toLocaleString('ko-KR')}명까지 보낼 수 있어요. 나누어 보내 주세요.`,
    ],
    [input.text.trim().length > 0, 'text', '보낼 내용을 적어 주세요.'],
    [!/\p{Cc}/u.test(text.replaceAll('\n', '')), 'text', '보이지 않는 제어 문자가 들어 있어요. 지우고 다시 적어 주세요.'],
    [unencodable.length === 0, 'text', `휴대전화에 보이지 않는 글자가 있어요. ${unencodable.join(' ')} 을(를) 지워 주세요.`],
    [bytes <= LMS_BYTES, 'text', `문자는 ${LMS_BYTES}바이트까지예요. 지금은 ${bytes}바이트니 줄여 주세요.`],
    [!input.requestId || /^[\x21-\x7e]{8,80}$/.test(input.requestId), 'requestId', '화면을 새로 고친 뒤 다시 보내 주세요.'],
    [!expected || expected.tolerance <= mayDriftBy(expected.receives), 'expected', '받는 사람 수를 다시 확인하고 보내 주세요.'],
  ];
  return checks.filter(([ok]) => !ok).map(([, path, message]) => ({ path, message }));
}

async function sentEarlier(ctx: Context, { staffId, requestId, text, purpose }: Request): Promise<SentCampaign | null> {
  if (!requestId) return null;
  const campaign = await readRow(ctx.db, Campaign, sql`WHERE ${campaigns.staffId} = ${staffId} AND ${campaigns.requestId} = ${requestId}`);
  if (!campaign) return null;
  if (campaign.text !== text || campaign.purpose !== purpose) {
    throw conflict('already_sent', '이 화면에서는 이미 문자를 보냈어요. 새로 보내려면 고객을 다시 골라 주세요.');
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

function moved(shown: number, now: number): AppError {
  const people = (count: number) => `${count.toLocaleString('ko-KR')}명`;
  const detail = `그 사이 받는 사람이 ${people(shown)}에서 ${people(now)}으로 바뀌어서 보내지 않았어요. 확인하고 다시 보내 주세요.`;
  return new AppError(409, 'receivers_changed', detail, [{ path: 'expected.receives', message: detail }]);
}

function nobody(purpose: Campaign['purpose'], asleep: number): AppError {
  const detail =
    asleep > 0
      ? '밤 9시부터 아침 8시까지는 야간 수신에 따로 동의한 고객에게만 광고를 보낼 수 있어요. 아침 8시 뒤에 다시 보내 주세요.'
      : purpose === 'advertising'
        ? '고른 고객 가운데 광고 문자 수신에 동의한 사람이 없어요. 다른 고객을 골라 주세요.'
        : '고른 고객이 모두 탈퇴했어요. 다른 고객을 골라 주세요.';
  return new AppError(422, 'nobody_to_send', detail, [{ path: 'customerIds', message: detail }]);
}
