/** Values as people in Korea read them. Shared by the components; knows no framework. */
import { inKorea, KOREA, KOREAN_OFFSET } from '../../kernel/rules/korean-time.js';

const whole = new Intl.NumberFormat('ko-KR');
const timeParts = new Intl.DateTimeFormat('ko-KR', {
  timeZone: KOREA,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

export const digits = (value: number): string => whole.format(value);
export const won = (value: number): string => `${whole.format(value)}원`;

function parts(value: string | Date): Record<string, string> {
  return Object.fromEntries(timeParts.formatToParts(new Date(value)).map(({ type, value: text }) => [type, text]));
}

/** `11월 24일(화) 18:00`, with the year where it is not this one. */
export function time(value: string | Date): string {
  const at = parts(value);
  const year = at['year'] === parts(new Date())['year'] ? '' : `${at['year'] ?? ''}년 `;
  return `${year}${at['month'] ?? ''}월 ${at['day'] ?? ''}일(${at['weekday'] ?? ''}) ${at['hour'] ?? ''}:${at['minute'] ?? ''}`;
}

/** `11월 24일 18:00` */
export const shortTime = (value: string | Date): string => time(value).replace(/\(.\)/, '');

/** `24(화)` */
export function day(value: string | Date): string {
  const at = parts(value);
  return `${at['day'] ?? ''}(${at['weekday'] ?? ''})`;
}

/** `11월 24일(화)` */
export const date = (value: string | Date): string => time(value).replace(/ \d\d:\d\d$/, '');

/** Digits with hyphens; what is masked already stays as it is. */
export function phone(value: string): string {
  return /^\d{9,11}$/.test(value) ? value.replace(/^(02|\d{3})(\d{3,4})(\d{4})$/, '$1-$2-$3') : value;
}

/** How long until then: `2일 3시간`, `2시간 18분`. */
export function left(until: string | Date, from: string | Date): string {
  const minutes = Math.max(0, Math.floor((new Date(until).getTime() - new Date(from).getTime()) / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (days > 0) return `${days}일 ${hours}시간`;
  return hours > 0 ? `${hours}시간 ${minutes % 60}분` : `${minutes}분`;
}

/** What `<input type="datetime-local">` holds, as a clock in Korea shows it. */
export const toKoreanInput = (value: string | Date): string => inKorea(new Date(value)).toISOString().slice(0, 16);
/** The instant that was typed as Korean time, ISO 8601; empty while it is not complete. */
export function fromKoreanInput(value: string): string {
  const at = new Date(`${value}:00${KOREAN_OFFSET}`);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

/** A list of option values: `검정 / 512GB`. */
export const options = (value: Readonly<Record<string, string>>): string => Object.values(value).join(' / ') || '단일 상품';

export const tiers = (value: readonly { fromQuantity: number; unitPrice: number }[]): string =>
  value.map(({ fromQuantity, unitPrice }) => `${digits(fromQuantity)}개부터 ${won(unitPrice)}`).join(' · ');
