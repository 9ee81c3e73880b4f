import type { Locale } from 'adminjs';
import { type ResourceSpec, resourceId } from './resource-spec.js';
import { resources } from '../resources.js';

/** All of AdminJS's own words (7.8.17 has these), and ours. It has no Korean of its own. */
const WORDS = {
  actions: { new: '새로 만들기', edit: '수정', show: '상세', delete: '삭제', bulkDelete: '모두 삭제', list: '목록', search: '찾기' },
  buttons: {
    save: '저장',
    addNewItem: '하나 더하기',
    filter: '필터',
    filterActive: '필터 ({{count}})',
    applyChanges: '적용',
    resetFilter: '지우기',
    confirmRemovalMany: '{{count}}건 삭제',
    confirmRemovalMany_plural: '{{count}}건 삭제',
    logout: '로그아웃',
    login: '로그인',
    seeTheDocumentation: '<1>설명서</1>를 보세요',
    createFirstRecord: '처음으로 만들기',
    cancel: '취소',
    confirm: '확인',
    contactUs: '문의',
  },
  components: {
    DropZone: {
      placeholder: '파일을 여기에 놓거나 눌러서 고르세요',
      acceptedSize: '가장 큰 크기: {{maxSize}}',
      acceptedType: '받는 형식: {{mimeTypes}}',
      unsupportedSize: '{{fileName}} 파일이 너무 커요',
      unsupportedType: '{{fileName}} 파일은 받지 않는 형식이에요: {{fileType}}',
    },
    LanguageSelector: { availableLanguages: { ko: '한국어' } },
    Login: {
      welcomeHeader: '어서 오세요',
      welcomeMessage: 'MNG샵 관리자',
      properties: { email: '이메일', password: '비밀번호' },
      loginButton: '로그인',
    },
  },
  labels: {
    navigation: '메뉴',
    pages: '페이지',
    selectedRecords: '{{selected}}건 고름',
    filters: '필터',
    adminVersion: '관리 화면 {{version}}',
    appVersion: '앱 {{version}}',
    dashboard: '대시보드',
  },
  properties: { length: '길이', from: '부터', to: '까지' },
  messages: {
    successfullyBulkDeleted: '{{count}}건을 삭제했어요',
    successfullyBulkDeleted_plural: '{{count}}건을 삭제했어요',
    successfullyDeleted: '삭제했어요',
    successfullyUpdated: '저장했어요',
    thereWereValidationErrors: '고칠 곳이 있어요. 아래를 확인해 주세요.',
    forbiddenError: '이 일을 할 권한이 없어요.',
    anyForbiddenError: '이 일을 할 권한이 없어요.',
    successfullyCreated: '만들었어요',
    bulkDeleteError: '삭제하지 못했어요. 잠시 뒤에 다시 해 주세요.',
    errorFetchingRecords: '목록을 불러오지 못했어요. 필터를 확인하고 새로 고쳐 주세요.',
    errorFetchingRecord: '불러오지 못했어요. 없는 기록일 수 있으니 목록에서 다시 골라 주세요.',
    noRecordsSelected: '고른 것이 없어요.',
    theseRecordsWillBeRemoved: '아래를 삭제해요',
    theseRecordsWillBeRemoved_plural: '아래를 삭제해요',
    pickSomeFirstToRemove: '삭제할 것을 먼저 골라 주세요.',
    error404Resource: '이 화면은 없거나 볼 권한이 없어요.',
    error404Action: '이 일은 할 수 없어요. 이미 끝났거나 권한이 없어요.',
    error404Record: '이 기록은 없거나 볼 권한이 없어요.',
    seeConsoleForMore: '자세한 내용은 담당자에게 물어봐 주세요.',
    noActionComponent: '이 일의 화면이 아직 없어요.',
    noRecordsInResource: '조건에 맞는 것이 없어요. 필터를 바꿔 보세요.',
    noRecords: '아직 없어요',
    confirmDelete: '정말 삭제할까요?',
    welcomeOnBoard_title: '어서 오세요',
    welcomeOnBoard_subtitle: 'MNG샵을 관리하는 곳이에요.',
    addingResources_title: '목록',
    addingResources_subtitle: '왼쪽 메뉴에서 골라 주세요.',
    customizeResources_title: '목록',
    customizeResources_subtitle: '왼쪽 메뉴에서 골라 주세요.',
    customizeActions_title: '할 일',
    customizeActions_subtitle: '왼쪽 메뉴에서 골라 주세요.',
    writeOwnComponents_title: '화면',
    writeOwnComponents_subtitle: '왼쪽 메뉴에서 골라 주세요.',
    customDashboard_title: '대시보드',
    customDashboard_subtitle: '왼쪽 메뉴에서 골라 주세요.',
    roleBasedAccess_title: '역할',
    roleBasedAccess_subtitle: '역할마다 볼 수 있는 것이 달라요.',
    community_title: '도움',
    community_subtitle: '담당자에게 물어봐 주세요.',
    foundBug_title: '잘못된 곳을 찾았나요?',
    foundBug_subtitle: '담당자에게 알려 주세요.',
    needMoreSolutions_title: '더 필요한 것이 있나요?',
    needMoreSolutions_subtitle: '담당자에게 알려 주세요.',
    invalidCredentials: '이메일이나 비밀번호가 맞지 않아요.',
    keyPlaceholder: '이름',
    valuePlaceholder: '값',
    initialKey: '이름-{{number}}',
    keyInUse: '이름이 겹쳐요',
    keyValuePropertyDefaultDescription: '모든 값은 글자로 저장해요. 이름이 겹치면 저장하지 않아요.',
    pageNotFound_title: '페이지가 없어요',
    pageNotFound_subtitle: '<strong>"{{pageName}}"</strong> 페이지는 없어요.',
    componentNotFound_title: '화면이 없어요',
    componentNotFound_subtitle: '이 화면은 아직 없어요.',
  },
};

const namesOf = (spec: ResourceSpec) => ({
  properties: {
    ...Object.fromEntries(Object.entries(spec.properties).map(([path, { label }]) => [path, label])),
    ...Object.fromEntries(Object.entries(spec.conditions ?? {}).map(([path, { label }]) => [path, label])),
    detail: '자세히',
    column: spec.column?.label ?? '',
  },
  actions: {
    list: spec.label,
    show: `${spec.label} 상세`,
    ...Object.fromEntries(Object.entries(spec.actions ?? {}).map(([name, { label }]) => [name, label])),
  },
});

// Breadcrumbs ask for an action's name without its resource.
const ownActions = () =>
  Object.fromEntries(resources.flatMap(({ actions }) => Object.entries(actions ?? {}).map(([name, { label }]) => [name, label])));

export const locale: Locale = {
  language: 'ko',
  availableLanguages: ['ko'],
  translations: {
    ko: {
      ...WORDS,
      actions: { ...ownActions(), ...WORDS.actions },
      labels: { ...WORDS.labels, ...Object.fromEntries(resources.map((spec) => [resourceId(spec), spec.label])) },
      resources: Object.fromEntries(resources.map((spec) => [resourceId(spec), namesOf(spec)])),
    },
  },
};
