/** What became of one attack. */
export interface Result {
  /** What was tried, as a sentence. */
  attack: string;
  held: boolean;
  /** What was counted. */
  figures: string;
}

/** So many of each. */
export function tally(values: readonly (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

export const told = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([what, many]) => `${many} × ${what}`)
    .join(', ');
