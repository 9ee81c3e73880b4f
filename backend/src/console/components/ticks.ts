import type { RecordJSON } from 'adminjs';
import { useSyncExternalStore } from 'react';
import { listParams } from './list-address.js';

/** As many as an address that names each can hold. */
export const MOST_TICKED = 500;

interface Ticks {
  /** Which rows the list showed: other filters are another list. */
  of: string;
  records: readonly RecordJSON[];
}

// In memory alone: it holds rows of people, and ends with the page.
const ticks = new Map<string, Ticks>();
const watchers = new Set<() => void>();
const NONE: readonly RecordJSON[] = [];

/** What was ticked in a list, on all of its pages, while its filters stay. */
export function useTicks(resource: string, search: string) {
  const of = filtersOf(search);
  const records = useSyncExternalStore(watch, () => {
    const kept = ticks.get(resource);
    return kept?.of === of ? kept.records : NONE;
  });
  const keep = (next: readonly RecordJSON[]) => {
    ticks.set(resource, { of, records: next });
    for (const told of watchers) told();
  };
  return {
    records,
    /** @returns false where there are too many */
    set: (changed: readonly RecordJSON[], ticked: boolean): boolean => {
      const ids = new Set(changed.map(({ id }) => id));
      const others = records.filter(({ id }) => !ids.has(id));
      if (ticked && others.length + changed.length > MOST_TICKED) return false;
      keep(ticked ? [...others, ...changed] : others);
      return true;
    },
    clear: () => keep(NONE),
  };
}

export const forgetTicks = (resource: string): void => void ticks.delete(resource);

function watch(told: () => void): () => void {
  watchers.add(told);
  return () => watchers.delete(told);
}

// Page and order show other rows of the same list.
function filtersOf(search: string): string {
  const params = new URLSearchParams(listParams(search));
  for (const name of ['page', 'sortBy', 'direction']) params.delete(name);
  params.sort();
  return params.toString();
}
