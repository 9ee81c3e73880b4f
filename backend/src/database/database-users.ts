import mysql, { type Connection } from 'mysql2/promise';
import { grantRows } from './insert-only.js';

/** What each user of the shop's database may do in it, and in no other. */
const RIGHTS = {
  // Rows, and not the shape of a table: who takes over the app can neither drop nor truncate one. What may change rows is granted
  // table by table (`grantRows`), so that the logs are left out: MySQL knows no right to all tables but some.
  app: 'SELECT, INSERT',
  migrations: 'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES',
  backups: 'SELECT',
} as const;

export type DatabaseUsers = Record<keyof typeof RIGHTS, string>;

export interface UsersMade {
  made: string[];
  /** Whose password was another; the old one goes on being good until `discardOldPasswords`. */
  changed: string[];
}

/**
 * Makes the users that the addresses name, with the passwords that stand in them. Safe to run again, also by several processes
 * at a time: who is there and can log in stays as it is, so that a changed password reaches the server without locking out
 * processes that were started with the old one.
 * @param admin address of a user who may create others (Azure's administrator login)
 * @param users three addresses `mysql://user:password@host:port/database` of one database
 * @throws Error when two share a user, or name another database than the administrator's
 */
export async function makeDatabaseUsers(admin: string, users: DatabaseUsers): Promise<UsersMade> {
  const logins = loginsOf(admin, users);
  return asAdministrator(admin, async (connection) => {
    const result: UsersMade = { made: [], changed: [] };
    for (const { role, user, password, url, database, rights } of logins) {
      if (await isThere(connection, user)) {
        if (!(await canLogIn(url))) {
          await connection.query(`ALTER USER ?@'%' IDENTIFIED BY ? RETAIN CURRENT PASSWORD`, [user, password]);
          result.changed.push(user);
        }
      } else {
        await connection.query(`CREATE USER IF NOT EXISTS ?@'%' IDENTIFIED BY ?`, [user, password]);
        result.made.push(user);
      }
      await connection.query(`GRANT ${rights} ON ${pattern(database)}.* TO ?@'%'${role === 'migrations' ? ' WITH GRANT OPTION' : ''}`, [
        user,
      ]);
      if (role === 'app') await narrow(connection, { user, database });
    }
    return result;
  });
}

/** Ends the passwords of before, once every process has been started with the new ones. */
export async function discardOldPasswords(admin: string, users: DatabaseUsers): Promise<void> {
  const logins = loginsOf(admin, users);
  await asAdministrator(admin, async (connection) => {
    for (const { user } of logins) await connection.query(`ALTER USER ?@'%' DISCARD OLD PASSWORD`, [user]);
  });
}

function loginsOf(admin: string, users: DatabaseUsers) {
  const logins = Object.entries(users).map(([role, url]) => {
    const { username, password, pathname } = new URL(url);
    const user = decodeURIComponent(username);
    return {
      role,
      user,
      password: decodeURIComponent(password),
      url,
      database: pathname.slice(1),
      rights: RIGHTS[role as keyof DatabaseUsers],
    };
  });
  const { username, pathname } = new URL(admin);
  const names = [decodeURIComponent(username), ...logins.map(({ user }) => user)];
  if (new Set(names).size < names.length || names.includes('')) throw new Error(`The database needs a user for each: ${names.join(', ')}.`);
  if (logins.some(({ database }) => database === '' || database !== pathname.slice(1)))
    throw new Error('All four addresses must name one database.');
  return logins;
}

// A user of before this was left the logs too. Each table first: a process that runs meanwhile lacks no right for a moment.
async function narrow(connection: Connection, { user, database }: { user: string; database: string }): Promise<void> {
  const [tables] = await connection.query(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?`, [database]);
  const names = (tables as { name: string }[]).map(({ name }) => name);
  await grantRows((sql, values) => connection.query(sql, values), user, names);
  await connection.query(`REVOKE IF EXISTS UPDATE, DELETE ON ${pattern(database)}.* FROM ?@'%'`, [user]);
}

async function asAdministrator<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await mysql.createConnection(url);
  try {
    // One at a time: a second change would take the first one's password for the old one. Let go with the connection.
    await connection.query(`SELECT GET_LOCK(CONCAT(DATABASE(), '/users'), 60)`);
    return await work(connection);
  } finally {
    await connection.end();
  }
}

async function isThere(connection: Connection, user: string): Promise<boolean> {
  const [rows] = await connection.query(`SELECT 1 FROM mysql.user WHERE user = ? AND host = '%'`, [user]);
  return Array.isArray(rows) && rows.length > 0;
}

async function canLogIn(url: string): Promise<boolean> {
  try {
    await (await mysql.createConnection(url)).end();
    return true;
  } catch (error) {
    // Anything else is no verdict on the password.
    if ((error as { code?: unknown }).code === 'ER_ACCESS_DENIED_ERROR') return false;
    if ((error as { code?: unknown }).code === 'ER_DBACCESS_DENIED_ERROR') return true;
    throw error;
  }
}

// In a GRANT the underscore stands for any letter.
const pattern = (database: string) => `\`${database.replaceAll('`', '``').replaceAll(/[_%\\]/g, (letter) => `\\${letter}`)}\``;
