import type { Row, Table } from './snapshot.js';

/** Writes rows into tables as they are, without asking foreign keys: a dump's rows come table by table. */
export interface Loader {
  /** Names of all there are. */
  tables(): Promise<string[]>;
  insert(table: Table, rows: readonly Row[]): Promise<void>;
  commit(): Promise<void>;
  close(): Promise<void>;
}
