import { describe, expect, it } from 'vitest';
import { Gate } from './password-gate.js';

/** Works that end when they are told to. */
function works() {
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const begin = () =>
    new Promise<void>((resolve) => {
      most = Math.max(most, ++running);
      ends.push(() => {
        running--;
        resolve();
      });
    });
  return { begin, ends, most: () => most };
}

const busy = { status: 503, code: 'busy', retryAfter: 2 };

describe('the gate before hashing', () => {
  it('lets two work at a time, and everybody who has a place in the end', async () => {
    const gate = new Gate({ atOnce: 2, places: 10, placesEach: 10 });
    const { begin, ends, most } = works();
    const all = Array.from({ length: 10 }, () => gate.enter('a', (turn) => turn(begin)));
    for (let done = 0; done < 10; done++) {
      await Promise.resolve();
      while (ends.length === 0) await new Promise(setImmediate);
      ends.shift()?.();
    }
    await Promise.all(all);
    expect(most()).toBe(2);
  });

  it('refuses at once who comes when all places are taken, or all of one address, and takes them again afterwards', async () => {
    const gate = new Gate({ atOnce: 2, places: 3, placesEach: 2 });
    const { begin, ends } = works();
    const enter = (from: string) => gate.enter(from, (turn) => turn(begin));
    const first = [enter('a'), enter('a')];
    await expect(enter('a')).rejects.toMatchObject(busy);
    const other = enter('b');
    await expect(enter('c')).rejects.toMatchObject(busy);
    for (let done = 0; done < 3; done++) {
      while (ends.length === 0) await new Promise(setImmediate);
      ends.shift()?.();
    }
    await Promise.all([...first, other]);
    const again = enter('a');
    while (ends.length === 0) await new Promise(setImmediate);
    ends.shift()?.();
    await again;
  });

  it('gives the place of a work that fails to the next', async () => {
    const gate = new Gate({ atOnce: 1, places: 1, placesEach: 1 });
    for (let round = 0; round < 3; round++)
      await expect(gate.enter('a', (turn) => turn(() => Promise.reject(new Error('no hash'))))).rejects.toThrow('no hash');
  });
});
