import { basename, join } from 'node:path';

/** Where the simulator remembers what this database's shop sent: beside an embedded database, else in the data folder. */
export function simulatorFile(databaseUrl: string, dataDir: string): string {
  if (databaseUrl.startsWith('sqlite:')) return `${databaseUrl.slice('sqlite:'.length)}.simulator`;
  const { host, pathname } = new URL(databaseUrl);
  return join(dataDir, `simulator-${host.replace(':', '-')}-${basename(pathname)}.sqlite`);
}
