import { z } from 'zod';
import { parseInput } from '../kit/action-input.js';
import type { ActionSpec } from '../kit/resource-spec.js';
import { lines } from '../../contract/common.js';
import { invalid } from '../../kernel/errors.js';
import { countReceivers } from '../../campaigns/count-receivers.js';
import { CAMPAIGN_PURPOSES } from '../../campaigns/rules/campaign-text.js';
import { TYPED_ABOVE } from '../../campaigns/rules/receivers.js';
import { sendCampaign } from '../../campaigns/send-campaign.js';
import { asWritten } from '../../words/say.js';

const count = z.int().min(0).max(10_000);
const Campaign = z.object({
  text: lines(2000),
  purpose: z.enum(CAMPAIGN_PURPOSES),
  requestId: z.uuid(),
  /** How many the form said would get it, and by how many that may have moved since. */
  expected: z.object({ receives: count, tolerance: count.default(0) }).optional(),
  /** The number as it was typed by hand, where there are many. */
  typed: count.optional(),
});

const load: NonNullable<ActionSpec['load']> = ({ ctx }, ids) => countReceivers(ctx, ids.map(Number));

const run: NonNullable<ActionSpec['run']> = async ({ ctx, address }, ids, input) => {
  const { expected, typed, ...campaign } = parseInput(Campaign, input, '보낼 내용을 적어 주세요.');
  if (expected && expected.receives > TYPED_ABOVE && typed !== expected.receives) {
    const detail = '받는 사람 수를 그대로 적어 주세요.';
    throw invalid(asWritten(detail), [{ path: 'typed', message: asWritten(detail) }]);
  }
  const result = await sendCampaign(ctx, { ...campaign, expected, customerIds: ids.map(Number), address });
  const dropped = result.dropped > 0 ? ` ${result.dropped}명은 동의가 없거나 탈퇴해서 빠졌어요.` : '';
  return { message: `${result.sent}명에게 문자를 보내요.${dropped}`, go: '/admin/resources/Customer', data: result };
};

/** To everybody whom the list's filters match, beyond the page that is ticked: only with the number that was shown. */
const runForMatches: NonNullable<ActionSpec['run']> = (visit, ids, input) => {
  if (!(input as { expected?: unknown } | undefined)?.expected) {
    const detail = '몇 명이 받는지 확인하지 않았어요. 화면을 새로 고쳐 확인하고 보내 주세요.';
    throw invalid(asWritten(detail), [{ path: 'expected', message: asWritten(detail) }]);
  }
  return run(visit, ids, input);
};

const form = { icon: 'MessageSquare', needs: 'sms', component: 'SmsForm', load } as const;

/** A text to customers: to those that were ticked, to one, or to all that the list's filters match. */
export const customerSms = {
  sms: { ...form, kind: 'bulk', label: '문자 보내기', run },
  smsToOne: { ...form, kind: 'record', label: '문자 보내기', visible: (customer) => !customer['leftAt'], run },
  smsToAll: {
    ...form,
    kind: 'resource',
    label: '걸러진 고객 모두에게 문자',
    custom: { everyMatch: '고객 모두에게 문자' },
    run: runForMatches,
  },
} as const satisfies Record<string, ActionSpec>;
