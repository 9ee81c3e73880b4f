import { cast, circle, gradient, INK, mark, move, path, rect, shade, sheet, stroke, turn } from './parts.js';
import { screen } from './screens.js';
import type { Finish, Palette } from './tints.js';

/** Lying down with a pen beside it. */
export function tabletPen({ ground, finish, art }: Palette): string {
  return sheet(
    ground,
    pencilGradient() +
      move(
        -16,
        0,
        turn(-7, cast(ground, 214, 104, 380, 420, 30) + rect(206, 80, 380, 424, 30, finish.edge) + glass(206, 80, 380, 420, art)),
      ) +
      move(-52, 6, turn(24, cast(ground, 642, 136, 20, 352, 10, 10) + pencil(), 640, 300)),
  );
}

/** Standing on its keyboard folio, across. */
export function tabletStand({ ground, finish, art }: Palette): string {
  return sheet(
    ground,
    gradient('folio', finish.lo, finish.edge) +
      shade(400, 524, 310, 24) +
      rect(172, 98, 456, 330, 26, finish.edge) +
      rect(174, 98, 452, 326, 25, INK) +
      screen(art, 190, 114, 420, 294, 12) +
      path('M196 428h408l60 84q4 8-6 8H142q-10 0-6-8Z', 'url(#folio)') +
      path('M214 440h372l10 14H204ZM200 460h400l10 14H190ZM186 480h428l8 12H178Z', '#fff', 'opacity=".28"') +
      path('M136 514h528q0 12-12 12H148q-12 0-12-12Z', finish.mark),
    { table: true },
  );
}

/** Two of them: one from behind with its camera, one lit. */
export function tabletPair({ ground, finish, art }: Palette): string {
  return sheet(
    ground,
    gradient('shell', finish.hi, finish.lo, 'diagonal') +
      turn(
        -10,
        cast(ground, 152, 122, 306, 400, 28) +
          rect(146, 104, 306, 404, 28, finish.edge) +
          rect(146, 102, 306, 402, 28, 'url(#shell)') +
          rect(168, 124, 58, 58, 20, finish.lo) +
          circle(197, 153, 19, INK) +
          circle(197, 153, 9, '#3F4B63') +
          mark(280, 290, finish.mark, 0.8),
      ) +
      turn(8, cast(ground, 366, 122, 290, 386, 28) + rect(358, 100, 290, 392, 28, finish.edge) + glass(358, 100, 290, 388, art)),
  );
}

/** Small enough for one hand: upright, seen straight on. */
export function tabletMini({ ground, finish, art }: Palette): string {
  return sheet(
    ground,
    shade(400, 522, 200, 18) +
      rect(252, 78, 296, 440, 30, finish.edge) +
      glass(252, 78, 296, 436, art) +
      rect(548, 150, 5, 50, 2, finish.mark),
    { table: true },
  );
}

/** A tablet with a kickstand and a keyboard clipped on. */
export function tabletKick({ ground, finish, art }: Palette): string {
  return sheet(
    ground,
    gradient('cover', finish.lo, finish.edge) +
      shade(410, 520, 320, 24) +
      path('M604 300 676 506h22L640 296Z', finish.mark) +
      '<g transform="matrix(1 -.03 .05 1 -14 12)">' +
      rect(158, 112, 470, 318, 16, finish.edge) +
      rect(158, 110, 470, 314, 16, INK) +
      screen(art, 172, 124, 442, 286, 6) +
      '</g>' +
      path('M174 436 640 422l36 78q2 6-6 6l-536 12q-8 0-4-8Z', 'url(#cover)') +
      path('M194 446l430-13 7 13-444 13ZM182 468l456-13 7 13-470 14Z', '#fff', 'opacity=".22"') +
      path('M336 490l124-3 4 16-132 3Z', '#fff', 'opacity=".16"'),
    { table: true },
  );
}

/** A pen alone, in front of a line it has drawn. */
export function stylus({ ground, finish }: Palette): string {
  return sheet(
    ground,
    pencilGradient(finish) +
      stroke('M150 410c60-120 108-160 150-120s-20 130 30 140 90-120 150-130 40 110 110 90', ground.table, 20) +
      stroke('M150 410c60-120 108-160 150-120s-20 130 30 140 90-120 150-130 40 110 110 90', '#2457F5', 7) +
      `<g transform="translate(-208 -26) rotate(38 640 300) translate(-115 -78) scale(1.18)">${cast(ground, 644, 140, 20, 340, 10, 12)}${pencil()}</g>`,
  );
}

function glass(x: number, y: number, width: number, height: number, art: Palette['art']): string {
  return (
    rect(x + 2, y, width - 4, height, 29, INK) +
    screen(art, x + 20, y + 18, width - 40, height - 36, 12, `glass${x}`) +
    circle(x + width / 2, y + 9, 3, '#454B57')
  );
}

function pencilGradient(finish?: Finish): string {
  return gradient('pen', finish?.hi ?? '#FFFFFF', finish?.lo ?? '#D3D8DF', 'right');
}

/** A pen at (632, 118), 24 × 362, its nib down. */
function pencil(): string {
  return (
    path('M632 440h24l-9 38q-3 8-6 0Z', '#E8EAEE') +
    path('M639.500 470h9l-2.500 9q-2 5-4 0Z', '#3A404B') +
    rect(632, 118, 24, 324, 8, 'url(#pen)') +
    rect(632, 190, 24, 3, 0, '#16181D', 'opacity=".14"') +
    rect(650, 240, 3, 66, 1.5, '#16181D', 'opacity=".14"')
  );
}
