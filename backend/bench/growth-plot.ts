import type { Grown } from './growth.js';
import type { Size } from './growth-shop.js';

const [WIDTH, LINE, LEFT, PLOT] = [880, 22, 250, 480];
const MOST = 3;

/** A row for each figure: how many times the smallest shop's time each larger one takes; the line is the bound, 1.5. */
export function drawGrowth(sizes: readonly Size[], grown: readonly Grown[]): string {
  const height = 70 + grown.length * LINE;
  const x = (ratio: number) => LEFT + (Math.min(ratio, MOST) / MOST) * PLOT;
  const rows = grown.map(({ name, ms }, index) => {
    const y = 60 + index * LINE;
    const dots = ms.map((one, size) => {
      const ratio = one / (ms[0] ?? 1);
      return `<circle cx="${x(ratio).toFixed(1)}" cy="${y - 4}" r="${3 + size * 1.5}" fill="${COLOURS[size] ?? '#191f28'}" fill-opacity="0.8"/>`;
    });
    const label = `${(ms[0] ?? 0).toFixed(1)} → ${(ms.at(-1) ?? 0).toFixed(1)} ms`;
    return `<text x="12" y="${y}">${name}</text>${dots.join('')}<text x="${LEFT + PLOT + 14}" y="${y}">${label}</text>`;
  });
  const grid = [0, 1, 1.5, 2, 3].map((ratio) => {
    const stroke = ratio === 1.5 ? 'stroke="#e5484d" stroke-dasharray="4 3"' : 'stroke="#e5e8eb"';
    return `<line x1="${x(ratio)}" x2="${x(ratio)}" y1="36" y2="${height - 10}" ${stroke}/><text x="${x(ratio) - 8}" y="30">× ${ratio}</text>`;
  });
  const legend = sizes.map(
    ({ orders }, index) => `<tspan fill="${COLOURS[index] ?? '#191f28'}">● ${orders.toLocaleString('en')} orders </tspan>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12" fill="#191f28">
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
<text x="12" y="14">${legend.join('')}</text>
${[...grid, ...rows].join('\n')}
</svg>
`;
}

const COLOURS = ['#8b95a1', '#3182f6', '#0b4fb3'];
