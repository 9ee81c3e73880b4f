import type { DataSource } from 'typeorm';

export interface QueryCount {
  /** The statements since the last call, with `?` for their values. */
  take(): string[];
  /** The same, each with its values. */
  takeAsked(): { sql: string; values: unknown[] }[];
  stop(): void;
}

/** Writes down every statement that goes to the database, whoever sends it. */
export function countQueries(db: DataSource): QueryCount {
  const create = db.createQueryRunner.bind(db);
  let statements: { sql: string; values: unknown[] }[] = [];
  db.createQueryRunner = (mode) => {
    const runner = create(mode);
    const query = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
    runner.query = (...args: unknown[]) => {
      statements.push({ sql: String(args[0]), values: Array.isArray(args[1]) ? args[1] : [] });
      return query(...args) as Promise<never>;
    };
    return runner;
  };
  const takeAsked = () => {
    const taken = statements;
    statements = [];
    return taken;
  };
  return {
    take: () => takeAsked().map(({ sql }) => sql),
    takeAsked,
    stop: () => void (db.createQueryRunner = create),
  };
}
