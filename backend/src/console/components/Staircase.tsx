import { digits, won } from './format.js';

interface Props {
  tiers: readonly { fromQuantity: number; unitPrice: number }[];
  /** Units paid and not cancelled. */
  sold: number;
  goal: number | null;
  cap: number | null;
}

const WIDTH = 100;
const HIGH = 36;
const LOW = 12;
const BASE = 50;
const BALL = 5.5;

/** The price staircase in its small size: width is quantity, height is price, the filled part is what was sold. */
export function Staircase({ tiers, sold, goal, cap }: Props) {
  const steps = layOut(tiers, cap);
  const at = steps.findLast((step) => step.from <= sold) ?? steps[0];
  if (!at) return null;
  const share = Math.min(1, Math.max(0, (sold - at.from) / Math.max(1, at.span)));
  const ball = at.x + BALL + share * (at.width - 2 * BALL);
  const flag = goal === null ? undefined : (steps.find((step) => step.from >= goal) ?? steps.at(-1));
  const outline = steps.map((step) => `H${step.x}V${step.y}H${step.x + step.width}`).join('');
  return (
    <svg className="mng-stair" viewBox="0 0 100 51" role="img" aria-label={sentence({ tiers, sold, goal, cap })}>
      <path className="rest" d={`M0 ${BASE}${outline}V${BASE}Z`} />
      {sold > 0 && <path className="fill" d={`M0 ${BASE}${filled(steps, ball)}V${BASE}Z`} />}
      {sold > 0 && <path className="edge" d={`M${ball} ${at.y}V${BASE}`} />}
      {flag && (
        <g className={sold >= (goal ?? 0) ? 'flag hit' : 'flag'}>
          <path className="pole" d={`M${flag.x + 3} ${flag.y}v-13`} />
          <path className="pennant" d={`M${flag.x + 3} ${flag.y - 13}l6.5 2.5l-6.5 2.5Z`} />
        </g>
      )}
      <circle className="ball" cx={ball} cy={at.y - BALL} r={BALL} />
    </svg>
  );
}

interface Step {
  from: number;
  span: number;
  x: number;
  y: number;
  width: number;
}

// Widths follow the spans but none goes under 0.72 of an even share, so that each step stays visible.
function layOut(tiers: Props['tiers'], cap: number | null): Step[] {
  const starts = tiers.map(({ fromQuantity }, index) => (index === 0 ? 0 : fromQuantity));
  const lastStart = starts.at(-1) ?? 0;
  const lastSpan = cap && cap > lastStart ? cap - lastStart : Math.max(1, lastStart - (starts.at(-2) ?? 0));
  const spans = starts.map((start, index) => (starts[index + 1] ?? lastStart + lastSpan) - start);
  const least = (0.72 * WIDTH) / tiers.length;
  const total = spans.reduce((sum, span) => sum + span, 0);
  const spare = WIDTH - least * tiers.length;
  const [first, lowest] = [tiers[0]?.unitPrice ?? 1, tiers.at(-1)?.unitPrice ?? 0];
  let x = 0;
  return tiers.map(({ unitPrice }, index) => {
    const width = least + (spare * (spans[index] ?? 0)) / total;
    const height = first === lowest ? HIGH : LOW + ((unitPrice - lowest) / (first - lowest)) * (HIGH - LOW);
    const step = { from: starts[index] ?? 0, span: spans[index] ?? 1, x, y: BASE - height, width };
    x += width;
    return step;
  });
}

function filled(steps: readonly Step[], until: number): string {
  return steps
    .filter((step) => step.x < until)
    .map((step) => `H${step.x}V${step.y}H${Math.min(until, step.x + step.width)}`)
    .join('');
}

function sentence({ tiers, sold, goal }: Props): string {
  const next = tiers.slice(1).find(({ fromQuantity }) => fromQuantity > sold);
  const parts = [`지금까지 ${digits(sold)}개 팔렸어요.`];
  if (next) parts.push(`${digits(next.fromQuantity - sold)}개 더 팔리면 모두 ${won(next.unitPrice)}이에요.`);
  if (goal !== null) parts.push(sold >= goal ? `목표 ${digits(goal)}개를 채웠어요.` : `목표는 ${digits(goal)}개예요.`);
  parts.push(`구간 가격: ${tiers.map(({ fromQuantity, unitPrice }) => `${digits(fromQuantity)}개부터 ${won(unitPrice)}`).join(', ')}.`);
  return parts.join(' ');
}
