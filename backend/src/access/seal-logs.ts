import type { Context } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { read, readRow } from '../database/read.js';
import { limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows } from '../database/write.js';
import { AccessEntry } from './access-entry.entity.js';
import { AuditEntry } from './audit-entry.entity.js';
import { digestOf, FOR_SHARE, hashOf, isProven, NO_SEAL, proofOf, rowsOf } from './log-chain.js';
import { LogSeal } from './log-seal.entity.js';
import { SEALED_LOGS, type SealedLog } from './rules/sealed-log.js';

const audits = table(AuditEntry);
const accesses = table(AccessEntry);
const seals = table(LogSeal);

/** So many rows stand under one seal at most. */
const BATCH = 500;
/** A row is left to itself for so long after its own time: until then whoever writes beside it has a number too. */
const GRACE_MS = 5_000;

/**
 * Puts what was written since the last seal of each log under the next one. Apart from the writing, so that staff who work at
 * the same time never wait for each other; any number of processes may run it. Gives how many rows were
 * sealed, at least one where another process was at it.
 */
export async function sealLogs(ctx: Context): Promise<number> {
  let sealed = 0;
  for (const log of SEALED_LOGS) sealed += await sealNext(ctx, log);
  return sealed;
}

export const lastSeal = (db: Parameters<typeof readRow>[0], log: SealedLog): Promise<LogSeal | null> =>
  readRow(db, LogSeal, sql`WHERE ${seals.log} = ${log} ORDER BY ${seals.position} DESC LIMIT 1`);

async function sealNext(ctx: Context, log: SealedLog): Promise<number> {
  const last = await lastSeal(ctx.db, log);
  const until = await lastIdToSeal(ctx, log, last?.lastId ?? 0);
  if (until === null) return 0;
  const secret = ctx.settings.secrets.field;
  // A chain that was forged without the key is not made good by a seal of ours on top of it.
  if (last && (!isProven(ctx.settings, last) || last.hash !== hashOf(last))) {
    ctx.log.error({ log, position: last.position }, 'The last seal of a log is not ours: nothing is sealed until somebody has looked');
    return 0;
  }
  return transact(ctx.db, async (tx) => {
    const rows = await rowsOf[log](tx, (last?.lastId ?? 0) + 1, until, FOR_SHARE);
    const newestAt = new Date(Math.max(...rows.map(({ at }) => at.getTime())));
    const sealed = {
      log,
      position: (last?.position ?? 0) + 1,
      firstId: (last?.lastId ?? 0) + 1,
      lastId: until,
      rowsSealed: rows.length,
      newestAt,
      digest: digestOf(rows),
      previous: last?.hash ?? NO_SEAL,
    };
    const hash = hashOf(sealed);
    await insertRows(tx, LogSeal, { ...sealed, hash, proof: proofOf(secret, hash), sealedAt: ctx.clock.now() });
    return rows.length;
  }).catch((error: unknown) => {
    // Another process was faster: something was sealed, and more may be left.
    if (isDuplicate(error)) return 1;
    throw error;
  });
}

async function lastIdToSeal(ctx: Context, log: SealedLog, after: number): Promise<number | null> {
  const before = new Date(ctx.clock.now().getTime() - GRACE_MS);
  const ids = await IDS[log](ctx, after, before);
  return ids.at(-1)?.id ?? null;
}

const IDS: Record<SealedLog, (ctx: Context, after: number, before: Date) => Promise<{ id: number }[]>> = {
  audit: ({ db }, after, before) =>
    read(
      db,
      { id: audits.id },
      sql`FROM ${audits} WHERE ${audits.id} > ${after} AND ${audits.at} <= ${before} ORDER BY ${audits.id} ${limit(BATCH)}`,
    ),
  access: ({ db }, after, before) =>
    read(
      db,
      { id: accesses.id },
      sql`FROM ${accesses} WHERE ${accesses.id} > ${after} AND ${accesses.at} <= ${before} ORDER BY ${accesses.id} ${limit(BATCH)}`,
    ),
};
