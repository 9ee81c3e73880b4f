import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/**
 * Node's own SQLite in the shape that TypeORM's `better-sqlite3` driver expects, so that embedded SQLite needs no
 * package and no compiler. Only what TypeORM calls is here. Why: docs/decisions/0001-embedded-sqlite.md.
 */
export class NodeSqlite {
  private readonly db: DatabaseSync;
  private readonly statements = new Map<string, PreparedStatement>();

  constructor(file: string) {
    this.db = new DatabaseSync(file, { timeout: 5_000 });
  }

  prepare(sql: string): PreparedStatement {
    const known = this.statements.get(sql);
    if (known) return known;
    const fresh = new PreparedStatement(this.db.prepare(sql));
    // Statement texts are few; a generated one (IN lists) must not grow this without end.
    if (this.statements.size >= 500) this.statements.clear();
    this.statements.set(sql, fresh);
    return fresh;
  }

  pragma(text: string): unknown[] {
    return this.db.prepare(`PRAGMA ${text}`).all();
  }

  exec(sql: string): void {
    this.db.exec(sql);
  }

  close(): void {
    this.statements.clear();
    this.db.close();
  }
}

class PreparedStatement {
  /** True when it gives rows: TypeORM then calls `all`, else `run`. */
  readonly reader: boolean;

  constructor(private readonly statement: StatementSync) {
    this.reader = statement.columns().length > 0;
  }

  all(...parameters: unknown[]): unknown[] {
    return this.statement.all(...parameters.map(toSqlite));
  }

  run(...parameters: unknown[]): { changes: number; lastInsertRowid: number } {
    const { changes, lastInsertRowid } = this.statement.run(...parameters.map(toSqlite));
    return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
  }
}

/** Times are stored as TypeORM stores them, so that a raw parameter compares with a column: `2026-11-22 06:42:00.000`, UTC. */
function toSqlite(value: unknown): SQLInputValue {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.toISOString().replace('T', ' ').replace('Z', '');
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value as SQLInputValue;
}
