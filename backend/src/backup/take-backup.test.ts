import { setImmediate as tick } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { BackupPlace } from './backup-place.js';
import type { Snapshot } from './snapshot.js';
import { takeBackup } from './take-backup.js';

// An error that nobody listens to would end the server, in which the job runs; Vitest fails on it too.
it('ends with the storage’s error alone, though a row is still being read when the connection is closed', async () => {
  let close: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (close = resolve));
  const rows: Snapshot['rows'] = async function* () {
    yield ['1'];
    await closed;
    throw new Error('the connection is closed');
  };
  const tables: Snapshot['tables'] = [{ name: 'rows', columns: [{ name: 'id', kind: 'text' }], key: ['id'] }];
  const snapshot = {
    engine: 'sqlite' as const,
    takenAt: new Date(),
    migrations: [],
    tables,
    rows,
    query: async () => [],
    close: async () => close(),
  };
  const full: Pick<BackupPlace, 'where' | 'write'> = {
    where: 'a full disk',
    write: async (_file, chunks) => {
      for await (const _ of chunks) break;
      throw new Error('the disk is full');
    },
  };
  await expect(takeBackup(snapshot, full as BackupPlace, 's'.repeat(32))).rejects.toThrow('the disk is full');
  await snapshot.close();
  for (let turn = 0; turn < 50; turn++) await tick();
});
