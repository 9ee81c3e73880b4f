import { cast, circle, gradient, INK, mark, mug, path, plant, rect, shade, sheet, stroke, turn } from './parts.js';
import { screen } from './screens.js';
import type { Palette } from './tints.js';

/** Open, from the front: the face of most laptops. */
export const laptopOpen = (palette: Palette): string => sheet(palette.ground, opened(palette), { table: true });

/** Open on a desk where someone is at work. */
export function laptopDesk(palette: Palette): string {
  const { ground } = palette;
  return sheet(
    ground,
    `<g transform="translate(20 60) scale(.9)">${opened(palette)}</g>` +
      shade(706, 512, 60, 10) +
      plant(706, 512, '#FFFDF8') +
      shade(62, 558, 60, 9) +
      mug(30, 556, '#FFFDF8', '#EAE4D6') +
      `<g transform="rotate(-4 560 560)">${rect(470, 556, 190, 9, 4.5, '#FFB020')}${path('M660 556l22 4.500-22 4.500Z', '#E9DFC9')}</g>`,
    { table: true },
  );
}

/** Closed and turned, its lid towards us. */
export function laptopClosed({ ground, finish }: Palette): string {
  return sheet(
    ground,
    gradient('lid', finish.hi, finish.lo, 'diagonal') +
      turn(
        -12,
        cast(ground, 180, 170, 444, 302, 26) +
          rect(176, 150, 448, 308, 26, finish.edge) +
          rect(176, 146, 448, 306, 26, 'url(#lid)') +
          path('M202 146h220L310 452H202c-14 0-26-12-26-26V172c0-14 12-26 26-26Z', '#fff', 'opacity=".16"') +
          mark(373, 276, finish.mark) +
          stroke('M300 449h200', finish.mark, 3),
      ),
  );
}

/** From the side: how thin it is. */
export function laptopSide({ ground, finish }: Palette): string {
  return sheet(
    ground,
    gradient('side', finish.hi, finish.lo) +
      shade(400, 502, 300, 20) +
      path('M596 466 684 158q3-9 11-6t6 12L612 470Z', finish.edge) +
      path('M596 466 684 158q2-6 6-6L604 468Z', INK) +
      path('M136 474q0-10 12-11l452-3q20 0 20 14 0 20-22 20H160q-24 0-24-20Z', 'url(#side)') +
      path('M136 475h484q-2 19-22 19H160q-22 0-24-19Z', finish.edge, 'opacity=".55"') +
      circle(606, 468, 11, finish.mark) +
      [470, 424].map((x) => rect(x, 470, 34, 10, 5, finish.key)).join('') +
      rect(368, 469, 44, 12, 3, finish.key) +
      circle(344, 475, 6, finish.key) +
      rect(182, 494, 52, 6, 3, INK) +
      rect(528, 494, 52, 6, 3, INK) +
      plant(240, 462, '#FFFDF8'),
    { table: true },
  );
}

/** From behind, half turned away from its owner. */
export function laptopBack({ ground, finish }: Palette): string {
  return sheet(
    ground,
    gradient('back', finish.hi, finish.lo, 'diagonal') +
      shade(400, 512, 310, 22) +
      rect(168, 122, 464, 340, 24, finish.edge) +
      rect(168, 120, 464, 338, 24, 'url(#back)') +
      path('M192 120h218L292 458H192c-13 0-24-11-24-24V144c0-13 11-24 24-24Z', '#fff', 'opacity=".14"') +
      rect(206, 448, 388, 24, 6, INK) +
      path('M146 466h508q6 0 8 6l6 22q2 10-10 10H142q-12 0-10-10l6-22q2-6 8-6Z', finish.lo) +
      path('M134 486h532l2 8q2 10-10 10H142q-12 0-10-10Z', finish.edge) +
      rect(206, 462, 388, 8, 4, finish.edge) +
      mark(373, 268, finish.mark) +
      mug(86, 520, '#FFFDF8', '#EAE4D6'),
    { table: true },
  );
}

/** A two-in-one standing as a tent. */
export function laptopTent({ ground, finish, art }: Palette): string {
  return sheet(
    ground,
    gradient('leg', finish.lo, finish.edge, 'right') +
      shade(420, 512, 300, 22) +
      path('M600 128q10-2 13 8l86 352q2 10-8 11l-40 3L580 140Z', 'url(#leg)') +
      `<g transform="matrix(1 -.06 -.09 1 44 22)">` +
      rect(168, 122, 444, 372, 22, finish.edge) +
      rect(168, 118, 444, 370, 22, INK) +
      screen(art, 182, 132, 416, 322, 10) +
      rect(356, 466, 68, 8, 4, '#3C424E') +
      '</g>',
    { table: true },
  );
}

/** Closed, on a pile of books. */
export function laptopBooks({ ground, finish }: Palette): string {
  return sheet(
    ground,
    gradient('slab', finish.hi, finish.lo) +
      shade(400, 528, 300, 22) +
      book(196, 470, 420, 54, '#C9573F') +
      book(226, 416, 372, 54, '#2F6F8F') +
      book(206, 370, 400, 46, '#E9A227') +
      path('M160 346q0-12 14-12h452q14 0 14 12l-4 14q-2 10-14 10H178q-12 0-14-10Z', 'url(#slab)') +
      path('M162 351h476l-3 9q-2 10-13 10H178q-11 0-13-10Z', finish.edge, 'opacity=".7"') +
      path('M360 351h80q-3 6-10 6h-60q-7 0-10-6Z', finish.mark) +
      mug(462, 334, '#FFFDF8', '#EAE4D6') +
      plant(270, 334, '#FFFDF8'),
    { table: true },
  );
}

function opened({ finish, art }: Palette): string {
  const keys = art === 'neon' ? '#FF6FB5' : finish.key;
  return (
    gradient('deck', finish.base, finish.hi) +
    shade(400, 526, 330, 26) +
    lid(art) +
    path('M190 412h420l4 12H186Z', finish.edge) +
    path('M178 424h444l52 82q2 4-3 4H129q-5 0-3-4Z', 'url(#deck)') +
    path('M199.600 428.900H600.400L629.400 474H170.600Z', finish.lo, 'opacity=".6"') +
    path(keyRows(), keys) +
    path('M330.700 478.900H469.300L477.100 501.900H322.900Z', finish.base, `stroke="${finish.lo}"`) +
    path('M126 508h548v3c0 8-6 13-16 13H142c-10 0-16-5-16-13Z', finish.edge) +
    path('M352 508h96c-2 6-7 8-13 8h-70c-6 0-11-2-13-8Z', finish.mark)
  );
}

function lid(art: Palette['art']): string {
  return (
    rect(184, 112, 432, 302, 18, INK) +
    rect(184.8, 112.8, 430.4, 300.4, 17, 'none', 'stroke="#3C424E" stroke-width="1.5"') +
    screen(art, 197, 126, 406, 264, 8) +
    circle(400, 119.5, 2, '#59606E')
  );
}

/** Four rows of keys in perspective, as one path. */
function keyRows(): string {
  const rows: [number, number, number][] = [
    [432.2, 439.6, 14],
    [441.6, 449.8, 14],
    [451.9, 460.1, 13],
    [462.1, 470.7, 12],
  ];
  const half = (y: number) => 190.7 + (y - 432.2) * 0.62;
  return rows
    .flatMap(([top, bottom, count]) =>
      Array.from({ length: count }, (_, index) => {
        const at = (edge: number, y: number) => (400 + (-1 + (2 * edge) / count) * half(y)).toFixed(1);
        const [left, right] = [index + 0.08, index + 0.92];
        return `M${at(left, top)} ${top}H${at(right, top)}L${at(right, bottom)} ${bottom}H${at(left, bottom)}Z`;
      }),
    )
    .join('');
}

function book(x: number, y: number, width: number, height: number, colour: string): string {
  return (
    rect(x, y, width, height, 6, colour) +
    rect(x + width - 30, y + 7, 30, height - 14, 2, '#FBF6EA') +
    rect(x + 34, y, 12, height, 0, '#fff', 'opacity=".3"') +
    rect(x + 70, y + height / 2 - 4, 90, 8, 4, '#fff', 'opacity=".55"')
  );
}
