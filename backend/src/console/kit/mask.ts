import type { PersonalKind, Property } from '../../lists/property.js';
import type { Access } from '../../access/rules/access.js';

/** A value as a role without the right to personal data sees it. Empty values stay empty. */
export function mask(kind: PersonalKind, value: unknown): unknown {
  if (value === null || value === undefined || value === '') return value;
  return typeof value === 'string' ? MASKS[kind](value) : MASKS.hidden('');
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

/**
 * What is shown of a property that the reader does not see as it is.
 * @param purpose of a message; only one that is known not to carry a code keeps its digits
 */
export function shownValue({ personal, secret }: Property, value: unknown, level: Access, purpose: unknown): unknown {
  if (secret === 'whole' || (personal && level !== 'all')) return mask(personal ?? 'hidden', value);
  if (secret !== 'code' || typeof value !== 'string') return value;
  return typeof purpose === 'string' && purpose !== 'code' ? value : withoutCode(value);
}

// A six-digit code that was sent by SMS opens an account: the outbox shows that one was sent, not which.
const withoutCode = (text: string): string => text.replace(/\d{4,}/g, '******');
