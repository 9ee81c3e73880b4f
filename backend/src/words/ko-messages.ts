import type { AccessChange } from '../staff/rules/access-change.js';
import type { RefundState } from '../ledger/rules/ledger-states.js';
import { REFUND_STATE_LABELS } from './ko.js';
import { nameForSms } from './rules/sms-text.js';
import { koreanTime, won } from './rules/wording.js';
import type { Sentences } from './sentences.js';

/**
 * What leaves the house: `sms.` to a customer, whole as it is written into the outbox, `slack.` to staff. And `reason.`, the
 * short words that are kept with what happened: on a refund, an order or a stock change.
 */
export const MESSAGES = {
  'reason.cancelled': '주문 취소',
  'reason.difference': '공동구매 차액',
  'reason.first_stock': '새 옵션의 처음 재고',
  'reason.goal_missed': '목표 수량 미달',
  'reason.late': '주문이 끝난 뒤에 승인된 결제',
  'reason.left_name': '탈퇴한 회원',
  'reason.other_amount': '주문 금액과 다르게 승인된 결제',
  'reason.promotion_cancelled': '프로모션이 취소됐어요.',
  'reason.university_moved': '대학교가 바뀌어 이 프로모션에 참여할 수 없어요.',
  'slack.access_changed': ({ name, change, device }: { name: string; change: AccessChange; device: string }) =>
    `${ACCESS_CHANGES[change]} · 관리자 ${name}${device ? ` · ${device}` : ''} · 본인이 한 일이 아니면 대표에게 바로 알려 주세요.`,
  'slack.backup_failed': ({ error }: { error: string }) => `백업하지 못했어요 · ${error} · 한 시간 뒤 다시 시도하고, 세 번까지 시도해요.`,
  'slack.backup_old': ({ latest }: { latest: string | null }) =>
    `${latest === null ? '백업이 하나도 보이지 않아요' : `마지막 백업이 ${latest} (UTC) 것이에요`} · 서버 로그를 보고 npm run backup 으로 지금 백업해 주세요.`,
  'slack.backups_kept': ({ count, file, why }: { count: number; file: string; why: string }) =>
    `보관 기간이 지난 백업 ${count}개를 지우지 못했어요 · ${file} (${why}) · 내일 다시 시도해요. 계속되면 docs/OPERATIONS.md의 "What is past its time"을 봐 주세요.`,
  'slack.cancelled_differs': ({ receiptId, receipt, ledger }: { receiptId: string; receipt: number; ledger: number }) =>
    `${receiptId}: 취소 ${receipt}원, 장부 ${ledger}원`,
  'slack.captured_differs': ({ receiptId, receipt, ledger }: { receiptId: string; receipt: number; ledger: number }) =>
    `${receiptId}: 승인 ${receipt}원, 장부 ${ledger}원`,
  'slack.codes_dear': ({ used, most }: { used: number; most: number }) =>
    `인증 문자에 오늘 ${won(used)}을 썼어요. 한도는 ${won(most)}이에요 · 누가 문자를 부풀리는지 로그를 봐 주세요.`,
  'slack.codes_ended': ({ used, most }: { used: number; most: number }) =>
    `인증 문자의 하루 한도를 다 썼어요 (${won(used)} / ${won(most)}) · 내일까지 인증 번호가 나가지 않아요. 정상이라면 CODES_WON_A_DAY를 올려 주세요.`,
  'slack.committed_differs': ({ receiptId, refunds, committed }: { receiptId: string; refunds: number; committed: number }) =>
    `${receiptId}: 환불 합계 ${refunds}원, 약속 ${committed}원`,
  'slack.late': ({ number, amount }: { number: string; amount: number }) => `늦은 승인 ${number} · ${won(amount)}을 전액 돌려드려요.`,
  'slack.ledger_differs': ({ day, found, shown }: { day: string; found: number; shown: readonly string[] }) =>
    [`결제 대사 ${day}: 다른 점 ${found}건`, ...shown.map((line) => `· ${line}`)].join('\n'),
  'slack.other_amount': ({ number, total, captured, receiptId }: { number: string; total: number; captured: number; receiptId: string }) =>
    `다른 금액 승인 ${number} · 주문 ${won(total)} · 승인 ${won(captured)} · 전액 돌려드려요. 영수증 ${receiptId}`,
  'slack.paid': ({ number, university, items, total }: { number: string; university: string; items: string; total: number }) =>
    `결제 완료 ${number} · ${university}\n${items}\n${won(total)}`,
  'slack.receipt_refused': ({ number, reason, receiptId }: { number: string; reason: string; receiptId: string }) =>
    `결제 거절 ${number} · ${reason} · 영수증 ${receiptId}`,
  'slack.receipt_unread': ({ receiptId, code }: { receiptId: string; code: string }) => `${receiptId}: 영수증을 읽지 못했어요 (${code})`,
  'slack.refund_by_hand': ({ amount, code }: { amount: number; code: string }) => `환불을 사람이 이어 가야 해요 · ${won(amount)} · ${code}`,
  'slack.refund_due': ({ amount, state, by }: { amount: number; state: RefundState; by: string }) =>
    `환불 기한이 곧 끝나요 · ${won(amount)} · ${REFUND_STATE_LABELS[state]} · ${by}까지`,
  'slack.refund_frozen': ({ amount, found }: { amount: number; found: string }) => `환불 확인 필요 · ${won(amount)} · ${found}`,
  'slack.log_broken': ({ log, found, first }: { log: string; found: number; first: string }) =>
    `로그가 바뀌었어요 · ${log} · ${found}곳 (${first}) · 지우거나 고친 사람이 있는지 바로 확인해 주세요. docs/OPERATIONS.md의 "A log was tampered with"를 봐 주세요.`,
  'slack.retention_failed': ({ what }: { what: string }) =>
    `보관 기간이 지난 기록을 지우지 못했어요 · ${what} · 내일 다시 시도해요. 서버 로그를 봐 주세요.`,
  'slack.security.accounts_opened': ({ who, count, minutes }: SecurityAlert) =>
    `보안 · ${who}이(가) ${minutes}분 동안 환불 계좌를 ${count}번 열었어요.`,
  'slack.security.codes_guessed': ({ count, minutes }: SecurityAlert) =>
    `보안 · ${minutes}분 동안 인증번호가 ${count}번 틀렸어요. 누군가 번호를 맞혀 보고 있을 수 있어요.`,
  'slack.security.customers_stuffed': ({ count, minutes }: SecurityAlert) =>
    `보안 · ${minutes}분 동안 학생 로그인이 ${count}번 실패했어요. 다른 곳에서 새어 나온 비밀번호를 대 보고 있을 수 있어요.`,
  'slack.security.faults': ({ count, minutes }: SecurityAlert) =>
    `서버 오류 · ${minutes}분 동안 5xx 응답이 ${count}번 나갔어요. docs/OPERATIONS.md의 "The shop answers with errors"를 봐 주세요.`,
  'slack.security.large_export': ({ who, count }: SecurityAlert) => `보안 · ${who}이(가) 주문 ${count}건을 내려받았어요.`,
  'slack.security.links_guessed': ({ count, minutes }: SecurityAlert) =>
    `보안 · ${minutes}분 동안 없거나 끝난 관리자 초대 링크가 ${count}번 열렸어요.`,
  'slack.security.many_exports': ({ who, count, minutes }: SecurityAlert) =>
    `보안 · ${who}이(가) ${minutes}분 동안 주문을 ${count}번 내려받았어요.`,
  'slack.security.role_raised': ({ who }: SecurityAlert) =>
    `보안 · 관리자 ${who}의 권한이 올라갔어요. 아는 일인지 콘솔의 감사 기록에서 확인해 주세요.`,
  'slack.security.staff_denied': ({ who, count, minutes }: SecurityAlert) =>
    `보안 · ${who}이(가) ${minutes}분 동안 권한 없는 일을 ${count}번 시도했어요.`,
  'slack.security.staff_guessed': ({ who, count, minutes }: SecurityAlert) =>
    `보안 · 관리자 ${who}의 로그인이 ${minutes}분 동안 ${count}번 실패했어요.`,
  'slack.security.staff_sprayed': ({ count, minutes }: SecurityAlert) =>
    `보안 · ${minutes}분 동안 관리자 로그인이 모두 ${count}번 실패했어요. 여러 계정에 비밀번호를 대 보고 있을 수 있어요.`,
  'slack.security.throttled': ({ count, minutes }: SecurityAlert) => `보안 · ${minutes}분 동안 요청 ${count}번을 너무 잦아서 돌려보냈어요.`,
  'slack.settled': ({ title, offers }: { title: string; offers: readonly SettledOffer[] }) =>
    [`정산 완료 ${title}`, ...offers.map(settledLine)].join('\n'),
  'slack.settlement_stuck': ({ title, orders }: { title: string; orders: number }) =>
    `정산하지 못한 주문이 있어요 · ${title} · ${orders}건 · 계속 다시 시도해요.`,
  'slack.settlement_waits': ({ title }: { title: string }) => `정산이 한 시간 넘게 기다려요 · ${title} · 결제가 끝나지 않은 주문이 있어요.`,
  'sms.campaign_advertising': ({ body, sender, optOut }: { body: string; sender: string; optOut: string }) =>
    `(광고)[MNG샵] ${body}\n문의 ${sender}\n무료수신거부 ${optOut}`,
  'sms.campaign_notice': ({ body }: { body: string }) => `[MNG샵] ${body}`,
  'sms.cancelled': ({ number, owed }: { number: string; owed: number }) =>
    `[MNG샵] 주문을 취소했어요. 주문 번호 ${number}. ${won(owed)}을 돌려드려요. 카드사에 따라 3~5영업일 걸려요.`,
  'sms.closed_early': ({ title }: { title: string }) =>
    `[MNG샵] 참여하신 공동구매 “${nameForSms(title)}”의 마감을 앞당겼어요. 지금까지 모인 수량으로 가격을 정하고, 차액이 있으면 바로 돌려드려요.`,
  'sms.code': ({ code }: { code: string }) => `[MNG샵] 인증번호 ${code}. 10분 안에 입력해 주세요. 다른 사람에게 알려 주지 마세요.`,
  'sms.code_also': ({ code }: { code: string }) =>
    `[MNG샵] 비밀번호를 다시 정하는 인증번호 ${code}. 휴대전화 번호를 바꾼 지 하루가 안 되어 전 번호로도 보내요. 직접 하지 않았다면 바로 고객센터에 알려 주세요.`,
  'sms.extended': ({ title, from, to }: { title: string; from: Date; to: Date }) =>
    `[MNG샵] 참여하신 공동구매 “${nameForSms(title)}”의 마감이 ${koreanTime(from)}에서 ${koreanTime(to)}로 늦춰졌어요. 가격은 그때 정하고 차액을 돌려드려요. 기다리기 어려우면 주문 내역에서 취소할 수 있어요.`,
  'sms.late': ({ number, amount }: { number: string; amount: number }) =>
    `[MNG샵] 이미 끝난 주문 ${number}의 결제 ${won(amount)}이 승인돼서 전액 돌려드려요.`,
  'sms.lines_cancelled': ({
    number,
    product,
    more,
    owed,
    reason,
  }: {
    number: string;
    product: string;
    more: number;
    owed: number;
    reason: string;
  }) =>
    `[MNG샵] 주문 ${number}의 ${nameForSms(product)}${more > 0 ? ` 외 ${more}개` : ''} 상품을 취소했어요. ${won(owed)}을 돌려드려요. 이유: ${reason}`,
  'sms.missed': ({ number, owed }: { number: string; owed: number }) =>
    `[MNG샵] 주문 ${number}: 아쉽지만 목표에 닿지 못했어요. 결제한 ${won(owed)}을 모두 돌려드려요.`,
  'sms.other_amount': ({ number, captured, cancelled }: { number: string; captured: number; cancelled: boolean }) =>
    `[MNG샵] 주문 ${number}에 주문 금액과 다른 ${won(captured)}이 승인돼서 전액 돌려드려요. ${cancelled ? '주문은 취소했어요.' : '주문은 아직 결제되지 않았어요. 주문 내역에서 다시 결제해 주세요.'}`,
  'sms.paid': ({ total, number }: { total: number; number: string }) =>
    `[MNG샵] ${won(total)} 결제를 확인했어요. 주문 번호 ${number}. 진행 상황은 주문 내역에서 볼 수 있어요.`,
  'sms.new_device': ({ device }: { device: string }) =>
    `[MNG샵] 새 기기에서 로그인했어요${device ? ` (${device})` : ''}. 직접 하지 않았다면 비밀번호를 바꿔 주세요. 내 정보에서 기기를 로그아웃할 수 있어요.`,
  'sms.password_changed': '[MNG샵] 비밀번호를 바꿨어요. 직접 하지 않았다면 바로 고객센터에 알려 주세요.',
  'sms.phone_moved': '[MNG샵] 계정의 휴대전화 번호를 바꿨어요. 직접 하지 않았다면 바로 고객센터에 알려 주세요.',
  'sms.refund_account': ({ number, amount }: { number: string; amount: number }) =>
    `[MNG샵] 주문 ${number}의 ${won(amount)}은 카드 취소가 되지 않아 계좌로 돌려드려요. 주문 상세에서 받을 계좌를 알려 주세요.`,
  'sms.refund_account_again': ({ number }: { number: string }) =>
    `[MNG샵] 주문 ${number}의 환불 계좌로 보낼 수 없었어요. 주문 상세에서 계좌를 다시 알려 주세요.`,
  'sms.return_declined': ({ number, reason }: { number: string; reason: string }) =>
    `[MNG샵] 주문 ${number}의 반품을 받아들일 수 없었어요. 이유: ${reason}`,
  'sms.returned': ({ number, amount }: { number: string; amount: number }) =>
    `[MNG샵] 주문 ${number}의 반품을 마쳤어요. ${won(amount)}을 돌려드려요.`,
  'sms.settled': ({ number }: { number: string }) => `[MNG샵] 주문 ${number}: 가격이 정해졌어요. 상품을 준비할게요.`,
  'sms.settled_back': ({ number, owed }: { number: string; owed: number }) =>
    `[MNG샵] 주문 ${number}: 가격이 정해졌어요. 차액 ${won(owed)}을 돌려드리고 상품을 준비할게요.`,
  'sms.shipped': ({ number, carrier, trackingNumber }: { number: string; carrier: string; trackingNumber: string }) =>
    `[MNG샵] 주문 ${number}의 상품을 보냈어요. ${carrier} ${trackingNumber}`,
  'sms.transferred': ({ number, amount }: { number: string; amount: number }) =>
    `[MNG샵] 주문 ${number}의 ${won(amount)}을 알려 주신 계좌로 보냈어요.`,
} as const satisfies Sentences;

/** As staff type it themselves before an advertisement. */
export const ADVERTISING_MARK = /^\(광고\)\s*/;

/** Who it is about stands as `staff/3`: no names leave for Slack. */
interface SecurityAlert {
  who: string;
  count: number;
  minutes: number;
}

interface SettledOffer {
  missed: boolean;
  /** Units sold, and the goal they missed. */
  quantity: number;
  goal: number;
  /** Won. */
  price: number;
}

const settledLine = ({ missed, quantity, goal, price }: SettledOffer) =>
  missed ? `· ${quantity}개 (목표 ${goal}개 미달): 전액 환불` : `· ${quantity}개: 모두 ${won(price)}`;

const ACCESS_CHANGES: Record<AccessChange, string> = {
  new_device: '처음 보는 기기에서 로그인했어요',
  password: '비밀번호를 바꿨어요',
  passkey_added: '패스키를 추가했어요',
  passkey_removed: '패스키를 지웠어요',
  recovery_codes: '복구 코드를 새로 만들었어요',
  recovery_code_used: '복구 코드로 로그인했어요',
  rescued: '서버에서 재설정 링크를 만들었어요',
};
