import { anotherDoor, type Door } from '../../src/testing/another-door.js';
import { Client } from '../../src/testing/client.js';
import { aStudent, aUniversity } from '../../src/testing/fixtures.js';
import { solveWork } from '../../src/testing/solve-work.js';
import type { TestShop } from '../../src/testing/test-shop.js';
import { type Result, tally, told } from './result.js';

const PASSWORD = 'long enough 123';
const from = (address: string) => ({ 'X-Forwarded-For': address });
const signIn = (door: Door, email: string, password: string, headers: Record<string, string>, client = new Client(door.url)) =>
  client.post('/api/customer/session', { email, password }, headers);

/**
 * Guessing at one account from many addresses at once, at two servers of one shop: an IPv6 /64 is one network, and one account
 * has one allowance wherever they come from. Its owner signs in meanwhile, on their own device and on a new one.
 */
export async function guessersEverywhere(shop: TestShop, { guesses = 60 } = {}): Promise<Result[]> {
  const doors = [await anotherDoor(shop.ctx, shop.ctx.tries), await anotherDoor(shop.ctx, shop.ctx.tries)] as const;
  try {
    const victim = await aStudent(shop, await aUniversity());
    const statuses: number[] = [];
    // The gate before the hash takes so many at a time: what it turns away is asked again.
    for (let index = 0; index < guesses; index++) {
      const address = index % 2 === 0 ? `[2001:db8:0:1::${index.toString(16)}]:${40_000 + index}` : `198.51.100.${index}:${40_000 + index}`;
      statuses.push((await signIn(doors[index % 2 === 0 ? 0 : 1], victim.email, `guess ${index}`, from(address))).status);
    }
    const counted = tally(statuses);
    const own = await signIn(
      doors[0],
      victim.email,
      PASSWORD,
      from('203.0.113.5'),
      new Client(doors[0].url, { cookies: victim.cookieHeader }),
    );
    const stranger = await signIn(doors[1], victim.email, PASSWORD, from('203.0.113.6'));
    const began = process.cpuUsage();
    const work = await solveWork(stranger.body as object);
    const { user } = process.cpuUsage(began);
    const withWork = await signIn(doors[1], victim.email, PASSWORD, { ...from('203.0.113.6'), ...work });
    const again = await signIn(doors[0], victim.email, PASSWORD, { ...from('203.0.113.6'), ...work });
    return [
      { attack: 'guesses from a /64 and fifty other addresses, at two servers', held: counted['401'] === 10, figures: told(counted) },
      { attack: 'to lock an account’s owner out, on a device of theirs', held: own.status === 201, figures: `answered ${own.status}` },
      {
        attack: 'to lock an account’s owner out, on a new device',
        held: stranger.status === 429 && withWork.status === 201,
        figures: `answered ${stranger.status}, with ${Math.round(user / 1_000)} ms of work ${withWork.status}`,
      },
      { attack: 'to use the same work twice', held: again.status === 429, figures: `answered ${again.status}` },
    ];
  } finally {
    for (const door of doors) door.stop();
  }
}

/** Somebody floods the doors from the address of a campus: whoever stands behind it too gets in by a little work. */
export async function campusFlood(shop: TestShop, { requests = 130 } = {}): Promise<Result[]> {
  const door = await anotherDoor(shop.ctx);
  const campus = from('203.0.113.77');
  try {
    const student = await aStudent(shop, await aUniversity());
    const flood = new Client(door.url);
    for (let index = 0; index < requests; index++) await flood.post('/api/customer/session', {}, campus);
    for (let index = 0; index < 35; index++) {
      await flood.post(
        '/api/customer/password-reset',
        { email: `nobody-${index}@mngshop.test`, phone: `0109${1_000_000 + index}` },
        campus,
      );
    }
    const refused = await signIn(door, student.email, PASSWORD, campus);
    const entered = await signIn(door, student.email, PASSWORD, { ...campus, ...(await solveWork(refused.body as object)) });
    const forgot = { email: student.email, phone: student.phone };
    const asked = await new Client(door.url).post('/api/customer/password-reset', forgot, campus);
    const sent = await new Client(door.url).post('/api/customer/password-reset', forgot, {
      ...campus,
      ...(await solveWork(asked.body as object)),
    });
    return [
      {
        attack: 'to shut a campus out of signing in',
        held: entered.status === 201,
        figures: `answered ${refused.status}, with work ${entered.status}`,
      },
      {
        attack: 'to shut a campus out of resetting a password',
        held: sent.status === 202,
        figures: `answered ${asked.status}, with work ${sent.status}`,
      },
    ];
  } finally {
    door.stop();
  }
}
