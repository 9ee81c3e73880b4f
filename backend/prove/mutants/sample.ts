import { createHash } from 'node:crypto';
import type { Mutant } from './mutate.js';

/** Small files would be left out otherwise. */
const LEAST_OF_A_FILE = 4;
/** 95 of 100 such samples lie no further from the whole. */
const Z = 1.96;

/** About `most`, the same share of every file. Whether a mutant is in depends on its name and the seed alone. */
export function sampleOf(numbers: readonly number[], most: number, seed: string, of: (number: number) => Mutant): number[] {
  const lot = (number: number) =>
    createHash('sha256')
      .update(`${seed} ${of(number).name}`)
      .digest('hex');
  return [...Map.groupBy(numbers, (number) => of(number).file).values()].flatMap((ofFile) => {
    const count = Math.max(LEAST_OF_A_FILE, Math.round((most / numbers.length) * ofFile.length));
    return ofFile
      .map((number) => ({ number, lot: lot(number) }))
      .toSorted((a, b) => (a.lot < b.lot ? -1 : 1))
      .slice(0, count)
      .map(({ number }) => number);
  });
}

/** The share of a sample, and how far the whole's may lie from it; 0 where the sample is the whole. */
export function shareOf(killed: number, tried: number, whole: number): { share: number; off: number } {
  const share = killed / tried;
  const left = whole > 1 ? (whole - tried) / (whole - 1) : 0;
  return { share, off: Z * Math.sqrt(((share * (1 - share)) / tried) * left) };
}
