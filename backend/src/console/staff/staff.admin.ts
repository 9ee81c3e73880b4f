import { LINK_PURPOSE_LABELS, LOOK_LABELS, ROLE_LABELS, STAFF_SIGN_IN_LABELS } from '../../words/ko.js';
import type { ResourceSpec } from '../kit/resource-spec.js';
import { AccessEntry } from '../../access/access-entry.entity.js';
import { AuditEntry } from '../../access/audit-entry.entity.js';
import { Staff } from '../../staff/staff.entity.js';
import { StaffLink } from '../../staff/staff-link.entity.js';
import { staffActions } from './staff-actions.admin.js';
import { StaffSession } from '../../staff/staff-session.entity.js';

const staff: ResourceSpec = {
  entity: Staff,
  access: 'staff',
  label: '관리자',
  menu: { group: '기록', icon: 'shield' },
  title: 'name',
  properties: {
    id: { label: '번호' },
    name: { label: '이름', personal: 'name' },
    email: { label: '이메일', personal: 'email', letters: 'lower' },
    role: { label: '역할', format: 'tag', values: ROLE_LABELS },
    active: { label: '사용 중', format: 'yes' },
    totpEnrolledAt: { label: '2단계 인증 등록', format: 'time' },
    failedTries: { label: '틀린 횟수', format: 'count' },
    lockedUntil: { label: '잠긴 기한', format: 'time' },
    createdAt: { label: '만든 때', format: 'time' },
  },
  list: ['name', 'email', 'role', 'active', 'totpEnrolledAt', 'lockedUntil', 'createdAt'],
  filter: ['name', 'email', 'role', 'active'],
  sort: { by: 'createdAt', direction: 'asc' },
  actions: staffActions,
};

const session: ResourceSpec = {
  entity: StaffSession,
  access: 'staff',
  label: '관리자 로그인',
  title: 'staffId',
  show: false,
  properties: {
    id: { label: '번호', match: 'exact', code: true },
    staffId: { label: '관리자' },
    createdAt: { label: '로그인한 때', format: 'time' },
    expiresAt: { label: '끝나는 때', format: 'time' },
    endedAt: { label: '끝낸 때', format: 'time' },
    method: { label: '로그인 방법', format: 'tag', values: STAFF_SIGN_IN_LABELS },
    agent: { label: '브라우저', personal: 'hidden' },
    address: { label: '접속 주소', personal: 'hidden', match: 'prefix', code: true },
  },
  list: ['staffId', 'createdAt', 'expiresAt', 'endedAt', 'method', 'agent', 'address'],
  filter: ['staffId', 'createdAt'],
  sort: { by: 'createdAt', direction: 'desc' },
};

const link: ResourceSpec = {
  entity: StaffLink,
  access: 'staff',
  label: '관리자 초대',
  title: 'purpose',
  properties: {
    id: { label: '번호' },
    staffId: { label: '관리자' },
    purpose: { label: '쓰임', format: 'tag', values: LINK_PURPOSE_LABELS },
    createdById: { label: '만든 관리자' },
    createdAt: { label: '만든 때', format: 'time' },
    expiresAt: { label: '끝나는 때', format: 'time' },
    usedAt: { label: '쓴 때', format: 'time' },
  },
  list: ['staffId', 'purpose', 'createdAt', 'expiresAt', 'usedAt'],
  filter: ['staffId', 'purpose'],
  sort: { by: 'createdAt', direction: 'desc' },
};

const auditEntry: ResourceSpec = {
  entity: AuditEntry,
  access: 'audit',
  label: '감사 기록',
  menu: { group: '기록', icon: 'scroll' },
  title: 'action',
  properties: {
    id: { label: '번호' },
    at: { label: '때', format: 'time' },
    staffId: { label: '관리자' },
    action: { label: '한 일', match: 'prefix', code: true },
    resource: { label: '대상', match: 'exact', code: true },
    recordId: { label: '대상 번호', match: 'exact', code: true },
    reason: { label: '사유', personal: 'hidden' },
    changes: { label: '바뀐 것', format: 'json', personal: 'hidden' },
  },
  list: ['at', 'staffId', 'action', 'resource', 'recordId', 'reason', 'changes'],
  filter: ['staffId', 'action', 'resource', 'recordId', 'at'],
  sort: { by: 'at', direction: 'desc' },
  sortable: ['staffId', 'action', 'resource'],
};

const accessEntry: ResourceSpec = {
  entity: AccessEntry,
  access: 'access',
  label: '접근 기록',
  menu: { group: '기록', icon: 'eye' },
  title: 'action',
  properties: {
    id: { label: '번호' },
    at: { label: '때', format: 'time' },
    staffId: { label: '관리자' },
    action: { label: '한 일', format: 'tag', values: LOOK_LABELS },
    resource: { label: '대상', match: 'exact', code: true },
    subjects: { label: '누구의 정보', personal: 'hidden' },
    reason: { label: '사유', personal: 'hidden' },
    address: { label: '접속 주소', personal: 'hidden', match: 'prefix', code: true },
  },
  list: ['at', 'staffId', 'action', 'resource', 'subjects', 'reason', 'address'],
  filter: ['staffId', 'action', 'resource', 'address', 'at'],
  sort: { by: 'at', direction: 'desc' },
  sortable: ['staffId', 'action', 'resource'],
};

export const staffResources = [auditEntry, accessEntry, staff, session, link] as const;
