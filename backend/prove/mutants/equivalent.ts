/** Mutants that nobody could notice, by their names, and why. They do not count. */
export const EQUIVALENT: Readonly<Record<string, string>> = {};
