import type { FaultPlan } from './faults.js';

export interface Trouble {
  label: string;
  faults: FaultPlan[];
  /** The window itself fails: nothing was authorised. */
  failsAtOnce?: true;
}

/** What can be made to go wrong by hand in the payment window; each is for this one order. */
const TROUBLES = {
  none: { label: '문제 없이 결제', faults: [] },
  window_error: { label: '결제창에서 실패 (한도 초과)', faults: [], failsAtOnce: true },
  silent_commit: { label: '승인됐지만 응답이 없음', faults: [{ on: 'confirm', kind: 'commit_then_timeout' }] },
  commit_then_500: { label: '승인됐지만 500 응답', faults: [{ on: 'confirm', kind: 'commit_then_500' }] },
  commit_then_drop: { label: '승인됐지만 연결이 끊김', faults: [{ on: 'confirm', kind: 'commit_then_drop' }] },
  html_502: { label: '승인되지 않고 HTML 502', faults: [{ on: 'confirm', kind: 'html_502' }] },
  late_commit: { label: '응답 없이 15초 뒤 승인', faults: [{ on: 'confirm', kind: 'late_commit', delayMs: 15_000 }] },
  expired: { label: '승인 시간 만료 (RC_CONFIRM_FAILED)', faults: [{ on: 'confirm', kind: 'expired' }] },
  wrong_price: { label: '영수증 금액이 다름', faults: [{ on: 'receipt', kind: 'wrong_price' }] },
  wrong_sandbox: { label: '영수증 환경(sandbox)이 다름', faults: [{ on: 'receipt', kind: 'wrong_sandbox' }] },
  foreign_order: { label: '다른 주문의 영수증', faults: [{ on: 'receipt', kind: 'foreign_order' }] },
  status_3: { label: '영수증 상태 3 (승인 중)', faults: [{ on: 'receipt', kind: 'status', value: 3 }] },
  status_5: { label: '영수증 상태 5 (가상계좌)', faults: [{ on: 'receipt', kind: 'status', value: 5 }] },
  status_minus_2: { label: '영수증 상태 −2 (승인 실패)', faults: [{ on: 'receipt', kind: 'status', value: -2 }] },
  status_minus_30: { label: '영수증 상태 −30 (취소 중)', faults: [{ on: 'receipt', kind: 'status', value: -30 }] },
  webhook_premature: { label: '웹훅이 승인보다 먼저', faults: [{ on: 'webhook', kind: 'premature' }] },
  webhook_early: { label: '웹훅이 응답보다 먼저', faults: [{ on: 'webhook', kind: 'early' }] },
  webhook_late: { label: '웹훅이 10초 늦게', faults: [{ on: 'webhook', kind: 'late', delayMs: 10_000 }] },
  webhook_twice: { label: '웹훅이 두 번', faults: [{ on: 'webhook', kind: 'twice' }] },
  webhook_never: { label: '웹훅이 오지 않음', faults: [{ on: 'webhook', kind: 'never' }] },
} as const satisfies Record<string, Trouble>;

export type TroubleName = keyof typeof TROUBLES;
export const TROUBLE_NAMES = Object.keys(TROUBLES) as [TroubleName, ...TroubleName[]];

export function troubleOf(name: TroubleName): Trouble {
  return TROUBLES[name];
}
