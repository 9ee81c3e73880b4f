import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource } from 'typeorm';

interface Waiting<Item, Done> {
  item: Item;
  resolve: (done: Done) => void;
  reject: (error: unknown) => void;
  /** Runs something as if whoever waits here had called it. */
  within: ReturnType<typeof AsyncLocalStorage.snapshot>;
}

/**
 * One piece of work for all who come in the same turn of the event loop, or while the piece before is under way: a commit
 * costs the database as much for thirty-two as for one. Nobody waits for others to come, and each is told its own outcome.
 * @param most that one piece takes on
 * @param work an outcome for each, in their order; what it throws, all of them get
 * @returns who shares a `lane` is done together, and one piece of it at a time
 */
export function writeTogether<Item, Done>(
  most: number,
  work: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Done>[]>,
): (db: DataSource, lane: string | number, item: Item) => Promise<Done> {
  const perDatabase = new WeakMap<DataSource, Map<string | number, Waiting<Item, Done>[]>>();

  async function workOff(waiting: Waiting<Item, Done>[]): Promise<void> {
    const taken = waiting.splice(0, most);
    const [first] = taken as [Waiting<Item, Done>];
    try {
      const outcomes = await first.within(() => work(taken.map(({ item }) => item)));
      for (const [index, one] of taken.entries()) settle(one, outcomes[index] as PromiseSettledResult<Done>);
    } catch (error) {
      for (const one of taken) one.reject(error);
    }
  }

  return (db, lane, item) => {
    const lanes = perDatabase.get(db) ?? new Map<string | number, Waiting<Item, Done>[]>();
    perDatabase.set(db, lanes);
    return new Promise<Done>((resolve, reject) => {
      const one = { item, resolve, reject, within: AsyncLocalStorage.snapshot() };
      const others = lanes.get(lane);
      if (others) return void others.push(one);
      const waiting = [one];
      lanes.set(lane, waiting);
      const go = async () => {
        while (waiting.length > 0) await workOff(waiting);
        lanes.delete(lane);
      };
      setImmediate(() => void go());
    });
  };
}

function settle<Item, Done>({ resolve, reject }: Waiting<Item, Done>, outcome: PromiseSettledResult<Done>): void {
  if (outcome.status === 'fulfilled') resolve(outcome.value);
  else reject(outcome.reason);
}
