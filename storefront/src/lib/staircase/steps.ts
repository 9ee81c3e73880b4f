/** The steps: how wide, how high and what stands on them. */
import { digits } from '../words/format';
import { type Measures, type StaircaseInput, type Step, tierAt } from './shape';

export interface Span {
  start: number;
  units: number;
}

export function spansOf({ tiers, capQuantity }: StaircaseInput): Span[] {
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

export function stepsOf(input: StaircaseInput, spans: readonly Span[], base: number, measures: Measures): Step[] {
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
export const textWidth = (text: string, won: boolean): number =>
  Array.from(text).reduce((sum, letter) => sum + (letter === ',' ? 3.4 : letter === '만' ? 12 : 7.8), won ? 10.5 : 0);
