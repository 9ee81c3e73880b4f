import type { Context } from '../kernel/context.js';
import { readRows } from '../database/read.js';
import { limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { RETENTION, retainedSince } from '../kernel/rules/retention.js';
import type { Keys } from '../kernel/keys.js';
import { digestOf, hashOf, isProven, NO_SEAL, rowsOf } from './log-chain.js';
import { LogSeal } from './log-seal.entity.js';
import { type LogProblem, SEALED_LOGS, type SealedLog } from './rules/sealed-log.js';

const seals = table(LogSeal);

/** Where a chain stood, as it is kept outside of the database. */
export interface Anchor {
  position: number;
  hash: string;
}

export interface VerifiedLog {
  log: SealedLog;
  rows: number;
  /** Where the chain stands; null before the first seal. */
  head: Anchor | null;
  problems: LogProblem[];
}

const SEALS_AT_ONCE = 50;
/** From then on a row should long have been sealed. */
const LATE_MS = 10 * 60_000;
/** Enough to know where to look. */
const MOST_PROBLEMS = 20;

interface Verifying extends Pick<Context, 'db' | 'clock'> {
  settings: Keys;
}

/**
 * Reads every row of the sealed logs and holds it against its seal, every seal against the one before, the last against our key,
 * and the chain against what is known of it outside of the database. Rows that are gone count as deleted unless all of their seal
 * had reached the end of its time (kernel/rules/retention.ts).
 */
export async function verifyLogs(ctx: Verifying, anchors: Partial<Record<SealedLog, Anchor>> = {}): Promise<VerifiedLog[]> {
  const verified: VerifiedLog[] = [];
  for (const log of SEALED_LOGS) verified.push(await verifyLog(ctx, log, anchors[log]));
  return verified;
}

async function verifyLog(ctx: Verifying, log: SealedLog, anchor: Anchor | undefined): Promise<VerifiedLog> {
  const problems: LogProblem[] = [];
  const over = retainedSince(RETENTION[log], ctx.clock.now());
  let before: LogSeal | null = null;
  let rows = 0;
  let anchored = anchor === undefined;
  while (problems.length < MOST_PROBLEMS) {
    const next: LogSeal[] = await readRows(
      ctx.db,
      LogSeal,
      sql`WHERE ${seals.log} = ${log} AND ${seals.position} > ${before?.position ?? 0} ORDER BY ${seals.position} ${limit(SEALS_AT_ONCE)}`,
    );
    for (const seal of next) {
      if (!follows(seal, before)) problems.push({ kind: 'seal', position: seal.position });
      const found = await rowsOf[log](ctx.db, seal.firstId, seal.lastId);
      const problem = compare(seal, found, over);
      if (problem) problems.push({ kind: problem, position: seal.position, firstId: seal.firstId, lastId: seal.lastId });
      rows += found.length;
      if (seal.position === anchor?.position) {
        anchored = true;
        if (seal.hash !== anchor.hash) problems.push({ kind: 'rewritten', position: seal.position });
      }
      before = seal;
    }
    if (next.length < SEALS_AT_ONCE) break;
  }
  if (before && !isProven(ctx.settings, before)) problems.push({ kind: 'proof', position: before.position });
  if (!anchored && anchor) problems.push({ kind: 'cut', position: anchor.position });
  const unsealed = await rowsOf[log](ctx.db, (before?.lastId ?? 0) + 1, LAST_ID);
  const late = unsealed.filter(({ at }) => at.getTime() < ctx.clock.now().getTime() - LATE_MS);
  if (late[0]) problems.push({ kind: 'unsealed', rows: late.length, firstId: late[0].id });
  const head = before && { position: before.position, hash: before.hash };
  return { log, rows: rows + unsealed.length, head, problems: problems.slice(0, MOST_PROBLEMS) };
}

const LAST_ID = 2 ** 31 - 1;

const follows = (seal: LogSeal, before: LogSeal | null): boolean =>
  seal.position === (before?.position ?? 0) + 1 &&
  seal.firstId === (before?.lastId ?? 0) + 1 &&
  seal.previous === (before?.hash ?? NO_SEAL) &&
  seal.hash === hashOf(seal);

function compare(seal: LogSeal, found: Parameters<typeof digestOf>[0], over: Date): 'changed' | 'deleted' | 'inserted' | null {
  if (found.length === 0 && seal.newestAt <= over) return null;
  if (found.length !== seal.rowsSealed) return found.length < seal.rowsSealed ? 'deleted' : 'inserted';
  return digestOf(found) === seal.digest ? null : 'changed';
}
