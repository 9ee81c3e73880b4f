import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The simulated outside's own memory: apart from the shop's database, so that a crash of the shop loses nothing of it. */
export type Store = DatabaseSync;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS receipt (
    receipt_id TEXT PRIMARY KEY, order_id TEXT NOT NULL, order_name TEXT NOT NULL, price INTEGER NOT NULL,
    cancelled_price INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL, sandbox INTEGER NOT NULL, currency TEXT NOT NULL,
    method TEXT NOT NULL, requested_at INTEGER NOT NULL, purchased_at INTEGER, cancelled_at INTEGER);
  CREATE INDEX IF NOT EXISTS receipt_order ON receipt (order_id);
  CREATE TABLE IF NOT EXISTS cancel (
    n INTEGER PRIMARY KEY, receipt_id TEXT NOT NULL, cancel_id TEXT, amount INTEGER NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS cancel_receipt ON cancel (receipt_id);
  CREATE TABLE IF NOT EXISTS late (n INTEGER PRIMARY KEY, target TEXT NOT NULL, body TEXT NOT NULL, due_at INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS token (token TEXT PRIMARY KEY, expires_at INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS message (
    n INTEGER PRIMARY KEY, channel TEXT NOT NULL, id TEXT NOT NULL, recipient TEXT, text TEXT NOT NULL, note TEXT, sent_at INTEGER NOT NULL,
    UNIQUE (channel, id));
  CREATE TABLE IF NOT EXISTS webhook (
    n INTEGER PRIMARY KEY, receipt_id TEXT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, note TEXT,
    attempts INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL, answer TEXT, created_at INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS webhook_due ON webhook (state, due_at);
  CREATE INDEX IF NOT EXISTS webhook_receipt ON webhook (receipt_id);
  CREATE TABLE IF NOT EXISTS fault (
    n INTEGER PRIMARY KEY, target TEXT NOT NULL, kind TEXT NOT NULL, times INTEGER, order_id TEXT, receipt_id TEXT,
    delay_ms INTEGER, probability REAL, seed INTEGER NOT NULL, rolls INTEGER NOT NULL DEFAULT 0, value TEXT);
`;

/** Every table, for emptying them. */
export const TABLES = ['receipt', 'cancel', 'late', 'token', 'message', 'webhook', 'fault'] as const;

/** @param file a path, whose folder is made, or `:memory:` */
export function openStore(file: string): Store {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const store = new DatabaseSync(file);
  // WAL outlives a killed process; two shops on one machine may share the file, hence the patience
  store.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  store.exec(SCHEMA);
  return store;
}

/** Runs `work`, which must not wait for anything, as one transaction. */
export function atomically<T>(store: Store, work: () => T): T {
  store.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    store.exec('COMMIT');
    return result;
  } catch (error) {
    store.exec('ROLLBACK');
    throw error;
  }
}
