import { Mutex } from 'async-mutex';
import type { DataSource, QueryRunner } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';

/**
 * Gives every caller a QueryRunner of its own and lets one transaction run at a time.
 *
 * TypeORM shares one QueryRunner among all callers on SQLite: two concurrent transactions become one, and a rollback
 * of either loses what the other was told is committed. `database.test.ts` shows the loss without this.
 */
export function isolateTransactions(dataSource: DataSource): void {
  const driver = dataSource.driver as BetterSqlite3Driver;
  const turn = new Mutex();
  driver.createQueryRunner = () => new IsolatedQueryRunner(driver, turn) as QueryRunner;
}

class IsolatedQueryRunner extends BetterSqlite3QueryRunner {
  private release_: (() => void) | undefined;

  constructor(
    driver: BetterSqlite3Driver,
    private readonly turn: Mutex,
  ) {
    super(driver);
  }

  override async startTransaction(): Promise<void> {
    if (!this.release_) this.release_ = await this.turn.acquire();
    try {
      await super.startTransaction();
    } catch (error) {
      this.isTransactionActive = false; // TypeORM says so before it has begun: nothing is there to roll back
      this.endTurn();
      throw error;
    }
  }

  override async commitTransaction(): Promise<void> {
    await super.commitTransaction();
    if (!this.isTransactionActive) this.endTurn();
  }

  override async rollbackTransaction(): Promise<void> {
    try {
      await super.rollbackTransaction();
    } finally {
      if (!this.isTransactionActive) this.endTurn();
    }
  }

  // A runner without a transaction waits for the one that has it: on the one connection its statement would be inside.
  override query(sql: string, parameters?: unknown[], structured?: boolean): Promise<unknown> {
    const run = () => super.query(sql, parameters as [], structured) as Promise<unknown>;
    return this.release_ ? run() : this.turn.runExclusive(run);
  }

  override async release(): Promise<void> {
    if (this.isTransactionActive) await this.rollbackTransaction();
    await super.release();
  }

  private endTurn(): void {
    this.release_?.();
    this.release_ = undefined;
  }
}
