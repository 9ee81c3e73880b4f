import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { aSale, students } from './goods.js';
import { type Ground, openGround } from './proving-ground.js';
import type { Readings } from './reader-process.js';
import { forkBeside } from './shop-process.js';
import { aMember, type Door, DOORS } from './sign-in-doors.js';

interface Options {
  engine: 'sqlite' | URL;
  /** How many come at once. */
  crowd: number;
  /** How often. */
  waves: number;
  /** Of reading before anybody comes. */
  idleMs: number;
  door: Door;
  /** Called before they come, once server and reader stand. */
  ready?: () => void;
}

export interface Crowded {
  idle: Readings;
  during: Readings;
  /** How many were answered with what. */
  statuses: Record<string, number>;
  /** ms until the last of a wave was answered, per wave. */
  waves: number[];
}

/** A list that needs the database, and a file that needs a thread of libuv's pool, as argon2 does. */
export const LIST = '/api/customer/promotions';
export const FILE = '/api/docs/oauth2-redirect.html';

/** A crowd at one of the doors where passwords are hashed, beside somebody who reads. */
export async function crowdTheDoor(options: Options): Promise<Crowded> {
  const ground = await openGround(options.engine);
  try {
    const server = await ground.startReal({ TRUST_PROXY: '1' });
    await aSale(ground);
    const [cookie = ''] = await students(ground, 1);
    const reader = forkBeside('reader-process', { READ_ORIGIN: server.url, READ_COOKIE: cookie, READ_PATHS: `${LIST} ${FILE}` });
    const told = async () => {
      reader.send('tell');
      const [readings] = (await once(reader, 'message')) as [Readings];
      return readings;
    };
    try {
      return await measure(ground, server.url, options, told);
    } finally {
      reader.kill();
      await server.kill();
    }
  } finally {
    await ground.close();
  }
}

async function measure(ground: Ground, url: string, { crowd, waves, idleMs, door, ready }: Options, told: () => Promise<Readings>) {
  const come = DOORS[door];
  const member = await aMember(ground, url);
  ready?.();
  await come(url, member, 'first'); // What is compiled and loaded on first use is no part of it.
  await told();
  await sleep(idleMs);
  await told();
  await sleep(idleMs);
  const crowded: Crowded = { idle: await told(), during: {}, statuses: {}, waves: [] };
  for (let wave = 0; wave < waves; wave++) {
    await told();
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: crowd }, (_, n) => come(url, member, `${wave}-${n}`)));
    crowded.waves.push(performance.now() - began);
    for (const status of answers) crowded.statuses[status] = (crowded.statuses[status] ?? 0) + 1;
    for (const [path, times] of Object.entries(await told())) (crowded.during[path] ??= []).push(...times);
    await sleep(idleMs / 10);
  }
  return crowded;
}

/** What nobody may be answered, however many come: everything but the door's own answers and "come again". */
export const wrongAnswers = ({ statuses }: Crowded): string[] =>
  Object.entries(statuses)
    .filter(([status]) => !['201', '401', '422', '503'].includes(status))
    .map(([status, count]) => `${count} were answered ${status}`);
