/**
 * What the server makes of `T`, an answer of the contract, before it becomes JSON: every text that is not one of a few may
 * still be a `Date`, which JSON writes as the contract's ISO 8601. Views end with `satisfies Told<contract.…>`: a field that
 * is missing, one that the contract doesn't know, and a state that it doesn't name are then refused by the compiler.
 */
export type Told<T> = T extends string ? (string extends T ? T | Date : T) : T extends object ? { [K in keyof T]: Told<T[K]> } : T;
