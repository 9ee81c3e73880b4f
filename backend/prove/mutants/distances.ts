import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const known = new Map<string, ReadonlyMap<string, number>>();
let importers: Map<string, string[]> | undefined;

/** How many imports lie between a file and each file that knows of it. */
export function distancesTo(file: string): ReadonlyMap<string, number> {
  const found = known.get(file) ?? walk(file, (importers ??= readImporters()));
  known.set(file, found);
  return found;
}

function walk(file: string, importers: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const distances = new Map([[file, 0]]);
  // A map gives those too that are put into it meanwhile.
  for (const [at, distance] of distances) {
    for (const next of importers.get(at) ?? []) if (!distances.has(next)) distances.set(next, distance + 1);
  }
  return distances;
}

function readImporters(): Map<string, string[]> {
  const importers = new Map<string, string[]>();
  for (const file of globSync('backend/src/**/*.ts')) {
    for (const [, from] of readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )[^;]*? from '(\.[^']+)\.js';/gm)) {
      const path = `${join(file, '..', from!)}.ts`;
      importers.set(path, [...(importers.get(path) ?? []), file]);
    }
  }
  return importers;
}
