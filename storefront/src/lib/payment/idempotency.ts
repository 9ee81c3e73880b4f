import { digest } from '../browser/digest';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
interface Kept {
  /** Of the content: it names the recipient, so the text itself is not kept. */
  digest: string;
  key: string;
}

/**
 * The Idempotency-Key of this content: the same until the content changes or the order is settled one way or the other, so a double
 * click, a reload or a copied tab places one order.
 * @param scope what the key is for, e.g. `order:PROMOTION`
 */
export function keyFor(store: Store, scope: string, content: unknown): string {
  const text = JSON.stringify(content);
  const kept = read(store, scope);
  if (kept && kept.digest === digest(kept.key + text)) return kept.key;
  const key = newKey();
  store.setItem(nameOf(scope), JSON.stringify({ digest: digest(key + text), key } satisfies Kept));
  return key;
}

/** After this the same content is a new order: called when the server has refused it or the order has ended. */
export const forgetKey = (store: Store, scope: string): void => store.removeItem(nameOf(scope));

function read(store: Store, scope: string): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(store.getItem(nameOf(scope)) ?? 'null');
    return kept && typeof kept === 'object' && 'key' in kept && 'digest' in kept ? (kept as Kept) : undefined;
  } catch {
    return undefined;
  }
}

const nameOf = (scope: string): string => `mng.key.${scope}`;
const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
