import type { Loader } from './loader.js';
import { mysqlLoader } from './mysql-loader.js';
import { sqliteLoader } from './sqlite-loader.js';

/** @param url `mysql://…`, or `sqlite:FILE` */
export const openLoader = (url: string): Promise<Loader> =>
  url.startsWith('sqlite:') ? Promise.resolve(sqliteLoader(url.slice('sqlite:'.length))) : Promise.resolve(mysqlLoader(url));
