import type { BackupSettings } from '../backup/backup-settings.js';
import type { TableSum } from '../backup/dump-lines.js';
import type { Config } from '../boot/config.js';

/** Runs what a person typed; a failure is its own words and exit code 1. */
export async function command(work: () => Promise<void>): Promise<void> {
  try {
    await work();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

export const print = (line: string) => void process.stdout.write(`${line}\n`);

/** @throws Error naming the variable that is missing */
export function backupSettings({ backup }: Config): BackupSettings {
  if (backup) return backup;
  throw new Error('BACKUP_BLOB_URL is not set: name the storage account (https://ACCOUNT.blob.core.windows.net) or a folder (file:data).');
}

/** A line for each table. */
export const tableOf = (sums: readonly TableSum[]) =>
  sums.map(({ table, rows, sha256 }) => `${table.padEnd(24)} ${String(rows).padStart(10)} rows  ${sha256.slice(0, 16)}`).join('\n');
