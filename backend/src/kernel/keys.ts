import { createHmac } from 'node:crypto';
import type { Settings } from './context.js';

/** What a key is for: `customerToken`, `staffToken` or `field`. */
export type KeyUse = keyof Settings['secrets'];

/** Where keys are: the current ones, and those before them that still verify and open. */
export type Keys = Pick<Settings, 'secrets' | 'formerSecrets'>;

/** Every key of one use, the current one first. */
export const keysOf = ({ secrets, formerSecrets }: Keys, use: KeyUse): readonly [string, ...string[]] => [
  secrets[use],
  ...(formerSecrets?.[use] ?? []),
];

/**
 * A key's id, for what it signed or encrypted. It follows from the key (eight hex digits, one-way), so that nobody can give
 * two keys one name, or one key another's.
 */
export const keyId = (key: string): string => createHmac('sha256', key).update('mngshop key id').digest('hex').slice(0, 8);
