/** Logs whose rows are sealed in a chain, and which the app's database user may only add to (database/insert-only.ts). */
export const SEALED_LOGS = ['audit', 'access'] as const;
export type SealedLog = (typeof SEALED_LOGS)[number];

/** What is wrong with a log. Ids and positions are those of the rows and seals it is about. */
export type LogProblem =
  /** Rows say something else than when they were sealed, or have changed places. */
  | { kind: 'changed' | 'deleted' | 'inserted'; position: number; firstId: number; lastId: number }
  /** A seal does not follow from the one before it, or was not made with the key. */
  | { kind: 'seal' | 'proof'; position: number }
  /** An anchor outside of the database knows a seal that is not there, or was another. */
  | { kind: 'cut' | 'rewritten'; position: number }
  /** Rows that should have been sealed long ago. */
  | { kind: 'unsealed'; rows: number; firstId: number };

/** As people read it: `deleted at seal 12 (rows 501–900)`. */
export function problemText(problem: LogProblem): string {
  if (problem.kind === 'unsealed') return `unsealed: ${problem.rows} from row ${problem.firstId}`;
  const rows = 'firstId' in problem ? ` (rows ${problem.firstId}–${problem.lastId})` : '';
  return `${problem.kind} at seal ${problem.position}${rows}`;
}
