/** How many of those one text was meant for get it, and why the others don't. */
export interface ReceiverCount {
  matched: number;
  receives: number;
  dropped: {
    /** Left the shop, or never was in it. */
    left: number;
    /** Did not agree to advertising, took it back, or agreed more than two years ago. */
    noConsent: number;
    /** Agreed to advertising, not at night, and it is night. */
    night: number;
  };
}

/** What the person saw when they pressed the button. */
export interface ExpectedReceivers {
  receives: number;
  /** By how many it may have moved since; at most mayDriftBy(). */
  tolerance: number;
}

/** Above this many receivers, the number is typed by hand before anything is sent. */
export const TYPED_ABOVE = 100;

/** How far the count may move between being shown and being sent: not at all where it is small enough to be read as names. */
export const mayDriftBy = (receives: number): number => (receives > TYPED_ABOVE ? Math.floor(receives / 100) : 0);

export const hasMoved = ({ receives, tolerance }: ExpectedReceivers, now: number): boolean => Math.abs(now - receives) > tolerance;
