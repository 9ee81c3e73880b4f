const TRIES = 10;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** What becomes of a message after its n-th failed try: again after a wait that doubles, or dead after ten. */
export function afterFailure(tries: number, now: Date): { state: 'due'; dueAt: Date } | { state: 'dead' } {
  if (tries >= TRIES) return { state: 'dead' };
  return { state: 'due', dueAt: new Date(now.getTime() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1))) };
}
