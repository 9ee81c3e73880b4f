/** What mutants.test.ts puts faults into. */
export function mayTake(held: number, quantity: number, limit: number): boolean {
  return held + quantity <= limit;
}

export function taken(quantities: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < quantities.length; index++) sum += quantities[index] ?? 0;
  return sum;
}

/** Asked for by nobody. */
export const isFree = (amount: number): boolean => amount === 0;
