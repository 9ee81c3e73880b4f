import { openDatabase } from '../database/database.js';
import type { LogKeeper } from '../jobs/retention.js';
import type { Context } from '../kernel/context.js';
import type { Config } from './config.js';
import { entities } from './entities.js';

/** Entries of the logs are deleted by the user who migrates, once a night, over a connection that is closed again at once. */
export function logKeeper(
  { databaseUrl, migrationDatabaseUrl }: Pick<Config, 'databaseUrl' | 'migrationDatabaseUrl'>,
  ctx: Pick<Context, 'db'>,
): LogKeeper {
  if (migrationDatabaseUrl === databaseUrl) return (work) => work(ctx.db);
  return async (work) => {
    const db = await openDatabase(migrationDatabaseUrl, { entities, poolSize: 2, migrate: false });
    return work(db).finally(() => db.destroy());
  };
}
