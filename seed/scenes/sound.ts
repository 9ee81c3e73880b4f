import { cast, circle, gradient, path, rect, shade, sheet, stroke, turn } from './parts.js';
import type { Palette } from './tints.js';

/** Two buds with stems, rising from their case. */
export function budsStem({ ground, finish }: Palette): string {
  const bud =
    path(
      'M262 232c0-40 26-66 62-66 34 0 56 22 56 56 0 30-16 52-42 58l-6 2c-4 1-6 4-6 8v96c0 14-10 24-24 24s-24-10-24-24V292c0-12-4-20-8-30-5-10-8-18-8-30Z',
      'url(#bud)',
    ) +
    path('M278 386c0 14 10 24 24 24s24-10 24-24v-8h-48Z', finish.edge) +
    rect(296, 318, 4, 36, 2, finish.edge) +
    path('M352 176c22 6 34 28 28 56s-22 44-42 50c-8-14-12-34-8-58s12-42 22-48Z', finish.lo) +
    turn(14, tip(374, 230), 372, 232) +
    stroke('M276 214c4-18 16-30 34-34', '#fff', 7, 'opacity=".8"') +
    circle(292, 248, 5, finish.mark);
  return sheet(
    ground,
    gradient('bud', finish.hi, finish.lo, 'right') +
      gradient('case', finish.hi, finish.lo) +
      shade(400, 538, 230, 20) +
      `<g transform="translate(-18 0)">${bud}</g><g transform="matrix(-1 0 0 1 818 0)">${bud}</g>` +
      path('M214 424c0-8 6-14 14-14h344c8 0 14 6 14 14v26c0 54-38 86-92 86H306c-54 0-92-32-92-86Z', 'url(#case)') +
      path('M214 424c0-8 6-14 14-14h344c8 0 14 6 14 14v8H214Z', finish.edge, 'opacity=".6"') +
      path('M228 410h344c6 0 11 4 13 9H215c2-5 7-9 13-9Z', finish.edge) +
      circle(400, 472, 5, '#2FA876') +
      stroke('M240 470c6 26 24 42 52 48', '#fff', 7, 'opacity=".6"'),
    { table: true },
  );
}

/** Two open buds lying beside their closed case. */
export function budsFlat({ ground, finish }: Palette): string {
  const shape = 'M-34-70c0-34 22-56 52-56s48 20 48 50c0 28-16 46-40 50-4 1-6 4-6 8v84c0 13-8 22-20 22s-20-9-20-22V-20c0-10-14-24-14-50Z';
  const bud =
    path(shape, 'url(#open)') +
    path('M-20 62c0 14 8 24 20 24s20-10 20-24v-6h-40Z', finish.edge) +
    `<ellipse cx="44" cy="-82" rx="15" ry="25" fill="#3B424F" transform="rotate(18 44 -82)"/>` +
    circle(-2, -84, 5, finish.mark) +
    rect(-3, -8, 5, 36, 2.5, finish.edge);
  const lying = (x: number, y: number, degrees: number, flip: number) =>
    `<g transform="translate(${x} ${y}) rotate(${degrees}) scale(${1.1 * flip} 1.1)"><g transform="translate(5 9)" opacity=".16">` +
    path(shape, ground.shadow) +
    `</g>${bud}</g>`;
  return sheet(
    ground,
    gradient('open', finish.hi, finish.lo, 'right') +
      gradient('shut', finish.hi, finish.lo, 'diagonal') +
      turn(
        -10,
        cast(ground, 196, 196, 236, 286, 76) +
          rect(190, 176, 236, 286, 78, finish.edge) +
          rect(190, 172, 236, 282, 78, 'url(#shut)') +
          stroke('M192 282h232', finish.edge, 3) +
          circle(308, 316, 6, '#2FA876') +
          stroke('M214 262c0-44 18-66 58-70', '#fff', 7, 'opacity=".7"'),
      ) +
      lying(510, 230, 18, 1) +
      lying(566, 428, 74, -1),
    { halo: 'wide' },
  );
}

/** Round buds lying in an open case. */
export function budsRound({ ground, finish }: Palette): string {
  const bud = (x: number, flip: number) =>
    `<g transform="translate(${x} 330) scale(${flip} 1)">` +
    '<ellipse cx="0" cy="6" rx="74" ry="60" fill="#16181D" opacity=".16"/>' +
    path('M-70 0c0-44 30-70 72-70 44 0 70 28 70 66 0 42-30 64-74 64-42 0-68-22-68-60Z', 'url(#round)') +
    path('M-34-6c0-22 16-36 40-36s38 14 38 36-14 34-38 34-40-12-40-34Z', finish.lo) +
    circle(4, -6, 10, finish.edge) +
    stroke('M-52-10c4-22 16-36 36-42', '#fff', 7, 'opacity=".7"') +
    '</g>';
  return sheet(
    ground,
    gradient('round', finish.hi, finish.lo, 'diagonal') +
      gradient('box', finish.base, finish.lo) +
      shade(400, 520, 250, 22) +
      path('M208 250c0-92 58-150 150-150h84c92 0 150 58 150 150v22H208Z', finish.edge) +
      path('M232 262c0-82 48-136 130-136h76c82 0 130 54 130 136Z', finish.lo) +
      path('M192 290c0-20 14-32 34-32h348c20 0 34 12 34 32v92c0 82-52 130-134 130H326c-82 0-134-48-134-130Z', 'url(#box)') +
      path('M222 282h356c8 0 12 5 12 12v40c0 60-40 96-104 96H314c-64 0-104-36-104-96v-40c0-7 4-12 12-12Z', finish.edge, 'opacity=".65"') +
      bud(306, 1) +
      bud(494, -1) +
      circle(400, 466, 6, '#2FA876'),
    { table: true },
  );
}

/** Headphones from the front, standing. */
export function headphones({ ground, finish }: Palette): string {
  const cup = (x: number, flip: number) =>
    `<g transform="translate(${x} 366) scale(${flip} 1)">` +
    rect(-14, -92, 52, 184, 26, '#2A2F39') +
    rect(-14, -92, 30, 184, 15, '#3B424F') +
    path('M-8-96c-48 0-78 40-78 96s30 96 78 96c14 0 20-8 20-20V-76c0-12-6-20-20-20Z', 'url(#cup)') +
    stroke('M-62-30c6-22 18-36 34-42', '#fff', 7, 'opacity=".4"') +
    circle(-44, 46, 5, finish.mark) +
    '</g>';
  return sheet(
    ground,
    gradient('cup', finish.hi, finish.lo, 'right') +
      gradient('band', finish.hi, finish.base) +
      shade(400, 508, 240, 20) +
      '<g transform="translate(0 44)">' +
      stroke('M226 340C214 190 280 104 400 104s186 86 174 236', finish.edge, 30) +
      stroke('M226 334C214 184 280 98 400 98s186 86 174 236', 'url(#band)', 26) +
      stroke('M284 150c30-30 68-46 116-46s86 16 116 46', '#2A2F39', 14, 'opacity=".85"') +
      rect(210, 268, 30, 62, 8, finish.lo) +
      rect(560, 268, 30, 62, 8, finish.lo) +
      cup(250, 1) +
      cup(550, -1) +
      '</g>',
    { table: true },
  );
}

/** Headphones folded flat, turned, with their case behind. */
export function headphonesFlat({ ground, finish }: Palette): string {
  const cup = (x: number, y: number) =>
    cast(ground, x - 74, y - 84, 148, 176, 74, 14) +
    `<ellipse cx="${x}" cy="${y}" rx="76" ry="90" fill="${finish.edge}"/><ellipse cx="${x}" cy="${y - 4}" rx="76" ry="88" fill="url(#flat)"/>` +
    `<ellipse cx="${x}" cy="${y - 4}" rx="46" ry="56" fill="none" stroke="${finish.edge}" stroke-width="3" opacity=".6"/>` +
    circle(x, y + 52, 4, finish.mark);
  return sheet(
    ground,
    gradient('flat', finish.hi, finish.lo, 'diagonal') +
      turn(
        -16,
        '<g transform="translate(0 22)">' +
          stroke('M250 350C220 150 300 76 400 76s180 74 150 274', ground.shadow, 40, 'opacity=".14"') +
          stroke('M252 340C222 146 300 70 400 70s178 76 148 270', finish.edge, 32) +
          stroke('M252 336C222 142 300 66 400 66s178 76 148 270', finish.base, 28) +
          stroke('M298 108c28-24 62-34 102-34s74 10 102 34', finish.edge, 12) +
          cup(270, 390) +
          cup(530, 390) +
          '</g>',
      ),
  );
}

/** The soft tip of a bud. */
const tip = (x: number, y: number): string =>
  `<ellipse cx="${x}" cy="${y}" rx="26" ry="41" fill="#3B424F"/><ellipse cx="${x + 5}" cy="${y + 2}" rx="19" ry="32" fill="#515A6A"/>` +
  `<ellipse cx="${x + 9}" cy="${y + 2}" rx="9" ry="16" fill="#2A2F39"/>`;
