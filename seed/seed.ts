import { isAbsolute, join } from 'node:path';
import { type Config, readConfig } from '../backend/src/boot/config.js';
import { openShopDatabase } from '../backend/src/boot/open-database.js';
import { ROOT } from '../backend/src/kernel/root.js';
import { simulatorFile } from '../backend/src/simulator/simulator-file.js';
import { lockSqlite } from '../backend/src/database/sqlite-lock.js';
import { openPictures } from '../backend/src/storage/open-pictures.js';
import { dropImages, dropSqlite } from './reset.js';
import { seedShop } from './seed-shop.js';
import { readWanted, type Wanted } from './wanted.js';

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const wanted = readWanted(process.argv.slice(2));
  const config = readConfig(process.env);
  refuseElsewhere(config, wanted);
  const dataDir = isAbsolute(config.dataDir) ? config.dataDir : join(ROOT, config.dataDir);
  const place = { simulatorFile: simulatorFile(config.databaseUrl, dataDir), imagesFolder: join(dataDir, 'images') };
  // A running shop holds it: two of them in one embedded file would undo each other's work.
  const unlock = lockSqlite(config.databaseUrl);
  try {
    if (wanted.reset) {
      dropSqlite(config.databaseUrl);
      dropImages(place.imagesFolder);
    }
    const db = await openShopDatabase(config.databaseUrl, { migrate: !wanted.reset });
    const pictures = await openPictures(config.pictures, {
      dataDir,
      publicOrigin: config.publicOrigin,
      secret: config.secrets.field,
      now: () => new Date(),
    });
    const say = (line: string) => void process.stdout.write(`${line}\n`);
    await seedShop({ db, settings: config, ...place, pictures }, wanted, say, stopped(wanted)).finally(() => db.destroy());
  } finally {
    unlock();
  }
}

function refuseElsewhere({ appEnv }: Config, { universities, check }: Wanted): void {
  if (appEnv === 'local' || universities || check) return;
  throw new Error(`APP_ENV=${appEnv}: a shop is filled only where APP_ENV=local. Universities may be loaded anywhere: --universities.`);
}

/** Ctrl-C and kill: what is not committed is taken back, and the rest may follow later. A second time ends it at once. */
function stopped({ orders, customers }: Wanted): AbortSignal {
  const stop = new AbortController();
  const flags = [orders > 0 ? `--orders ${orders}` : '', customers > 0 ? `--customers ${customers}` : ''].filter(Boolean).join(' ');
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop.abort(new Error(`멈췄어요. 여기서부터 이어 하려면: npm run seed -- ${flags} --continue`)));
  return stop.signal;
}
