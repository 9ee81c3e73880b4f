import type { DataSource, EntityManager } from 'typeorm';
import { readRows } from '../database/read.js';
import { Dialect, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { type Keys, keysOf } from '../kernel/keys.js';
import { keyedHash, sameText, sha256 } from '../kernel/random.js';
import { AccessEntry } from './access-entry.entity.js';
import { AuditEntry } from './audit-entry.entity.js';
import type { LogSeal } from './log-seal.entity.js';
import type { SealedLog } from './rules/sealed-log.js';

/** What sealing and verifying share: how rows become a digest, and a seal a hash. */

export const NO_SEAL = '0'.repeat(64);

/** Another's row that is not committed yet is waited for: it must not appear behind the seal. */
export const FOR_SHARE = new Dialect('FOR SHARE', '');

const audits = table(AuditEntry);
const accesses = table(AccessEntry);

export type LogRow = AuditEntry | AccessEntry;

/** Rows `from` to `to`, by id. */
export const rowsOf: Record<SealedLog, (db: DataSource | EntityManager, from: number, to: number, lock?: Dialect) => Promise<LogRow[]>> = {
  audit: (db, from, to, lock = NO_LOCK) =>
    readRows(db, AuditEntry, sql`WHERE ${audits.id} >= ${from} AND ${audits.id} <= ${to} ORDER BY ${audits.id} ${lock}`),
  access: (db, from, to, lock = NO_LOCK) =>
    readRows(db, AccessEntry, sql`WHERE ${accesses.id} >= ${from} AND ${accesses.id} <= ${to} ORDER BY ${accesses.id} ${lock}`),
};
const NO_LOCK = new Dialect('', '');

/** The same on both engines: values as the entity has them, times in ISO, in this order for ever. */
export const digestOf = (rows: readonly LogRow[]): string => sha256(rows.map(textOf).join('\n'));

const textOf = (row: LogRow): string =>
  row instanceof AuditEntry
    ? JSON.stringify([row.id, row.at, row.staffId, row.action, row.resource, row.recordId, row.reason, row.changes])
    : JSON.stringify([row.id, row.at, row.staffId, row.action, row.resource, row.subjects, row.reason, row.address]);

type Sealed = Pick<LogSeal, 'log' | 'position' | 'firstId' | 'lastId' | 'rowsSealed' | 'newestAt' | 'digest' | 'previous'>;

export const hashOf = (seal: Sealed): string =>
  sha256(
    [seal.log, seal.position, seal.firstId, seal.lastId, seal.rowsSealed, seal.newestAt.toISOString(), seal.digest, seal.previous].join(
      ' ',
    ),
  );

export const proofOf = (secret: string, hash: string): string => keyedHash(secret, 'log seal', hash);

/** By the key of today, or one before it that is still held. */
export const isProven = (keys: Keys, seal: Pick<LogSeal, 'hash' | 'proof'>): boolean =>
  keysOf(keys, 'field').some((key) => sameText(seal.proof, proofOf(key, seal.hash)));
