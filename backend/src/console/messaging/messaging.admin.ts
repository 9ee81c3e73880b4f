import { CAMPAIGN_PURPOSE_LABELS, CHANNEL_LABELS, OUTBOX_STATE_LABELS, PURPOSE_LABELS } from '../../words/ko.js';
import { recordNumber } from '../kit/action-input.js';
import type { ActionSpec, ResourceSpec } from '../kit/resource-spec.js';
import { Campaign } from '../../campaigns/campaign.entity.js';
import { OutboxMessage } from '../../outbox/outbox-message.entity.js';
import { resendMessage } from '../../outbox/resend-message.js';

const campaign: ResourceSpec = {
  entity: Campaign,
  access: 'campaigns',
  label: '문자 발송',
  menu: { group: '고객', icon: 'message' },
  title: 'text',
  properties: {
    id: { label: '번호' },
    createdAt: { label: '보낸 때', format: 'time' },
    purpose: { label: '종류', format: 'tag', values: CAMPAIGN_PURPOSE_LABELS },
    text: { label: '내용', personal: 'hidden' },
    recipients: { label: '받은 사람', format: 'count' },
    dropped: { label: '빠진 사람', format: 'count' },
    staffId: { label: '관리자' },
  },
  list: ['createdAt', 'purpose', 'text', 'recipients', 'dropped', 'staffId'],
  filter: ['purpose', 'createdAt', 'staffId'],
  sort: { by: 'createdAt', direction: 'desc' },
};

const resend: ActionSpec = {
  kind: 'record',
  label: '다시 보내기',
  icon: 'RefreshCw',
  needs: 'resend',
  component: 'ActionForm',
  drawer: true,
  custom: {
    form: { question: '이 메시지를 다시 보낼까요? 곧 보내고, 답이 없으면 반나절 동안 다시 해요.', fields: [], submit: '다시 보내기' },
  },
  visible: (row) => row['state'] === 'dead',
  run: async ({ ctx }, ids) => {
    await resendMessage(ctx, { id: recordNumber(ids) });
    return { message: '다시 보내요.' };
  },
};

const message: ResourceSpec = {
  entity: OutboxMessage,
  access: 'outbox',
  label: '발신함',
  menu: { group: '기록', icon: 'send' },
  title: 'k',
  logged: true,
  properties: {
    id: { label: '번호' },
    k: { label: '까닭', match: 'prefix', code: true },
    channel: { label: '길', format: 'tag', values: CHANNEL_LABELS },
    purpose: { label: '종류', format: 'tag', values: PURPOSE_LABELS },
    state: { label: '상태', format: 'tag', values: OUTBOX_STATE_LABELS },
    recipient: { label: '받는 번호', format: 'phone', personal: 'phone', match: 'prefix' },
    text: { label: '내용', personal: 'hidden', secret: 'code' },
    attempts: { label: '시도 횟수', format: 'count' },
    lastError: { label: '마지막 오류', personal: 'hidden' },
    dueAt: { label: '보낼 때', format: 'time' },
    sentAt: { label: '보낸 때', format: 'time' },
    createdAt: { label: '생긴 때', format: 'time' },
    campaignId: { label: '문자 발송' },
    customerId: { label: '고객 번호' },
  },
  list: ['createdAt', 'channel', 'purpose', 'state', 'recipient', 'text', 'attempts'],
  filter: ['state', 'channel', 'purpose', 'recipient', 'campaignId', 'createdAt'],
  sort: { by: 'createdAt', direction: 'desc' },
  sortable: ['channel', 'purpose', 'state', 'recipient'],
  actions: { resend },
};

export const messagingResources = [campaign, message] as const;
