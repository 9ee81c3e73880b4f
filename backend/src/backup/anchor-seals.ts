import { koreanDate } from '../kernel/rules/korean-time.js';
import type { Anchor, VerifiedLog } from '../access/verify-logs.js';
import { SEALED_LOGS, type SealedLog } from '../access/rules/sealed-log.js';
import { AlreadyThere, type BackupPlace, StillKept } from './backup-place.js';

/**
 * Where the chains of the logs stood each night, kept beside the backups: in Azure nobody can delete or change a file there for a
 * fortnight, the app and its database's administrator least of all. All of it is in the name.
 */
const ANCHORS = 'seals/';
const NAME = /^seals\/(\d{4}-\d\d-\d\d)-(audit|access)-(\d+)-([0-9a-f]{64})$/;

const DAY_MS = 86_400_000;

/** The newest of each log. */
export async function readAnchors(place: BackupPlace): Promise<Partial<Record<SealedLog, Anchor>>> {
  const anchors: Partial<Record<SealedLog, Anchor>> = {};
  for (const file of (await place.list(ANCHORS)).toSorted()) {
    const [, , log, position = '', hash = ''] = NAME.exec(file) ?? [];
    if (SEALED_LOGS.includes(log as SealedLog)) anchors[log as SealedLog] = { position: Number(position), hash };
  }
  return anchors;
}

/** Writes where the chains stand today, and deletes anchors that are older than any backup. */
export async function writeAnchors(place: BackupPlace, verified: readonly VerifiedLog[], now: Date, days: number): Promise<void> {
  for (const { log, head } of verified) {
    if (!head) continue;
    await place.write(`${ANCHORS}${koreanDate(now)}-${log}-${head.position}-${head.hash}`, line()).catch((error: unknown) => {
      if (!(error instanceof AlreadyThere)) throw error;
    });
  }
  const oldest = koreanDate(new Date(now.getTime() - days * DAY_MS));
  for (const file of await place.list(ANCHORS)) {
    if ((NAME.exec(file)?.[1] ?? oldest) >= oldest) continue;
    await place.remove(file).catch((error: unknown) => {
      if (!(error instanceof StillKept)) throw error;
    });
  }
}

async function* line(): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from('\n'));
}
