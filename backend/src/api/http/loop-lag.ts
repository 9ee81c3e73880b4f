const EVERY_MS = 50;
/** Of what was known before, so that one long turn (a collection, the console's first page) is no crowd. */
const KEPT = 2 / 3;

/** By how many ms the turns of the event loop are late just now: whoever comes waits a few times that. */
export function watchLoopLag(): () => number {
  let [lag, due] = [0, performance.now() + EVERY_MS];
  setInterval(() => {
    const late = Math.max(0, performance.now() - due);
    lag = lag * KEPT + late * (1 - KEPT);
    due = performance.now() + EVERY_MS;
  }, EVERY_MS).unref();
  return () => lag;
}
