import { cast, circle, gradient, INK, MANGO, mark, path, plant, rect, shade, sheet, stroke, turn } from './parts.js';
import { screen } from './screens.js';
import type { Palette } from './tints.js';

/** A hub with its short cable and its ports. */
export function hub({ ground, finish }: Palette): string {
  const port = (x: number, width: number, height: number) => rect(x, 342 - height / 2, width, height, Math.min(7, height / 2), '#14171B');
  return sheet(
    ground,
    gradient('alu', finish.hi, finish.lo) +
      turn(
        -8,
        cast(ground, 196, 270, 470, 130, 26) +
          stroke('M206 330c-70 0-100-20-100-80s20-110-30-160', '#3A404B', 14) +
          rect(192, 260, 470, 124, 28, finish.edge) +
          rect(192, 256, 470, 70, 28, finish.hi) +
          rect(192, 300, 470, 84, 24, 'url(#alu)') +
          port(232, 78, 24) +
          rect(240, 340, 62, 8, 2, MANGO) +
          port(330, 78, 24) +
          rect(338, 340, 62, 8, 2, '#2457F5') +
          port(430, 62, 26) +
          port(514, 44, 18) +
          port(580, 44, 18) +
          circle(640, 342, 5, '#2FA876') +
          mark(402, 268, finish.mark, 0.45),
      ),
  );
}

/** A small charger with one port and a coiled cable. */
export function charger({ ground, finish }: Palette): string {
  return sheet(
    ground,
    gradient('cube', finish.hi, finish.lo, 'diagonal') +
      shade(410, 520, 280, 22) +
      stroke('M448 398c96 12 210 20 210 84 0 52-104 40-104-6 0-52 96-50 126-8', '#3A404B', 12) +
      rect(246, 222, 16, 60, 7, '#9AA3B4') +
      [262, 336].map((y) => rect(150, y, 72, 22, 11, '#8D97AB') + rect(150, y, 30, 22, 11, '#AEB6C6')).join('') +
      rect(206, 204, 246, 304, 38, finish.edge) +
      rect(206, 198, 246, 300, 38, 'url(#cube)') +
      path('M244 198h70L236 498c-18 0-30-16-30-38V236c0-22 16-38 38-38Z', '#fff', 'opacity=".14"') +
      mark(300, 300, finish.mark, 1.1) +
      rect(434, 376, 20, 46, 10, '#14171B') +
      rect(444, 382, 44, 34, 8, '#4A5160'),
    { table: true },
  );
}

/** A power bank filling a phone. */
export function powerBank({ ground, finish, art }: Palette): string {
  return sheet(
    ground,
    gradient('bank', finish.hi, finish.lo, 'diagonal') +
      turn(
        -10,
        cast(ground, 196, 120, 200, 392, 34) +
          rect(190, 100, 200, 396, 36, finish.edge) +
          rect(190, 96, 200, 394, 36, 'url(#bank)') +
          [0, 1, 2, 3].map((dot) => circle(260 + dot * 20, 440, 5, dot < 3 ? '#2FA876' : finish.mark)).join('') +
          mark(262, 270, finish.mark),
      ) +
      stroke('M256 92c6-70 120-86 176-42s70 40 88 76', '#3A404B', 9) +
      turn(
        8,
        cast(ground, 434, 130, 190, 380, 34) +
          rect(428, 110, 190, 384, 34, '#14171B') +
          screen(art, 438, 120, 170, 364, 26) +
          rect(496, 130, 54, 12, 6, '#14171B'),
      ),
  );
}

/** A pocket drive in its rubber coat. */
export function drive({ ground, finish }: Palette): string {
  return sheet(
    ground,
    gradient('coat', finish.hi, finish.lo, 'diagonal') +
      turn(
        -18,
        cast(ground, 286, 146, 244, 340, 34) +
          stroke('M400 470c0 60-60 50-70 90s10 60 0 90', '#3A404B', 12) +
          rect(380, 464, 40, 40, 6, '#4A5160') +
          rect(278, 126, 244, 350, 36, finish.edge) +
          rect(278, 122, 244, 346, 36, 'url(#coat)') +
          [0, 1, 2, 3, 4, 5].map((line) => rect(304, 290 + line * 26, 192, 10, 5, finish.edge, 'opacity=".55"')).join('') +
          rect(304, 148, 192, 112, 18, finish.lo) +
          mark(376, 182, finish.mark, 0.9) +
          circle(488, 440, 5, '#2457F5'),
      ),
  );
}

/** A folding stand lifting a laptop. */
export function laptopStand({ ground, finish }: Palette): string {
  return sheet(
    ground,
    gradient('bar', finish.hi, finish.lo, 'right') +
      shade(410, 520, 280, 22) +
      path('M300 512 470 300l24 16-164 200q-4 6-12 6h-14q-10 0-4-10Z', finish.edge) +
      path('M560 512 336 330l18-20 236 192q8 8 2 14t-14 6h-6q-6 0-12-10Z', 'url(#bar)') +
      circle(416, 380, 13, finish.mark) +
      path('M236 404 574 250l8 16-336 158q-14 4-18-6t8-14Z', 'url(#bar)') +
      path('M226 396 570 238q10-4 14 5t-5 13L242 412q-12 4-18-4t2-12Z', '#DCE1E9') +
      path('M224 402 584 242q2 9-6 13L242 412q-12 4-18-10Z', '#A3ACBD') +
      path('M564 240 640 76q4-8 11-5t4 12L582 250Z', '#A3ACBD') +
      path('M564 240 640 76q3-6 7-6L572 244Z', INK) +
      path('M236 404l-20-10q-8-4-4 6l12 20q8 10 20 4Z', finish.edge) +
      plant(664, 522, '#FFFDF8'),
    { table: true },
  );
}

/** A lamp that sits on a monitor's edge. */
export function screenBar({ ground, finish, art }: Palette): string {
  return sheet(
    ground,
    '<linearGradient id="beam" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#FFE7B0" stop-opacity=".85"/><stop offset="1" stop-color="#FFE7B0" stop-opacity="0"/></linearGradient>' +
      gradient('bar', finish.hi, finish.lo) +
      rect(120, 190, 560, 336, 12, '#20232B') +
      screen(art, 128, 198, 544, 320, 5) +
      rect(128, 198, 544, 320, 5, '#10131B', 'opacity=".2"') +
      path('M196 176h408l96 344H100Z', 'url(#beam)') +
      rect(376, 132, 48, 74, 12, finish.edge) +
      rect(176, 138, 448, 40, 20, finish.edge) +
      rect(176, 134, 448, 38, 19, 'url(#bar)') +
      rect(196, 164, 408, 8, 4, '#FFF3DC') +
      circle(400, 148, 6, finish.mark),
    { halo: 'wide' },
  );
}
