import type { DataSource } from 'typeorm';

export interface QueryCount {
  /** The statements since the last call, with `?` for their values. */
  take(): string[];
  stop(): void;
}

/** Writes down every statement that goes to the database, whoever sends it. */
export function countQueries(db: DataSource): QueryCount {
  const create = db.createQueryRunner.bind(db);
  let statements: string[] = [];
  db.createQueryRunner = (mode) => {
    const runner = create(mode);
    const query = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
    runner.query = (...args: unknown[]) => {
      statements.push(String(args[0]));
      return query(...args) as Promise<never>;
    };
    return runner;
  };
  return {
    take: () => {
      const taken = statements;
      statements = [];
      return taken;
    },
    stop: () => void (db.createQueryRunner = create),
  };
}
