/** The price staircase as plain numbers: width is quantity, height is price. Drawn by components/Staircase.tsx; knows no framework. */
import { ballOf, flagOf, hopOf, ringOf } from './marks';
import { type Measures, type Point, round, SIZES, type Staircase, type StaircaseInput, type Step } from './shape';
import { spansOf, stepsOf, textWidth } from './steps';

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
