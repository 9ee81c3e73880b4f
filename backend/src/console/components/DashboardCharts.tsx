import type { Board } from './board.js';
import { day, digits, won } from './format.js';

const HEIGHT = 200;
const WIDTH = 560;
const LEFT = 64;
const MAN = 10_000;

/** Seven days of sales as bars, in 만원; today stands out. */
export function Bars({ days }: { days: NonNullable<Board['sales']>['days'] }) {
  const top = niceTop(Math.max(...days.map((one) => one.won)));
  const slot = (WIDTH - LEFT) / days.length;
  const y = (value: number) => 24 + HEIGHT * (1 - value / top);
  return (
    <section className="mng-card mng-bars">
      <header>
        <h2>날짜별 매출</h2>
        <span>단위: 만원</span>
      </header>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + 56}`}
        role="img"
        aria-label={`날짜별 매출: ${days.map((one) => `${day(one.day)} ${won(one.won)}`).join(', ')}`}
      >
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <path className="grid" d={`M${LEFT} ${y(top * share)}H${WIDTH}`} />
            <text x={LEFT - 10} y={y(top * share) + 4} textAnchor="end">
              {share === 0 ? '0' : `${digits((top * share) / MAN)}만`}
            </text>
          </g>
        ))}
        {days.map((one, index) => {
          const x = LEFT + slot * index + slot * 0.2;
          return (
            <g key={one.day} className={index === days.length - 1 ? 'today' : undefined}>
              {one.won > 0 && <rect x={x} y={y(one.won)} width={slot * 0.6} height={Math.max(2, HEIGHT + 24 - y(one.won))} rx="4" />}
              {one.won > 0 && (
                <text className="value" x={x + slot * 0.3} y={y(one.won) - 8} textAnchor="middle">
                  {digits(Math.round(one.won / MAN))}
                </text>
              )}
              <text x={x + slot * 0.3} y={HEIGHT + 46} textAnchor="middle">
                {day(one.day)}
              </text>
            </g>
          );
        })}
      </svg>
    </section>
  );
}

// 1, 2, 4, 6, 8 or 10 times a power of ten, in won: its quarters are round in 만원.
function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 100 * MAN)));
  return power * ([1, 2, 4, 6, 8].find((factor) => most <= factor * power) ?? 10);
}

/** This week's sales by university, the strongest first. */
export function Shares({ shares }: { shares: NonNullable<Board['byUniversity']> }) {
  const most = shares[0]?.won ?? 0;
  return (
    <section className="mng-card">
      <header>
        <h2>대학교별 매출</h2>
        <span>이번 주</span>
      </header>
      {shares.length === 0 && <p className="mng-empty">이번 주에는 아직 매출이 없어요.</p>}
      <ul className="mng-shares">
        {shares.map((one) => (
          <li key={one.name}>
            <span>{one.name}</span>
            <progress max={most} value={one.won} aria-hidden="true" />
            <b>{won(one.won)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
