/** What one run of Vitest is to do; handed to its workers as a file that `MUTANTS_PLAN` names. */
export interface Plan {
  /** Files to change, from the repository's folder, each with the number of its first mutant. */
  files: Record<string, number>;
  /** By test file: what to try there. Without any its tests run once, and say which mutants they reach. */
  tries: Record<string, Try[]>;
  /** Lines of JSON, one for each `Seen`. */
  results: string;
}

export interface Try {
  mutant: number;
  /** Tests that reach it; all of the file where it is reached outside of them. */
  tests: string[] | null;
  /** Reached when its file is loaded: everything is loaded again. */
  anew: boolean;
}

/** No mutant: the same tests as they are. */
export const NONE = -1;

export type Seen =
  | { kind: 'reached'; file: string; test: string; ms: number; mutants: number[] }
  | { kind: 'begun'; file: string; mutant: number }
  | { kind: 'ended'; file: string; mutant: number; failed: string[] };

/** What runs before, between and after the tests of a file, and when it is loaded. */
export const HOOKS = '(hooks)';
export const LOADING = '(loading)';
