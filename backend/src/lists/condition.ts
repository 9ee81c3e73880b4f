import type { FindOperator } from 'typeorm';

/** A filter by what another table holds: drawn as a choice of its values, never a column. */
export interface Condition {
  label: string;
  values: Readonly<Record<string, string>>;
  /** What has to hold for the record's key. */
  where: (value: string, now: Date) => FindOperator<unknown>;
}

/** The conditions that a list has besides its columns, and the instant that they are asked at. */
export interface Conditions {
  known: Readonly<Record<string, Condition>>;
  now: Date;
}
