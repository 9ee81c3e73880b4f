/** Mutants that nobody could notice, by their names, and why. They do not count. */
export const EQUIVALENT: Readonly<Record<string, string>> = {
  'backend/src/holds/counters.ts leftOfCap: counter.cap ?? 0 → counter.cap': 'Less what is held, null counts as 0.',
  'backend/src/holds/counters.ts moveCounters: offerIds.length > 0 → >=':
    'SQLite takes an empty list, MySQL does not; a promotion has offers.',
  "backend/src/holds/counters.ts lockCounters: 'ASC' → ''": 'The order of locks: embedded SQLite lets one transaction write at a time.',
  "backend/src/holds/counters.ts takeCounter: 'taken' → ''": 'Who asks looks for the two refusals alone.',
  'backend/src/holds/counters.ts moveCounters: offerIds.length > 0 → true':
    'SQLite takes an empty list, MySQL does not; a promotion has offers.',
  'backend/src/holds/counters.ts closeCounters: await lockCounters(tx, offerIds); → nothing':
    'A lock: embedded SQLite lets one transaction write at a time.',
  'backend/src/holds/units.ts byVariant: lines.toSorted((a, b) => a.variantId - b.variantId) → as it was':
    'The order of locks: embedded SQLite lets one transaction write at a time.',
  'backend/src/holds/units.ts byVariant: a.variantId - b.variantId → +':
    'The order of locks: embedded SQLite lets one transaction write at a time.',
  'backend/src/holds/units.ts byOffer: [...Map.groupBy(lines, (line) => line.offerId)] .map(([offer…=> a.offerId - b.offerId) → as it was':
    'The order of locks: embedded SQLite lets one transaction write at a time.',
  'backend/src/holds/units.ts byOffer: a.offerId - b.offerId → +':
    'The order of locks: embedded SQLite lets one transaction write at a time.',
};
