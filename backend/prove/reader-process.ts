import { setTimeout as sleep } from 'node:timers/promises';

/** Of each address that is read: how long each answer took, in ms. */
export type Readings = Record<string, number[]>;

/**
 * People who look at the shop, in a process of their own so that nothing but the server makes them wait; they come at a
 * steady pace, however long the answers before take. Sent any message, tells what was begun since the last one.
 */
const { READ_ORIGIN: origin = '', READ_COOKIE: cookie = '', READ_PATHS: paths = '' } = process.env;
const EVERY_MS = 8;

let read: Readings = {};
let waiting: Promise<void>[] = [];
process.on('message', () => {
  const [told, answers] = [read, waiting];
  [read, waiting] = [{}, []];
  void Promise.all(answers).then(() => process.send?.(told));
});

async function look(path: string, into: Readings): Promise<void> {
  const began = performance.now();
  let answer = await get(path);
  // Sent away by a shop that has too many readers: how long it took is until they were answered.
  while (answer.status === 503 && answer.headers.has('retry-after')) {
    await sleep(Number(answer.headers.get('retry-after')) * 1_000);
    answer = await get(path);
  }
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  (into[path] ??= []).push(performance.now() - began);
}

// As a browser does, once: a connection that was kept may be closed by the server just as it is used again.
async function get(path: string): Promise<Response> {
  const ask = async () => {
    const answer = await fetch(origin + path, { headers: { cookie } });
    await answer.arrayBuffer();
    return answer;
  };
  return ask().catch((error: unknown) =>
    (error as { cause?: { code?: string } }).cause?.code === 'ECONNRESET' ? ask() : Promise.reject(error),
  );
}

let turn = 0;
setInterval(() => {
  const all = paths.split(' ');
  waiting.push(look(all[turn++ % all.length] ?? '', read));
}, EVERY_MS);
