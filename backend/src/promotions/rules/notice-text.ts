import { nameForSms } from '../../words/rules/sms-text.js';
import { koreanTime } from '../../words/rules/wording.js';

/**
 * What participants are told when the closing moves. About what they have paid for, and it invites to nothing: no
 * advertising (정보통신망법 §50), so it needs no consent and keeps no quiet hours.
 */
export function noticeText(
  change: { kind: 'extended'; title: string; from: Date; to: Date } | { kind: 'closed_early'; title: string },
): string {
  const title = nameForSms(change.title);
  if (change.kind === 'closed_early') {
    return `[MNG샵] 참여하신 공동구매 “${title}”의 마감을 앞당겼어요. 지금까지 모인 수량으로 가격을 정하고, 차액이 있으면 바로 돌려드려요.`;
  }
  const { from, to } = change;
  return `[MNG샵] 참여하신 공동구매 “${title}”의 마감이 ${koreanTime(from)}에서 ${koreanTime(to)}로 늦춰졌어요. 가격은 그때 정하고 차액을 돌려드려요. 기다리기 어려우면 주문 내역에서 취소할 수 있어요.`;
}
