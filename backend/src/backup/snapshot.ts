/** Every column as the database itself prints it, so that no number or time passes through JavaScript's own. */
export type Row = (string | null)[];

export interface Table {
  name: string;
  /** Generated columns are left out: the database makes them again. */
  columns: { name: string; kind: ColumnKind }[];
  /** The primary key, by which rows are ordered. */
  key: string[];
}

/** `text`: as printed, exact for integers, decimals, times, text and JSON. `hex`: bytes, as hexadecimal digits. */
export type ColumnKind = 'text' | 'hex';

/** All tables as they were at one instant, on a connection of its own; orders go on meanwhile. */
export interface Snapshot {
  engine: 'mysql' | 'sqlite';
  takenAt: Date;
  /** Names of the migrations that the tables are at. */
  migrations: string[];
  tables: Table[];
  /** In the order of the primary key. */
  rows(table: Table): AsyncIterable<Row>;
  /** Any reading at the same instant. */
  query(sql: string): Promise<Row[]>;
  close(): Promise<void>;
}
