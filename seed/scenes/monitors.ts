import { cast, circle, gradient, INK, mug, path, plant, rect, shade, sheet, stroke, turn } from './parts.js';
import { screen } from './screens.js';
import type { Palette } from './tints.js';

/** On its stand, with a mug. */
export function monitorMug({ ground, finish, art }: Palette): string {
  return sheet(
    ground,
    stand(finish) +
      rect(130, 96, 540, 324, 14, '#20232B') +
      screen(art, 138, 104, 524, 296, 6) +
      path('M138 400h524v6q0 6-6 6H144q-6 0-6-6Z', '#2C303A') +
      rect(384, 404.5, 32, 3, 1.5, '#575D6B') +
      mug(596, 534, '#FFFDF8', '#EAE4D6'),
    { table: true, halo: 'wide' },
  );
}

/** Very wide and bent. */
export function monitorWide({ ground, finish, art }: Palette): string {
  const bend = 'M70 146q330 40 660 0 8-1 8 8v222q0 9-8 8-330-40-660 0-8 1-8-8V154q0-9 8-8Z';
  return sheet(
    ground,
    gradient('foot', finish.hi, finish.lo, 'right') +
      shade(400, 526, 240, 20) +
      path('M384 366h32l6 130h-44Z', 'url(#foot)') +
      path('M400 490 268 518q-8 2-8 8h18l122-22 122 22h18q0-6-8-8Z', finish.edge) +
      path('M400 486 268 512q-8 2-8 8h18l122-22 122 22h18q0-6-8-8Z', finish.base) +
      path(bend, '#20232B') +
      `<clipPath id="bend"><path d="M76 156q324 38 648 0v216q-324-38-648 0Z"/></clipPath><g clip-path="url(#bend)">${screen(art, 66, 90, 668, 400, 0)}</g>`,
    { table: true, halo: 'wide' },
  );
}

/** Turned upright, for long pages and code. */
export function monitorTall({ ground, finish, art }: Palette): string {
  return sheet(
    ground,
    stand(finish) +
      rect(262, 46, 276, 410, 12, '#20232B') +
      screen(art, 270, 54, 260, 388, 5) +
      rect(386, 447, 28, 3, 1.5, '#575D6B') +
      plant(630, 520, finish.hi) +
      rect(120, 486, 108, 16, 4, '#2F6F8F') +
      rect(128, 502, 104, 18, 4, '#E9A227'),
    { table: true },
  );
}

/** Slim, borderless, on a round foot, with a plant. */
export function monitorSlim({ ground, finish, art }: Palette): string {
  return sheet(
    ground,
    gradient('neck', finish.hi, finish.lo, 'right') +
      shade(400, 526, 170, 16) +
      path('M388 420h24v90h-24Z', 'url(#neck)') +
      '<ellipse cx="400" cy="514" rx="112" ry="13" fill="' +
      finish.edge +
      '"/><ellipse cx="400" cy="510" rx="112" ry="12" fill="' +
      finish.base +
      '"/>' +
      rect(116, 90, 568, 340, 12, finish.edge) +
      rect(116, 88, 568, 338, 12, finish.hi) +
      screen(art, 124, 96, 552, 310, 6) +
      plant(180, 522, ground.halo),
    { table: true, halo: 'wide' },
  );
}

/** A portable screen leaning on its cover, with its one cable. */
export function monitorPortable({ ground, finish, art }: Palette): string {
  return sheet(
    ground,
    shade(400, 512, 310, 22) +
      path('M212 470h398l44 32q4 6-6 6H152q-10 0-6-6Z', finish.edge) +
      path('M218 470h380l20 16H182Z', finish.lo) +
      rect(150, 128, 500, 350, 16, finish.edge) +
      rect(152, 126, 496, 346, 15, INK) +
      screen(art, 164, 138, 472, 300, 5) +
      stroke('M650 440c44 0 34 64 70 66s54 4 90-6', '#3A404B', 8) +
      rect(634, 430, 26, 20, 4, '#4A5160'),
    { table: true, halo: 'wide' },
  );
}

/** A camera for calls, on its clip. */
export function webcam({ ground, finish }: Palette): string {
  return sheet(
    ground,
    gradient('cam', finish.hi, finish.lo) +
      shade(400, 520, 170, 18) +
      path('M352 356h96l14 96q2 14-12 14H350q-14 0-12-14Z', finish.edge) +
      path('M318 466h164q14 0 14 14v24q0 14-14 14H318q-14 0-14-14v-24q0-14 14-14Z', finish.lo) +
      turn(
        0,
        cast(ground, 210, 196, 380, 160, 80, 12) +
          rect(200, 186, 400, 176, 88, finish.edge) +
          rect(200, 182, 400, 172, 86, 'url(#cam)') +
          circle(400, 268, 68, finish.edge) +
          circle(400, 268, 56, '#14171B') +
          circle(400, 268, 36, '#24344F') +
          circle(400, 268, 18, '#0C1018') +
          circle(384, 250, 9, '#fff', 'opacity=".75"') +
          circle(530, 268, 7, '#2FA876') +
          [258, 272, 286].map((x) => circle(x, 268, 4, finish.mark)).join(''),
      ),
    { table: true },
  );
}

function stand(finish: Palette['finish']): string {
  return (
    gradient('neck', finish.hi, finish.lo, 'right') +
    shade(400, 526, 210, 18) +
    path('M366 412h68l6 92h-80Z', 'url(#neck)') +
    path('M366 412h68l1.500 20h-71Z', finish.edge, 'opacity=".55"') +
    path('M276 512c0-8 10-12 24-13h200c14 1 24 5 24 13v4c0 5-4 8-10 8H286c-6 0-10-3-10-8Z', finish.base) +
    path('M276 513h248v3c0 5-4 8-10 8H286c-6 0-10-3-10-8Z', finish.edge)
  );
}
