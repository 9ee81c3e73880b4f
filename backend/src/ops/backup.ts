import 'reflect-metadata';
import { openPlace } from '../backup/open-place.js';
import { openSnapshot } from '../backup/open-snapshot.js';
import { takeBackup } from '../backup/take-backup.js';
import { readConfig } from '../boot/config.js';
import { backupSettings, command, print, tableOf } from './command.js';

await command(async () => {
  const settings = backupSettings(readConfig(process.env));
  const snapshot = await openSnapshot(settings.databaseUrl);
  try {
    const place = openPlace(settings.url, settings.container);
    const { name, tables, bytes, seconds } = await takeBackup(snapshot, place, settings.secret);
    print(tableOf(tables));
    print(`${name}: ${(bytes / 1e6).toFixed(1)} MB in ${place.where}; written in ${seconds.dump} s, read back in ${seconds.verify} s`);
  } finally {
    await snapshot.close();
  }
});
