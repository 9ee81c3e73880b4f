import { atom } from 'nanostores';

/** How many reads were told that too many came at once, and wait for their next try. */
export const $waiting = atom(0);

/** After these all further tries are the reader's own. */
const TRIES = 4;
/** What a server may ask for; longer is no crowd, and told at once. */
const LONGEST_S = 5;

/**
 * Asks again where the server was too busy to read (503 with `Retry-After`), each time after a longer pause. A pause is up to
 * twice what was asked for, by lot: who were sent away together do not come back together.
 */
export async function comeAgain(ask: () => Promise<Response>): Promise<Response> {
  for (let tried = 1; ; tried++) {
    const response = await ask();
    const seconds = Number(response.headers.get('retry-after'));
    if (response.status !== 503 || !(seconds > 0 && seconds <= LONGEST_S) || tried > TRIES) return response;
    $waiting.set($waiting.get() + 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * tried * (1 + Math.random()) * 1_000));
    $waiting.set($waiting.get() - 1);
  }
}
