import { type BackupPlace, StillKept } from './backup-place.js';
import { ERASURES, readErasure } from './erasure.js';
import { listBackups } from './manifest.js';

const DAY_MS = 86_400_000;

export interface Expired {
  /** Files that went. */
  deleted: string[];
  /** Past their time, and still there: the storage's own policy keeps them, or it failed. */
  kept: { file: string; why: string }[];
}

/**
 * Deletes what is past its time: dumps, those that were never finished too, and what people took away before the oldest dump
 * that is left (개인정보 보호법 §21: what is no longer needed is destroyed). The newest finished backup stays however old it is: with
 * none after it, it is all there is. Its manifest goes before a dump, so that one half deleted is no backup.
 * @param days how long a backup can be restored
 * @throws what listing throws; a file that cannot be deleted is told in the answer and holds up no other
 */
export async function deleteExpired(place: BackupPlace, days: number, now: Date): Promise<Expired> {
  const before = new Date(now.getTime() - days * DAY_MS);
  const newest = (await listBackups(place)).at(-1);
  const dumps = await place.list('2');
  const isOver = (file: string) => {
    const takenAt = takenAtOf(file);
    return takenAt !== null && takenAt < before && nameOf(file) !== newest;
  };
  const result: Expired = { deleted: [], kept: [] };
  for (const file of dumps.filter(isOver).toSorted(manifestsFirst)) await remove(place, file, result);
  const left = dumps.filter((file) => !result.deleted.includes(file)).map(takenAtOf);
  const oldest = Math.min(before.getTime(), ...left.map((time) => time?.getTime() ?? Infinity));
  for (const file of await place.list(ERASURES))
    if ((readErasure(file)?.at.getTime() ?? Infinity) < oldest) await remove(place, file, result);
  return result;
}

async function remove(place: BackupPlace, file: string, result: Expired): Promise<void> {
  try {
    await place.remove(file);
    result.deleted.push(file);
  } catch (error) {
    const why = error instanceof StillKept ? 'policy' : error instanceof Error ? error.name : 'unknown';
    result.kept.push({ file, why });
  }
}

const NAME = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z(?=\.)/;

const nameOf = (file: string) => NAME.exec(file)?.[0] ?? null;

/** Null for a file that is none of ours. */
function takenAtOf(file: string): Date | null {
  const [, day, hours, minutes, seconds, ms] = NAME.exec(file) ?? [];
  return day ? new Date(`${day}T${hours}:${minutes}:${seconds}.${ms}Z`) : null;
}

const manifestsFirst = (a: string, b: string) => Number(b.endsWith('.json')) - Number(a.endsWith('.json')) || a.localeCompare(b);
