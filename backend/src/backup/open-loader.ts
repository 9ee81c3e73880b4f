import type { Loader } from './loader.js';
import { sqliteLoader } from './sqlite-loader.js';

/** @param url `mysql://…`, or `sqlite:FILE` */
export const openLoader = (url: string): Promise<Loader> =>
  url.startsWith('sqlite:')
    ? Promise.resolve(sqliteLoader(url.slice('sqlite:'.length)))
    : import('./mysql-loader.js').then(({ mysqlLoader }) => mysqlLoader(url));
