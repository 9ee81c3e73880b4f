/** Kinds of personal data, each hidden in its own way. */
export type PersonalKind = 'name' | 'phone' | 'email' | 'postcode' | 'address' | 'holder' | 'hidden';

/** A value as a role without the right to personal data sees it. Empty values stay empty. */
export function mask(kind: PersonalKind, value: unknown): unknown {
  if (typeof value !== 'string' || value === '') return value;
  return MASKS[kind](value);
}

const MASKS: Record<PersonalKind, (value: string) => string> = {
  name: (value) => `${Array.from(value)[0] ?? ''}**`,
  phone: (value) => `${value.slice(0, 3)}-****-${value.slice(-4)}`,
  email: (value) => `${value.slice(0, 1)}***@${value.split('@')[1] ?? '***'}`,
  postcode: () => '*****',
  // Province and district say where in the country; the street says who.
  address: (value) => `${value.split(' ').slice(0, 2).join(' ')} ***`,
  holder: (value) => `${value.split(':')[0] ?? ''}:***`,
  hidden: () => '***',
};

/** A six-digit code that was sent by SMS opens an account: the outbox shows that one was sent, not which. */
export const withoutCode = (text: string): string => text.replace(/\d{4,}/g, '******');
