import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';

/** As many keys at most stand in one statement. */
const AT_ONCE = 200;

/**
 * One statement for all who ask in the same turn of the event loop, since handing a statement to the database costs more
 * than the rows it reads. Nothing is kept: a read never begins before it was asked for, so its answer is as fresh as one's own.
 * @param load the rows of some keys, each found again by its key; a key that is in no pair is told as null
 */
export function readTogether<Key extends string | number, Row>(
  load: (db: DataSource, keys: readonly Key[]) => Promise<Iterable<readonly [Key, Row]>>,
): (db: DataSource, key: Key) => Promise<Row | null> {
  const perDatabase = new WeakMap<DataSource, DataLoader<Key, Row | null>>();
  const loaderOf = (db: DataSource) => {
    const rows = async (keys: readonly Key[]) => {
      const found = new Map(await load(db, [...new Set(keys)]));
      return keys.map((key) => found.get(key) ?? null);
    };
    const options = { cache: false, maxBatchSize: AT_ONCE, batchScheduleFn: (read: () => void) => void setImmediate(read) };
    const loader = new DataLoader<Key, Row | null>(rows, options);
    perDatabase.set(db, loader);
    return loader;
  };
  return (db, key) => (perDatabase.get(db) ?? loaderOf(db)).load(key);
}
