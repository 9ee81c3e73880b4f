import { CODE_PURPOSE_LABELS, CONSENT_LABELS } from '../../words/ko.js';
import type { ResourceSpec } from '../kit/resource-spec.js';
import { CustomerLimit } from '../../holds/customer-limit.entity.js';
import { customerActions } from './customer-actions.admin.js';
import { customerSms } from './customer-sms.admin.js';
import { Consent } from '../../customers/consent.entity.js';
import { Customer } from '../../customers/customer.entity.js';
import { CustomerAddress } from '../../customers/customer-address.entity.js';
import { readCustomerDetail } from '../../accounts/read-customer-detail.js';
import { may } from '../kit/visit.js';
import { CustomerSession } from '../../customers/customer-session.entity.js';
import { marketingCondition } from '../../customers/marketing-condition.js';
import { OneTimeCode } from '../../customers/one-time-code.entity.js';

const customer: ResourceSpec = {
  entity: Customer,
  access: 'customers',
  label: '고객',
  menu: { group: '고객', icon: 'users' },
  title: 'name',
  logged: true,
  properties: {
    id: { label: '번호' },
    name: { label: '이름', personal: 'name', pairs: true },
    email: { label: '이메일', personal: 'email', match: 'prefix', letters: 'lower', unique: true },
    phone: { label: '전화', format: 'phone', personal: 'phone', match: 'prefix' },
    phoneVerifiedAt: { label: '전화를 확인한 때', format: 'time' },
    universityId: { label: '대학교' },
    createdAt: { label: '가입한 때', format: 'time' },
    leftAt: { label: '탈퇴한 때', format: 'time' },
  },
  list: ['name', 'universityId', 'email', 'phone', 'createdAt', 'leftAt'],
  filter: ['name', 'email', 'phone', 'universityId', 'marketing', 'createdAt'],
  conditions: { marketing: marketingCondition },
  sort: { by: 'createdAt', direction: 'desc' },
  sortable: ['name', 'universityId', 'email'],
  detail: {
    component: 'CustomerDetail',
    load: (visit, id) => readCustomerDetail(visit.ctx, Number(id), { orders: Boolean(may(visit, 'orders', 'read')) }),
  },
  actions: { ...customerSms, ...customerActions },
};

const address: ResourceSpec = {
  entity: CustomerAddress,
  access: 'customers',
  label: '저장한 주소',
  title: 'name',
  logged: true,
  properties: {
    customerId: { label: '고객 번호' },
    name: { label: '받는 사람', personal: 'name' },
    phone: { label: '전화', format: 'phone', personal: 'phone', match: 'prefix' },
    postcode: { label: '우편번호', personal: 'postcode', code: true },
    address1: { label: '주소', personal: 'address' },
    address2: { label: '상세 주소', personal: 'hidden' },
    memo: { label: '배송 메모', personal: 'hidden' },
  },
  list: ['customerId', 'name', 'phone', 'postcode', 'address1'],
  filter: ['name', 'phone', 'postcode'],
  sort: { by: 'customerId', direction: 'desc' },
};

const consent: ResourceSpec = {
  entity: Consent,
  access: 'customers',
  label: '동의 기록',
  title: 'kind',
  properties: {
    id: { label: '번호' },
    customerId: { label: '고객 번호' },
    kind: { label: '종류', format: 'tag', values: CONSENT_LABELS },
    textVersion: { label: '문구 판', match: 'exact', code: true },
    givenAt: { label: '동의한 때', format: 'time' },
    withdrawnAt: { label: '거둔 때', format: 'time' },
  },
  list: ['customerId', 'kind', 'textVersion', 'givenAt', 'withdrawnAt'],
  filter: ['customerId', 'kind', 'givenAt'],
  sort: { by: 'givenAt', direction: 'desc' },
  sortable: [],
};

// Of the owner alone: rows that say when somebody was signed in, or which phone asked for a code.
const session: ResourceSpec = {
  entity: CustomerSession,
  access: 'access',
  label: '고객 로그인',
  title: 'customerId',
  show: false,
  properties: {
    id: { label: '번호', match: 'exact', code: true },
    customerId: { label: '고객 번호' },
    createdAt: { label: '로그인한 때', format: 'time' },
    expiresAt: { label: '끝나는 때', format: 'time' },
    endedAt: { label: '끝낸 때', format: 'time' },
    agent: { label: '브라우저', personal: 'hidden' },
  },
  list: ['customerId', 'createdAt', 'expiresAt', 'endedAt', 'agent'],
  filter: ['customerId', 'createdAt'],
  sort: { by: 'createdAt', direction: 'desc' },
  sortable: [],
};

const code: ResourceSpec = {
  entity: OneTimeCode,
  access: 'access',
  label: '인증 번호',
  title: 'purpose',
  logged: true,
  properties: {
    id: { label: '번호' },
    purpose: { label: '쓰임', format: 'tag', values: CODE_PURPOSE_LABELS },
    customerId: { label: '고객 번호' },
    phone: { label: '전화', format: 'phone', personal: 'phone', match: 'prefix' },
    tries: { label: '틀린 횟수', format: 'count' },
    createdAt: { label: '보낸 때', format: 'time' },
    expiresAt: { label: '끝나는 때', format: 'time' },
    usedAt: { label: '쓴 때', format: 'time' },
  },
  list: ['purpose', 'customerId', 'phone', 'tries', 'createdAt', 'usedAt'],
  filter: ['purpose', 'customerId', 'phone', 'createdAt'],
  sort: { by: 'createdAt', direction: 'desc' },
  sortable: [],
};

const limit: ResourceSpec = {
  entity: CustomerLimit,
  access: 'customers',
  label: '1인 구매 수량',
  title: 'id',
  logged: true,
  properties: {
    id: { label: '번호' },
    offerId: { label: '판매 조건' },
    // A hash under a key of ours, or the number of a customer.
    holder: { label: '사는 사람', personal: 'holder', secret: 'whole', code: true },
    held: { label: '수량', format: 'count' },
  },
  list: ['offerId', 'holder', 'held'],
  filter: ['offerId'],
  sort: { by: 'id', direction: 'desc' },
  sortable: [],
};

export const customerResources = [customer, address, consent, session, code, limit] as const;
