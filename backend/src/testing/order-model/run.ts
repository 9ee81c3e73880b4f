import fc from 'fast-check';
import type { Books } from '../../../prove/books.js';
import { check } from './check.js';
import type { Move, Setting } from './move.js';
import { setting } from './moves.js';
import { jobsOf, play } from './play.js';
import { move } from './stories.js';
import { begin, type World } from './world.js';

/**
 * Random sequences of what customers, staff, Bootpay, time and crashes can do. What must be true is checked after each move,
 * and again once everything that goes on by itself has come to its end. A failure names its seed, its path and the shortest sequence.
 * @param options.runs how many sequences
 * @param options.path of a failure: plays only that one again
 */
export async function checkOrders(
  world: World,
  { runs, seed, path }: { runs: number; seed: number; path?: string | undefined },
): Promise<void> {
  const sequence = fc.asyncProperty(setting, fc.array(move, { minLength: 1, maxLength: 30, size: 'max' }), (chosen, moves) =>
    runSequence(world, chosen, moves),
  );
  await fc.assert(sequence, { numRuns: runs, seed, ...(path ? { path } : {}) });
}

async function runSequence(world: World, chosen: Setting, moves: readonly Move[]): Promise<void> {
  await begin(world, chosen);
  let books = await check(world, null);
  for (const one of moves) {
    await play(world, one);
    books = await check(world, books);
  }
  for (const ms of WAITS) {
    world.shop.simulator.faults.clear();
    world.pass(ms);
    if (ms < DAY && isAtRest(books)) continue;
    await untilStill(world);
    books = await check(world, books);
  }
  await check(world, books, true);
}

// Past the hold, the leases, the waits of five refunds, the age at which a receipt is given up, the close, and the week of watching.
const MINUTE = 60_000;
const DAY = 86_400_000;
const WAITS = [...Array.from({ length: 6 }, () => 11 * MINUTE), 61 * MINUTE, 61 * MINUTE, DAY, DAY, 7 * DAY, 6 * DAY];

/** Nothing waits for minutes to pass: the short waits would only cost time. */
const isAtRest = ({ orders, refunds }: Books) =>
  !orders.some((order) => order.state === 'pending' || order.pay === 'confirming') && !refunds.some((refund) => refund.state === 'due');

async function untilStill(world: World): Promise<void> {
  for (let round = 0; round < 40; round++) {
    let done = 0;
    for (const job of jobsOf(world)) done += await job.run();
    const [fault] = world.faults;
    if (fault !== undefined) throw fault;
    if (done === 0) return;
  }
  throw new Error('The jobs always find something to do.');
}
