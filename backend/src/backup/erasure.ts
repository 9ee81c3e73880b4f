/** Something that a person took away, and that no restored backup may give back. */
export interface Erasure {
  /** A customer who has left, or a consent that was withdrawn. */
  what: 'customer' | 'consent';
  id: number;
  at: Date;
}

export const ERASURES = 'erasures/';

/** As `erasures/2026-11-22T19-30-00-000Z-customer-12`. */
export const erasureFile = ({ what, id, at }: Erasure) => `${ERASURES}${at.toISOString().replaceAll(/[:.]/g, '-')}-${what}-${id}`;

const FILE = /^erasures\/(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)-(\d{3})Z-(customer|consent)-(\d+)$/;

/** Null for a file that is none. */
export function readErasure(file: string): Erasure | null {
  const [, day, hours, minutes, seconds, ms, what, id] = FILE.exec(file) ?? [];
  if (!what) return null;
  return {
    what: what === 'customer' ? 'customer' : 'consent',
    id: Number(id),
    at: new Date(`${day}${hours}:${minutes}:${seconds}.${ms}Z`),
  };
}
