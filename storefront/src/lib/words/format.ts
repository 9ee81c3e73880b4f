/** How money, time and phone numbers stand on every screen. Times come as ISO 8601 UTC and are shown in Korean time. */
import { inKorea, koreanDayNumber } from '@mngshop/backend/rules/korean-time';

const WEEKDAYS = '일월화수목금토';

/** 1290000 → "1,290,000" */
export const digits = (won: number): string => String(Math.trunc(won)).replace(/\B(?=(\d{3})+$)/g, ',');

/** 1290000 → "1,290,000원" */
export const won = (amount: number): string => `${digits(amount)}원`;

/** "01012345678" → "010-1234-5678"; anything that isn't a phone number comes back as it was. */
export const phone = (number: string): string => number.replace(/^(02|0\d\d)(\d{3,4})(\d{4})$/, '$1-$2-$3');

/** "11월 24일(화)", with the year in front where it isn't this one. */
export function day(iso: string, now: number = Date.now()): string {
  const at = inKorea(Date.parse(iso));
  const year = at.getUTCFullYear() === inKorea(now).getUTCFullYear() ? '' : `${at.getUTCFullYear()}년 `;
  return `${year}${at.getUTCMonth() + 1}월 ${at.getUTCDate()}일(${WEEKDAYS[at.getUTCDay()]})`;
}

/** "오후 6:00" */
export function clock(iso: string): string {
  const at = inKorea(Date.parse(iso));
  const hour = at.getUTCHours();
  return `${hour < 12 ? '오전' : '오후'} ${hour % 12 || 12}:${two(at.getUTCMinutes())}`;
}

/** "11월 24일(화) 오후 6:00" */
export const moment = (iso: string, now?: number): string => `${day(iso, now)} ${clock(iso)}`;

/** "11월 24일(화) 오후 6:00까지", or "오늘 오후 6:00까지" on the day itself. */
export function until(iso: string, now: number = Date.now()): string {
  const today = koreanDayNumber(Date.parse(iso)) === koreanDayNumber(now);
  return `${today ? '오늘' : day(iso, now)} ${clock(iso)}까지`;
}

/** "11월 17일(화)~24일(화) 오후 6:00"; the month is said again only when it changes. */
export function span(from: string, to: string, now?: number): string {
  const [first, last] = [day(from, now), day(to, now)];
  const month = /^.*월 /.exec(first)?.[0] ?? '';
  return `${first}~${last.startsWith(month) ? last.slice(month.length) : last} ${clock(to)}`;
}

export interface Remaining {
  days: number;
  /** "02:18:24" */
  clock: string;
  /** For a screen reader: "2일 2시간 18분" */
  spoken: string;
}

/** @param ms until the deadline; below zero counts as zero */
export function remaining(ms: number): Remaining {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const spoken = [days && `${days}일`, hours && `${hours}시간`, `${minutes}분`].filter(Boolean).join(' ');
  return { days, clock: `${two(hours)}:${two(minutes)}:${two(seconds % 60)}`, spoken };
}

/** { 색: '은하 회색', 저장: '512GB' } → "은하 회색 · 512GB" */
export const options = (chosen: Record<string, string>): string => Object.values(chosen).join(' · ');

const two = (value: number): string => String(value).padStart(2, '0');
