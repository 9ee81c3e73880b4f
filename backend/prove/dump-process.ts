import { once } from 'node:events';
import type { BackupPlace } from '../src/backup/backup-place.js';
import type { Manifest } from '../src/backup/manifest.js';
import { openPlace } from '../src/backup/open-place.js';
import { openSnapshot } from '../src/backup/open-snapshot.js';
import { takeBackup } from '../src/backup/take-backup.js';
import { type Truth, truthOf } from './table-sums.js';

/** What a process of its own is told to back up, as the worker would; killed or measured from outside. */
export interface DumpOrder {
  url: string;
  blobUrl: string;
  secret: string;
  /** Says `open` once it has its snapshot, and reads nothing until it is told to go on. */
  waits?: boolean;
  /** Says `half` when this many bytes are on their way, and goes no further. */
  stopAfter?: number;
}
export type DumpReport =
  | { open: true }
  /** What SQL finds is added up; the dump itself begins. */
  | { reading: true }
  | { half: true }
  | {
      done: Manifest;
      truth: Truth;
      /** MB: when it began to read, and the most it ever was. */
      rss: { before: number; peak: number };
    };

if (process.env['DUMP_ORDER']) await dump(JSON.parse(process.env['DUMP_ORDER']) as DumpOrder);

async function dump(order: DumpOrder): Promise<void> {
  const snapshot = await openSnapshot(order.url);
  // Orders come after this instant, and before the first row is read: the parent sees to it.
  const orders = order.waits ? once(process, 'message') : undefined;
  tell({ open: true });
  await orders;
  const truth = await truthOf(snapshot);
  const place = openPlace(order.blobUrl, 'backups');
  tell({ reading: true });
  const before = Math.round(process.memoryUsage().rss / 1e6);
  const done = await takeBackup(snapshot, order.stopAfter ? stopping(place, order.stopAfter) : place, order.secret);
  await snapshot.close();
  tell({ done, truth, rss: { before, peak: Math.round(process.resourceUsage().maxRSS / 1000) } });
  process.disconnect?.();
}

function tell(report: DumpReport): void {
  process.send?.(report);
}

function stopping(place: BackupPlace, bytes: number): BackupPlace {
  return {
    ...place,
    write: (file, chunks) => place.write(file, upTo(chunks, bytes)),
  };
}

async function* upTo(chunks: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let sent = 0;
  for await (const chunk of chunks) {
    yield chunk;
    sent += chunk.length;
    if (sent < bytes) continue;
    tell({ half: true });
    await new Promise(() => undefined);
  }
}
