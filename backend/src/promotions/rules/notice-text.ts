import { told } from '../../words/sentence.js';

/**
 * What participants are told when the closing moves. About what they have paid for, and it invites to nothing: no
 * advertising (정보통신망법 §50), so it needs no consent and keeps no quiet hours.
 */
export function noticeText(
  change: { kind: 'extended'; title: string; from: Date; to: Date } | { kind: 'closed_early'; title: string },
): string {
  if (change.kind === 'closed_early') return told('sms.closed_early', { title: change.title });
  const { title, from, to } = change;
  return told('sms.extended', { title, from, to });
}
