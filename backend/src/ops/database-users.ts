import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { readConfig } from '../boot/config.js';
import { discardOldPasswords, makeDatabaseUsers } from '../database/database-users.js';
import { backupSettings, command, print } from './command.js';

const USAGE = `npm run database-users                      makes the users of DATABASE_URL, MIGRATION_DATABASE_URL and BACKUP_DATABASE_URL
npm run database-users -- --discard-old     ends the passwords of before, once every process was started with the new ones
Both as DATABASE_ADMIN_URL's user.`;

await command(async () => {
  const { values } = parseArgs({ options: { 'discard-old': { type: 'boolean' } } });
  const config = readConfig(process.env);
  const { databaseAdminUrl: admin, databaseUrl: app, migrationDatabaseUrl: migrations } = config;
  if (!admin) throw new Error(`DATABASE_ADMIN_URL is not set.\n${USAGE}`);
  const users = { app, migrations, backups: backupSettings(config).databaseUrl };
  if (values['discard-old']) {
    await discardOldPasswords(admin, users);
    return print('The passwords of before open nothing any more.');
  }
  const { made, changed } = await makeDatabaseUsers(admin, users);
  print(`Made: ${made.join(', ') || 'nobody'}. Given another password: ${changed.join(', ') || 'nobody'}.`);
});
