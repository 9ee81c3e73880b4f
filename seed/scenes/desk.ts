import { cast, circle, gradient, INK, MANGO, path, rect, shade, sheet, stroke, turn } from './parts.js';
import type { Palette } from './tints.js';

/** A mechanical 75 % board, turned, with its cable. */
export function keyboardBoard({ ground, finish }: Palette): string {
  const caps = rows(124, 188, 552, [
    [16, 1],
    [14.5, 2],
    [14.5, 1.5],
    [13.5, 1.75],
    [11, 1.5],
  ]);
  return sheet(
    ground,
    turn(
      -9,
      cast(ground, 106, 196, 592, 222, 24) +
        stroke('M392 168c-6-40 30-58 10-96s-64-30-70-100', '#3A404B', 8) +
        rect(384, 150, 22, 22, 4, INK) +
        rect(102, 166, 596, 236, 24, finish.edge) +
        rect(102, 164, 596, 230, 24, finish.base) +
        rect(114, 176, 572, 206, 14, finish.lo) +
        caps.map((cap, index) => keycap(cap, capColours(index, caps.length))).join(''),
    ),
  );
}

/** Flat keys and a number pad, from above. */
export function keyboardFlat({ ground, finish }: Palette): string {
  const main = rows(84, 196, 452, [
    [14, 1],
    [14, 1],
    [13.5, 1.5],
    [13, 1.75],
    [9.5, 1.25],
  ]);
  const pad = rows(556, 196, 160, [
    [4, 1],
    [4, 1],
    [4, 1],
    [4, 1],
    [3, 2],
  ]);
  const cap = (c: Cap) => rect(c.x, c.y, c.width, 34, 7, finish.key) + rect(c.x + 1, c.y + 1, c.width - 2, 29, 6, '#fff', 'opacity=".09"');
  return sheet(
    ground,
    gradient('plate', finish.hi, finish.lo) +
      turn(
        5,
        cast(ground, 70, 190, 664, 244, 22) +
          rect(64, 168, 672, 250, 24, finish.edge) +
          rect(64, 166, 672, 246, 24, 'url(#plate)') +
          rect(64, 166, 672, 12, 6, finish.mark, 'opacity=".5"') +
          [...main, ...pad].map(cap).join(''),
      ),
    { halo: 'wide' },
  );
}

/** A small board with round keys. */
export function keyboardRound({ ground, finish }: Palette): string {
  const dots = [11, 11, 10, 9].flatMap((count, row) =>
    Array.from({ length: count }, (_, index) => {
      const x = 400 + (index - (count - 1) / 2) * 47;
      const special = (row === 3 && index === count - 1) || (row === 0 && index === 0);
      return circle(x, 226 + row * 46, 19, finish.edge) + circle(x, 224 + row * 46, 19, special ? MANGO : finish.key);
    }),
  );
  return sheet(
    ground,
    gradient('pebble', finish.hi, finish.lo) +
      turn(
        -6,
        cast(ground, 112, 186, 578, 256, 60) +
          rect(108, 168, 584, 262, 62, finish.edge) +
          rect(108, 164, 584, 260, 62, 'url(#pebble)') +
          dots.join('') +
          rect(290, 390, 220, 24, 12, finish.key),
      ),
    { halo: 'wide' },
  );
}

/** A shaped mouse from above, two wheels. */
export function mouseShaped({ ground, finish }: Palette): string {
  return sheet(
    ground,
    gradient('back', finish.hi, finish.lo, 'diagonal') +
      rect(168, 84, 464, 432, 40, ground.table) +
      turn(
        14,
        cast(ground, 300, 130, 210, 370, 100) +
          path(
            'M404 96c72 0 112 44 116 128 3 66-4 140-26 192-20 46-50 68-96 68-50 0-88-20-108-66-10-22-30-30-32-62-2-30 22-44 24-80 8-118 46-180 122-180Z',
            finish.edge,
          ) +
          path(
            'M404 90c72 0 112 44 116 128 3 66-4 140-26 192-20 46-50 68-96 68-50 0-88-20-108-66-10-22-30-30-32-62-2-30 22-44 24-80 8-118 46-180 122-180Z',
            'url(#back)',
          ) +
          path('M258 350c-2-30 22-44 24-80 2-30 6-56 12-78 8 60 12 150 2 214-12-18-36-26-38-56Z', finish.edge, 'opacity=".8"') +
          stroke('M402 92v92M296 250c60 22 160 22 222 0', finish.edge, 3) +
          rect(386, 128, 34, 84, 17, finish.edge) +
          rect(392, 134, 22, 72, 11, '#C9D0DB') +
          [146, 160, 174, 188].map((y) => rect(392, y, 22, 4, 2, '#8D97AB')).join('') +
          rect(272, 300, 14, 54, 7, '#C9D0DB') +
          path('M420 104c50 6 78 42 84 104', 'none', 'stroke="#fff" stroke-width="7" stroke-linecap="round" opacity=".25"'),
      ),
  );
}

/** A mouse held like a handshake, from its side. */
export function mouseVertical({ ground, finish }: Palette): string {
  const body =
    'M208 486c-26-10-30-60-2-126 34-80 96-190 176-214 54-16 104 6 130 60 34 70 74 130 92 190 14 48 6 82-34 92-90 20-270 18-362-2Z';
  return sheet(
    ground,
    gradient('shell', finish.hi, finish.lo, 'diagonal') +
      shade(404, 506, 250, 22) +
      path(body, finish.edge) +
      `<g transform="translate(0 -7)">${path(body, 'url(#shell)')}</g>` +
      path(
        'M206 353c34-80 96-190 176-214 20-6 40-7 58-3-60 40-120 140-134 214-6 34 6 60 40 74-60 20-130 26-158 16-12-20-6-50 18-87Z',
        finish.edge,
        'opacity=".55"',
      ) +
      path(
        'M440 230c30-10 60-4 74 20M474 300c30-10 58-4 72 18',
        'none',
        `stroke="${finish.edge}" stroke-width="4" stroke-linecap="round"`,
      ) +
      rect(318, 272, 66, 24, 12, finish.hi, 'transform="rotate(-52 350 284)"') +
      rect(352, 214, 66, 24, 12, finish.hi, 'transform="rotate(-52 384 226)"') +
      rect(452, 150, 30, 74, 15, finish.key, 'transform="rotate(-28 467 187)"') +
      rect(458, 158, 18, 58, 9, MANGO, 'transform="rotate(-28 467 187)"') +
      circle(520, 430, 6, '#2FA876'),
    { table: true },
  );
}

/** A pocket calculator for examinations. */
export function calculator({ ground, finish }: Palette): string {
  const keys = [0, 1, 2, 3].flatMap((row) =>
    [0, 1, 2, 3, 4].map((column) => {
      const colour = column > 2 && row === 0 ? MANGO : row === 3 && column === 4 ? '#2457F5' : '#F3F4F7';
      return rect(306 + column * 39, 362 + row * 34, 32, 25, 6, finish.edge) + rect(306 + column * 39, 360 + row * 34, 32, 24, 6, colour);
    }),
  );
  const small = [0, 1, 2].flatMap((row) =>
    [0, 1, 2, 3, 4, 5].map((column) => rect(306 + column * 32.4, 270 + row * 26, 25, 15, 5, finish.mark)),
  );
  return sheet(
    ground,
    gradient('calc', finish.hi, finish.lo, 'diagonal') +
      turn(
        9,
        cast(ground, 284, 74, 242, 466, 30) +
          rect(280, 58, 240, 468, 30, finish.edge) +
          rect(280, 54, 240, 464, 30, 'url(#calc)') +
          rect(302, 80, 196, 24, 4, '#3A2A2A') +
          [350, 400, 450].map((x) => rect(x, 80, 2, 24, 0, '#5C4646')).join('') +
          rect(300, 118, 200, 104, 12, finish.edge) +
          rect(308, 126, 184, 88, 6, '#C9D8BE') +
          stroke('M322 194c20-44 36-44 52-14s30 34 46-2 22-34 36-22', '#2F3B2C', 4) +
          stroke('M320 198h160M330 140v64', '#2F3B2C', 2, 'opacity=".5"') +
          '<ellipse cx="400" cy="246" rx="40" ry="14" fill="' +
          finish.mark +
          '"/>' +
          small.join('') +
          keys.join(''),
      ),
  );
}

interface Cap {
  x: number;
  y: number;
  width: number;
}

/** Rows of keys within a width: units in the row, and how wide the first and the last are; a long bar in the fifth row. */
function rows(left: number, top: number, width: number, plan: [number, number][]): Cap[] {
  return plan.flatMap(([units, end], row) => {
    const unit = width / units;
    const middle = Math.max(0, Math.round(units - 2 * end));
    const sizes =
      row === 4 && units > 6
        ? [end, 1, 1, units - 2 * end - 4, 1, 1, end]
        : [end, ...Array<number>(middle).fill((units - 2 * end) / (middle || 1)), end];
    const caps = units === 3 && end === 2 ? [2, 1] : sizes;
    let x = left;
    return caps.map((size) => {
      const cap = { x: x + 2, y: top + row * 38.5, width: size * unit - 4 };
      x += size * unit;
      return cap;
    });
  });
}

function capColours(index: number, count: number): [string, string] {
  if (index === 0 || index === count - 4) return ['#E8940C', MANGO];
  return index % 7 === 6 ? ['#B6BDCA', '#D9DEE7'] : ['#E3DED3', '#FFFDF8'];
}

const keycap = (cap: Cap, [side, top]: [string, string]): string =>
  rect(cap.x, cap.y, cap.width, 35.5, 6, side) + rect(cap.x + 3, cap.y + 1.5, cap.width - 6, 27.5, 5, top);
