import { z } from 'zod';
import { type BackupPlace, NotThere } from './backup-place.js';
import { TableSum } from './dump-lines.js';

/** Written last, once the dump was read back: without it a dump is no backup. Holds nothing about anybody. */
export const Manifest = z.object({
  format: z.literal('mngshop-backup/1'),
  name: z.string(),
  /** The instant whose rows it holds, UTC. */
  takenAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  engine: z.enum(['mysql', 'sqlite']),
  migrations: z.array(z.string()),
  tables: z.array(TableSum),
  /** Of the file, encrypted. */
  bytes: z.number().int().positive(),
  /** From the snapshot to the last line, and reading it back. */
  seconds: z.object({ dump: z.number(), verify: z.number() }),
});
export type Manifest = z.infer<typeof Manifest>;

const END = '.manifest.json';
export const dumpFile = (name: string) => `${name}.dump`;

/** As `2026-11-22T19-30-00-000Z`: names are in the order of time. */
export const backupName = (takenAt: Date) => takenAt.toISOString().replaceAll(/[:.]/g, '-');

export async function writeManifest(place: BackupPlace, manifest: Manifest): Promise<void> {
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  await place.write(`${manifest.name}${END}`, once(text));
}

/** @throws Error saying what to do where there is none, or it is none of ours */
export async function readManifest(place: BackupPlace, name: string): Promise<Manifest> {
  const bytes = await whole(place, `${name}${END}`).catch((error: unknown) => {
    if (!(error instanceof NotThere)) throw error;
    throw new NotThere(
      `There is no backup ${name} in ${place.where}: it has no manifest, so it was never finished. What there is: npm run restore -- --list`,
    );
  });
  const manifest = Manifest.safeParse(parsed(bytes));
  if (!manifest.success || manifest.data.name !== name) throw new Error(`The manifest of ${name} is damaged. Take another backup.`);
  return manifest.data;
}

/** Names of the finished backups, oldest first. */
export async function listBackups(place: BackupPlace): Promise<string[]> {
  const files = await place.list('2');
  return files.filter((file) => file.endsWith(END)).map((file) => file.slice(0, -END.length));
}

/** The newest finished one; null where there is none. */
export async function latestBackup(place: BackupPlace): Promise<Manifest | null> {
  const name = (await listBackups(place)).at(-1);
  return name === undefined ? null : readManifest(place, name);
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}

async function whole(place: BackupPlace, file: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await place.read(file)) parts.push(part);
  return Buffer.concat(parts);
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
