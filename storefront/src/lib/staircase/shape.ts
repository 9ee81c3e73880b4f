/** What a staircase is made of: its input, the numbers it is drawn from, and the measures of its two sizes. */

export interface Tier {
  /** Units from which this price holds. */
  fromQuantity: number;
  /** Won. */
  unitPrice: number;
}

export interface StaircaseInput {
  tiers: readonly Tier[];
  /** Units paid and not cancelled, and nothing else. */
  sold: number;
  goalQuantity?: number | null | undefined;
  capQuantity?: number | null | undefined;
  state: 'open' | 'settled' | 'missed';
  size: 'large' | 'small';
  /** px */
  width: number;
  /** px of the highest and the lowest step. */
  hMax: number;
  hMin: number;
  /** Closed and not yet settled: nothing lands on a next step any more. */
  still?: boolean | undefined;
}

export interface Point {
  x: number;
  y: number;
}

export interface Step extends Point {
  width: number;
  /** Under the tread; empty in the small size. */
  price: string;
  won: boolean;
  isNow: boolean;
  /** "10개부터", or "목표 10개" where the goal stands. */
  axis: string;
  isGoal: boolean;
}

export interface Staircase {
  viewBox: { x: number; y: number; width: number; height: number };
  base: number;
  height: number;
  outline: string;
  seams: string[];
  /** The line where the filled part ends; undefined with nothing sold. */
  edge: string | undefined;
  /** Width of the filled part, from the left. */
  filled: number;
  steps: Step[];
  ball: Point & { text: string; isPill: boolean; tier: number };
  flag: (Point & { pole: string; pennant: string; isHit: boolean }) | undefined;
  ring: (Point & { text: string; isPill: boolean }) | undefined;
  hop: string | undefined;
}

export interface Measures {
  top: number;
  axis: number;
  outer: number;
  edge: number;
  inner: number;
  ball: number;
  ring: number;
  ringGap: number;
  seam: number;
  flagIn: number;
  pole: number;
  pennant: Point;
  minimum: (width: number, steps: number) => number;
}

export const SIZES: Record<StaircaseInput['size'], Measures> = {
  large: {
    top: 44,
    axis: 26,
    outer: 12,
    edge: 9,
    inner: 5,
    ball: 14,
    ring: 14,
    ringGap: 4,
    seam: 6,
    flagIn: 7,
    pole: 32,
    pennant: { x: 15, y: 5.5 },
    minimum: (width, steps) => Math.min(78, width / steps),
  },
  small: {
    top: 16,
    axis: 1,
    outer: 4,
    edge: 3.5,
    inner: 2,
    ball: 5.5,
    ring: 4.5,
    ringGap: 3.5,
    seam: 3,
    flagIn: 3,
    pole: 13,
    pennant: { x: 6.5, y: 2.5 },
    minimum: (width, steps) => (0.72 * width) / steps,
  },
};

/** The index of the tier that `sold` units have reached. */
export function tierAt(tiers: readonly Tier[], sold: number): number {
  return Math.max(
    0,
    tiers.findLastIndex((tier) => tier.fromQuantity <= sold),
  );
}

/** The tier that comes next and how many units are missing; undefined on the lowest, or where the cap ends before it. */
export function nextTier(input: Pick<StaircaseInput, 'tiers' | 'sold' | 'capQuantity'>): { tier: Tier; missing: number } | undefined {
  const tier = input.tiers[tierAt(input.tiers, input.sold) + 1];
  if (!tier || (input.capQuantity && tier.fromQuantity > input.capQuantity)) return undefined;
  return { tier, missing: tier.fromQuantity - input.sold };
}

/** One decimal is a tenth of a pixel: enough, and short. */
export const round = (value: number): number => Math.round(value * 10) / 10;
