import type { Snapshot } from './snapshot.js';
import { sqliteSnapshot } from './sqlite-snapshot.js';

/**
 * Not `transact`: its guard keeps verbs from holding locks over calls to the outside. A snapshot locks no row, has its
 * own connection, and is there to be read while bytes leave.
 * @param url `mysql://…`, whose user needs SELECT only, or `sqlite:FILE`
 * @throws Error naming a column whose type cannot be written without loss
 */
export const openSnapshot = (url: string): Promise<Snapshot> =>
  url.startsWith('sqlite:')
    ? Promise.resolve(sqliteSnapshot(url.slice('sqlite:'.length)))
    : import('./mysql-snapshot.js').then(({ mysqlSnapshot }) => mysqlSnapshot(url));
