import type { Ground } from './tints.js';

/** Pieces that every scene is made of. Coordinates are those of an 800 × 600 sheet. */
export const INK = '#23272F';
export const MANGO = '#FFB020';

/** The whole sheet: wall, halo, optionally a table, and the thing upon it. */
export function sheet(ground: Ground, thing: string, options: { table?: boolean; halo?: 'circle' | 'wide' } = {}): string {
  const halo =
    options.halo === 'wide'
      ? `<rect x="112" y="64" width="576" height="472" rx="236" fill="${ground.halo}"/>`
      : `<circle cx="400" cy="300" r="240" fill="${ground.halo}"/>`;
  const table = options.table ? `<rect y="470" width="800" height="130" fill="${ground.table}"/>` : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900" viewBox="0 0 800 600">` +
    `<radialGradient id="shade"><stop offset="0" stop-color="${ground.shadow}" stop-opacity=".55"/>` +
    `<stop offset=".55" stop-color="${ground.shadow}" stop-opacity=".26"/><stop offset="1" stop-color="${ground.shadow}" stop-opacity="0"/></radialGradient>` +
    `<rect width="800" height="600" fill="${ground.wall}"/>${halo}${table}${thing}</svg>`
  );
}

/** A soft shadow on the table. A gradient, since a blur filter costs ten times as much to rasterise. */
export const shade = (cx: number, cy: number, rx: number, ry: number): string =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="url(#shade)"/>`;

/** The soft shadow of a flat thing lying on the sheet: rings of little opacity instead of a blur. */
export function cast(ground: Ground, x: number, y: number, width: number, height: number, radius: number, spread = 22): string {
  const rings = 11;
  return Array.from({ length: rings }, (_, ring) => {
    const grow = spread * (1 - (2 * ring) / (rings - 1)) * 0.7;
    return rect(x - grow, y - grow, width + 2 * grow, height + 2 * grow, Math.max(2, radius + grow), ground.shadow, 'opacity=".048"');
  }).join('');
}

export const rect = (x: number, y: number, width: number, height: number, radius: number, fill: string, more = ''): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${n(radius)}" fill="${fill}" ${more}/>`;

export const circle = (cx: number, cy: number, r: number, fill: string, more = ''): string =>
  `<circle cx="${n(cx)}" cy="${n(cy)}" r="${n(r)}" fill="${fill}" ${more}/>`;

export const path = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${fill}" ${more}/>`;

export const stroke = (d: string, colour: string, width: number, more = ''): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;

/** A linear gradient from `a` to `b`: down, right, or along the diagonal. */
export function gradient(id: string, a: string, b: string, way: 'down' | 'right' | 'diagonal' = 'down'): string {
  const [x, y] = { down: [0, 1], right: [1, 0], diagonal: [1, 1] }[way] as [number, number];
  return `<linearGradient id="${id}" x1="0" y1="0" x2="${x}" y2="${y}"><stop offset="0" stop-color="${a}"/><stop offset="1" stop-color="${b}"/></linearGradient>`;
}

export const turn = (degrees: number, inner: string, cx = 400, cy = 300): string =>
  `<g transform="rotate(${degrees} ${cx} ${cy})">${inner}</g>`;

export const move = (x: number, y: number, inner: string): string => `<g transform="translate(${x} ${y})">${inner}</g>`;

/** The shop's own mark, three steps and a ball, instead of anyone's trade mark. 54 × 46 at (x, y). */
export const mark = (x: number, y: number, colour: string, scale = 1): string =>
  `<g transform="translate(${x} ${y}) scale(${scale})"><path d="M0 46V0h18v15h18v15h18v16Z" fill="${colour}"/><circle cx="35" cy="4" r="7" fill="${colour}"/></g>`;

/** A mug, 76 × 60, its foot at (x, y). */
export function mug(x: number, y: number, cup: string, dark: string): string {
  return move(
    x,
    y,
    path('M0 -10v-38c0-4 3-6 6-6h44c3 0 6 2 6 6v38c0 6-5 10-11 10H11C5 0 0-4 0-10Z', cup) +
      path('M0 -10v-38c0-4 3-6 6-6h10V0h-5C5 0 0-4 0-10Z', dark) +
      stroke('M56 -42h8c8 0 13 5 13 12s-5 13-13 13h-8', cup, 7) +
      '<ellipse cx="28" cy="-51" rx="25" ry="3.5" fill="#6B4B3A"/>',
  );
}

/** A plant in a pot, its foot at (x, y). */
export function plant(x: number, y: number, pot: string): string {
  const leaf = 'M0-66C-16-92-14-120 0-142c14 22 16 50 0 76Z';
  return move(
    x,
    y,
    `<g transform="rotate(-38 0 -52)">${path(leaf, '#3E8F68')}</g><g transform="rotate(36 0 -52)">${path(leaf, '#57AD82')}</g>` +
      `<g transform="rotate(-4 0 -52)">${path(leaf, '#2F7A56')}</g>` +
      path('M-34-66h68l-8 60q-1 6-7 6h-38q-6 0-7-6Z', pot) +
      path('M-38-74h76v14h-76Z', pot) +
      path('M-36-60h72l-1 7h-70Z', '#16181D', 'opacity=".12"'),
  );
}

/** A number as SVG likes it: no more than one decimal. */
const n = (value: number) => String(Math.round(value * 10) / 10);
