import { FirstTables1763800000000 } from './1763800000000-first-tables.js';

/** In order; a migration that has landed is never edited. */
export const migrations = [FirstTables1763800000000];
