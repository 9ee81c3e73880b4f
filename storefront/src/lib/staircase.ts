/** The price staircase as plain numbers: width is quantity, height is price. Drawn by components/Staircase.tsx; knows no framework. */
import { digits } from './format';

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

interface Measures {
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

const SIZES: Record<StaircaseInput['size'], Measures> = {
  large: {
    ...{ top: 44, axis: 26, outer: 12, edge: 9, inner: 5, ball: 14, ring: 14, ringGap: 4, seam: 6 },
    ...{ flagIn: 7, pole: 32, pennant: { x: 15, y: 5.5 }, minimum: (width, steps) => Math.min(78, width / steps) },
  },
  small: {
    ...{ top: 16, axis: 1, outer: 4, edge: 3.5, inner: 2, ball: 5.5, ring: 4.5, ringGap: 3.5, seam: 3 },
    ...{ flagIn: 3, pole: 13, pennant: { x: 6.5, y: 2.5 }, minimum: (width, steps) => (0.72 * width) / steps },
  },
};

/** @param input tiers rise in quantity from 1 and fall in price; at least one */
export function staircase(input: StaircaseInput): Staircase {
  const measures = SIZES[input.size];
  const base = measures.top + input.hMax;
  const spans = spansOf(input);
  const steps = stepsOf(input, spans, base, measures);
  const ball = ballOf(input, spans, steps, measures);
  const flag = flagOf(input, spans, steps, measures);
  const ring = ringOf(input, steps, ball.tier, flag, measures);
  const hop = hopOf(ball, ring, measures);
  const highest = Math.min(...highestPoints(input.size, ball, flag, hop, measures));
  const height = base + measures.axis;
  return {
    viewBox: { x: 0, y: round(highest), width: input.width, height: round(height - highest) },
    base,
    height,
    outline: outlineOf(steps, base, input.width, measures),
    seams: steps.slice(1).map((step) => `M${round(step.x)} ${round(step.y + measures.seam)}V${base}`),
    edge: input.sold > 0 ? edgeOf(ball, steps, base, input.size) : undefined,
    filled: input.sold > 0 ? round(ball.x) : 0,
    steps,
    ball,
    flag,
    ring: ring && !ring.isHidden ? { x: ring.x, y: ring.y, text: ring.text, isPill: ring.isPill } : undefined,
    hop: hop?.path,
  };
}

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

interface Span {
  start: number;
  units: number;
}

function spansOf({ tiers, capQuantity }: StaircaseInput): Span[] {
  const starts = tiers.map((tier, index) => (index === 0 ? 0 : tier.fromQuantity));
  const spans: Span[] = [];
  for (const [index, start] of starts.entries()) {
    const next = starts[index + 1];
    const before = spans[index - 1]?.units ?? 10;
    const toCap = capQuantity && capQuantity > start ? capQuantity - start : before;
    spans.push({ start, units: next === undefined ? toCap : next - start });
  }
  return spans;
}

/** Proportional to the spans, then raised to a minimum; what is left is shared proportionally among the others. */
function widthsOf(spans: readonly Span[], total: number, minimum: number): number[] {
  const raised = new Set<number>();
  for (;;) {
    const left = total - raised.size * minimum;
    const units = spans.reduce((sum, span, index) => (raised.has(index) ? sum : sum + span.units), 0);
    const widths = spans.map((span, index) => (raised.has(index) ? minimum : (left * span.units) / units));
    const narrow = widths.findIndex((width, index) => !raised.has(index) && width < minimum - 1e-9);
    if (narrow < 0) return widths;
    raised.add(narrow);
  }
}

function stepsOf(input: StaircaseInput, spans: readonly Span[], base: number, measures: Measures): Step[] {
  const { tiers } = input;
  const widths = widthsOf(spans, input.width, measures.minimum(input.width, tiers.length));
  const [first, lowest] = [tiers[0]?.unitPrice ?? 0, tiers.at(-1)?.unitPrice ?? 0];
  const now = tierAt(tiers, input.sold);
  let x = 0;
  return tiers.map((tier, index) => {
    const share = first === lowest ? 1 : (tier.unitPrice - lowest) / (first - lowest);
    const isGoal = tier.fromQuantity === input.goalQuantity;
    const step: Step = {
      x,
      y: base - (input.hMin + share * (input.hMax - input.hMin)),
      width: widths[index] ?? 0,
      ...(input.size === 'large' ? label(tier.unitPrice, widths[index] ?? 0) : { price: '', won: false }),
      isNow: index === now,
      axis: isGoal ? `목표 ${tier.fromQuantity}개` : `${tier.fromQuantity}개부터`,
      isGoal,
    };
    x += step.width;
    return step;
  });
}

/** In a narrow step a seven-figure price drops its 원, and in a narrower one is said in 만. */
function label(price: number, width: number): Pick<Step, 'price' | 'won'> {
  const long = price >= 1_000_000 && width < 78;
  if (textWidth(digits(price), !long) > width - 4 && price % 10_000 === 0) return { price: `${price / 10_000}만`, won: false };
  return { price: digits(price), won: !long };
}

/** px at 13 px tabular numerals, near enough to keep a line off the figures. */
const textWidth = (text: string, won: boolean): number =>
  [...text].reduce((sum, letter) => sum + (letter === ',' ? 3.4 : letter === '만' ? 12 : 7.8), won ? 10.5 : 0);

function ballOf(input: StaircaseInput, spans: readonly Span[], steps: readonly Step[], measures: Measures): Staircase['ball'] {
  const tier = tierAt(input.tiers, input.sold);
  const [step, span] = [steps[tier], spans[tier]];
  if (!step || !span) throw new RangeError('a staircase needs at least one tier');
  const isPill = input.size === 'large' && input.sold > 99;
  const half = isPill ? 20 : measures.ball;
  const part = Math.min(1, Math.max(0, (input.sold - span.start) / span.units));
  return { x: step.x + half + part * (step.width - 2 * half), y: step.y - measures.ball, text: String(input.sold), isPill, tier };
}

function flagOf(input: StaircaseInput, spans: readonly Span[], steps: readonly Step[], measures: Measures): Staircase['flag'] {
  const goal = input.goalQuantity;
  if (!goal) return undefined;
  const index = tierAt(input.tiers, goal);
  const [step, span] = [steps[index], spans[index]];
  if (!step || !span) return undefined;
  const atStart = step.isGoal ? 0 : Math.min(1, (goal - span.start) / span.units) * (step.width - 2 * measures.flagIn);
  const [x, y] = [round(step.x + measures.flagIn + atStart), round(step.y)];
  const { pennant, pole } = measures;
  const top = round(y - pole);
  return {
    ...{ x, y, isHit: input.sold >= goal },
    pole: `M${x} ${y}v-${pole}`,
    pennant: `M${x} ${top}l${pennant.x} ${pennant.y}l-${pennant.x} ${pennant.y}Z`,
  };
}

type Ring = NonNullable<Staircase['ring']> & { isHidden: boolean; landing: Point };

function ringOf(
  input: StaircaseInput,
  steps: readonly Step[],
  tier: number,
  flag: Staircase['flag'],
  measures: Measures,
): Ring | undefined {
  const next = nextTier(input);
  const step = steps[tier + 1];
  if (input.state !== 'open' || input.still || !next || !step) return undefined;
  const isLarge = input.size === 'large';
  const text = isLarge ? `+${next.missing}` : '';
  const isPill = isLarge && next.missing >= 10;
  const half = isPill ? 20 : measures.ring;
  const meetsFlag = flag !== undefined && flag.x > step.x - 1 && flag.x < step.x + measures.ringGap + 2 * half;
  const gap = meetsFlag && isLarge ? flag.x - step.x + 17 : measures.ringGap;
  const [x, y] = [step.x + gap + half, step.y - measures.ring];
  const isHidden = meetsFlag && !isLarge;
  const landing = isHidden ? { x: flag.x + 8, y: step.y - 3 } : { x: x - 0.35 * measures.ring, y: y - measures.ring - (isLarge ? 3 : 2) };
  return { x, y, text, isPill, isHidden, landing };
}

function hopOf(ball: Point, ring: Ring | undefined, measures: Measures): { path: string; top: number } | undefined {
  if (!ring) return undefined;
  const from = { x: ball.x + 0.75 * measures.ball, y: ball.y - 0.75 * measures.ball };
  const { landing } = ring;
  const [over, rise] = measures.ball > 10 ? [6, 20] : ring.isHidden ? [5, 9] : [2, 7];
  const bend = { x: (from.x + landing.x) / 2 + over, y: Math.min(from.y, landing.y) - rise };
  const path = `M${round(from.x)} ${round(from.y)}Q${round(bend.x)} ${round(bend.y)} ${round(landing.x)} ${round(landing.y)}`;
  return { path, top: bend.y };
}

function highestPoints(
  size: StaircaseInput['size'],
  ball: Point,
  flag: Staircase['flag'],
  hop: { top: number } | undefined,
  measures: Measures,
): number[] {
  const [rest, overBall, overFlag, underBend] = size === 'large' ? [42, 2, 3, 4] : [0, 0, 0, 1];
  const points = [rest, ball.y - measures.ball - overBall];
  if (flag) points.push(flag.y - measures.pole - overFlag);
  if (hop) points.push(hop.top + underBend);
  return points;
}

function outlineOf(steps: readonly Step[], base: number, width: number, { outer, edge, inner }: Measures): string {
  const first = steps[0]?.y ?? 0;
  const parts = [`M0 ${round(base - outer)}V${round(first + outer)}Q0 ${round(first)} ${outer} ${round(first)}`];
  for (const [index, step] of steps.entries()) {
    const right = step.x + step.width;
    const below = steps[index + 1]?.y ?? base - outer;
    // A step lower than its two corners gets smaller ones.
    const fit = index + 1 < steps.length ? Math.min(1, (below - step.y) / (edge + inner)) : 1;
    const [e, i] = [edge * fit, inner * fit];
    parts.push(`H${round(right - e)}Q${round(right)} ${round(step.y)} ${round(right)} ${round(step.y + e)}`);
    if (index + 1 < steps.length) parts.push(`V${round(below - i)}Q${round(right)} ${round(below)} ${round(right + i)} ${round(below)}`);
  }
  parts.push(
    `V${round(base - outer)}Q${round(width)} ${base} ${round(width - outer)} ${base}H${outer}Q0 ${base} 0 ${round(base - outer)}Z`,
  );
  return parts.join('');
}

/** Breaks between 11 and 34 px under the tread where it would cross the price. */
function edgeOf(ball: Staircase['ball'], steps: readonly Step[], base: number, size: StaircaseInput['size']): string {
  const step = steps[ball.tier];
  const [x, y] = [round(ball.x), step?.y ?? 0];
  const centre = step ? step.x + step.width / 2 : 0;
  const crosses = size === 'large' && step && Math.abs(ball.x - centre) < textWidth(step.price, step.won) / 2 + 4;
  return crosses ? `M${x} ${round(y)}V${round(y + 11)}M${x} ${round(y + 34)}V${base}` : `M${x} ${round(y)}V${base}`;
}

/** One decimal is a tenth of a pixel: enough, and short. */
export const round = (value: number): number => Math.round(value * 10) / 10;
