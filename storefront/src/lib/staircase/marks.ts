/** What stands on the steps: the ball, the goal's flag, the ring it lands on next and the curve between. */
import { type Measures, nextTier, type Point, round, type Staircase, type StaircaseInput, type Step, tierAt } from './shape';
import type { Span } from './steps';

export function ballOf(input: StaircaseInput, spans: readonly Span[], steps: readonly Step[], measures: Measures): Staircase['ball'] {
  const tier = tierAt(input.tiers, input.sold);
  const [step, span] = [steps[tier], spans[tier]];
  if (!step || !span) throw new RangeError('a staircase needs at least one tier');
  const isPill = input.size === 'large' && input.sold > 99;
  const half = isPill ? 20 : measures.ball;
  const part = Math.min(1, Math.max(0, (input.sold - span.start) / span.units));
  return { x: step.x + half + part * (step.width - 2 * half), y: step.y - measures.ball, text: String(input.sold), isPill, tier };
}

export function flagOf(input: StaircaseInput, spans: readonly Span[], steps: readonly Step[], measures: Measures): Staircase['flag'] {
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
    x,
    y,
    isHit: input.sold >= goal,
    pole: `M${x} ${y}v-${pole}`,
    pennant: `M${x} ${top}l${pennant.x} ${pennant.y}l-${pennant.x} ${pennant.y}Z`,
  };
}

export type Ring = NonNullable<Staircase['ring']> & { isHidden: boolean; landing: Point };

export function ringOf(
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

export function hopOf(ball: Point, ring: Ring | undefined, measures: Measures): { path: string; top: number } | undefined {
  if (!ring) return undefined;
  const from = { x: ball.x + 0.75 * measures.ball, y: ball.y - 0.75 * measures.ball };
  const { landing } = ring;
  const [over, rise] = measures.ball > 10 ? [6, 20] : ring.isHidden ? [5, 9] : [2, 7];
  const bend = { x: (from.x + landing.x) / 2 + over, y: Math.min(from.y, landing.y) - rise };
  const path = `M${round(from.x)} ${round(from.y)}Q${round(bend.x)} ${round(bend.y)} ${round(landing.x)} ${round(landing.y)}`;
  return { path, top: bend.y };
}
