import type { Context } from '../kernel/context.js';
import { Consent } from '../customers/consent.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { AlreadyThere, type BackupPlace } from './backup-place.js';
import { type Erasure, ERASURES, erasureFile } from './erasure.js';
import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const customers = table(Customer);
const consents = table(Consent);

const DAY_MS = 86_400_000;
/** A row may be committed this much after the instant that it bears. */
const LATE_MS = 10 * 60_000;

/**
 * Writes down, away from the database, who has left and which consents were withdrawn: ids and times, nothing else. A
 * restored backup is older than some of that, and would bring back what people took away (see apply-erasures.ts).
 * @param days for how long a backup can be restored: the list is as long, and delete-expired.ts ends both
 * @returns the job: gives how many it wrote. What it knows to be written stays in this process's memory.
 */
export function keepErasures(place: BackupPlace, days: number): (ctx: Context) => Promise<number> {
  let written: Set<string> | undefined;
  let since: Date | undefined;
  return async (ctx) => {
    const now = ctx.clock.now();
    written ??= new Set(await place.list(ERASURES));
    let count = 0;
    for (const erasure of await erasuresSince(ctx, since ?? new Date(now.getTime() - days * DAY_MS))) {
      const file = erasureFile(erasure);
      if (written.has(file)) continue;
      await write(place, file);
      written.add(file);
      count++;
    }
    since = new Date(now.getTime() - LATE_MS);
    return count;
  };
}

async function erasuresSince(ctx: Context, since: Date): Promise<Erasure[]> {
  const left = await read(
    ctx.db,
    { id: customers.id, leftAt: customers.leftAt },
    sql`FROM ${customers} WHERE ${customers.leftAt} > ${since}`,
  );
  const withdrawn = await read(
    ctx.db,
    { id: consents.id, withdrawnAt: consents.withdrawnAt },
    sql`FROM ${consents} WHERE ${consents.withdrawnAt} > ${since}`,
  );
  return [
    ...left.map(({ id, leftAt }) => ({ what: 'customer' as const, id, at: leftAt as Date })),
    ...withdrawn.map(({ id, withdrawnAt }) => ({ what: 'consent' as const, id, at: withdrawnAt as Date })),
  ];
}

async function write(place: BackupPlace, file: string): Promise<void> {
  await place.write(file, line()).catch((error: unknown) => {
    // Another process was faster.
    if (!(error instanceof AlreadyThere)) throw error;
  });
}

// Everything is in the name: reading a list of them is enough.
async function* line(): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from('\n'));
}
