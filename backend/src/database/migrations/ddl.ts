import type { QueryRunner } from 'typeorm';

/**
 * Runs one DDL statement on either engine. Words in braces stand for what differs:
 * {id} generated key · {code:N} case-sensitive ASCII (keys, numbers, slugs) · {exact:N} case- and accent-sensitive text
 * · {text:N} text that sorts and searches as people expect · {long} text of any length · {time} UTC with milliseconds.
 * MySQL's default collation holds k1 = K1 and josé = jose, which would let a key or an e-mail be taken for another.
 */
export function ddl(runner: QueryRunner, sql: string): Promise<unknown> {
  const words = runner.connection.options.type === 'mysql' ? MYSQL : SQLITE;
  return runner.query(
    sql.replace(/\{(id|code|exact|text|long|time)(?::(\d+))?\}/g, (_, word: keyof Words, n = '') =>
      words[word].replace('(N)', `(${String(n)})`),
    ),
  );
}

/**
 * Lets columns of text hold more. SQLite holds any length whatever the type says, and cannot change a column.
 * @param columns by name, what stands behind the type included: `{text:400} NOT NULL`
 */
export async function widen(runner: QueryRunner, table: string, columns: Readonly<Record<string, string>>): Promise<void> {
  if (runner.connection.options.type !== 'mysql') return;
  const changes = Object.entries(columns).map(([name, type]) => `MODIFY ${name} ${type}`);
  await ddl(runner, `ALTER TABLE ${table} ${changes.join(', ')}`);
}

type Words = Record<'id' | 'code' | 'exact' | 'text' | 'long' | 'time', string>;

const MYSQL: Words = {
  id: 'INT NOT NULL AUTO_INCREMENT PRIMARY KEY',
  code: 'VARCHAR(N) CHARACTER SET ascii COLLATE ascii_bin',
  exact: 'VARCHAR(N) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
  text: 'VARCHAR(N) CHARACTER SET utf8mb4',
  long: 'MEDIUMTEXT CHARACTER SET utf8mb4',
  time: 'DATETIME(3)',
};

// SQLite compares text byte by byte unless told otherwise.
const SQLITE: Words = {
  id: 'INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL',
  code: 'VARCHAR(N)',
  exact: 'VARCHAR(N)',
  text: 'VARCHAR(N)',
  long: 'TEXT',
  time: 'DATETIME(3)',
};
