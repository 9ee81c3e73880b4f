import { cast, gradient, MANGO, mark, path, rect, shade, sheet, stroke, turn } from './parts.js';
import type { Palette } from './tints.js';

/** A round-shouldered backpack with a front pocket. */
export function backpack({ ground, finish }: Palette): string {
  const seam = (d: string) => stroke(d, finish.mark, 1.5, 'stroke-dasharray="4 5"');
  const zip = (d: string) => stroke(d, finish.edge, 5) + seam(d);
  return sheet(
    ground,
    gradient('body', finish.base, finish.lo, 'diagonal') +
      shade(400, 532, 220, 20) +
      path('M262 236c-40 26-58 86-56 158 0 40 8 84 22 106l40-6V236Z', finish.edge) +
      path('M538 236c40 26 58 86 56 158 0 40-8 84-22 106l-40-6V236Z', finish.edge) +
      stroke('M358 116c0-32 14-50 42-50s42 18 42 50', finish.edge, 15) +
      path('M252 250c0-92 52-148 148-148s148 56 148 148l10 222c2 40-20 60-56 60H298c-36 0-58-20-56-60Z', 'url(#body)') +
      path(
        'M252 250c0-92 52-148 148-148 20 0 38 2 54 7-78 10-118 58-122 144l-6 180c-1 50 6 76 24 99h-52c-36 0-58-20-56-60Z',
        '#fff',
        'opacity=".05"',
      ) +
      zip('M270 268c0-84 44-136 130-136s130 52 130 136') +
      rect(520, 262, 17, 42, 6, MANGO) +
      rect(352, 196, 96, 58, 10, finish.edge) +
      mark(380, 210, MANGO, 0.7) +
      path('M280 352c0-22 14-36 36-36h168c22 0 36 14 36 36v108c0 26-14 40-40 40H320c-26 0-40-14-40-40Z', finish.hi, 'opacity=".55"') +
      path('M280 352c0-22 14-36 36-36h168c22 0 36 14 36 36v14H280Z', finish.lo, 'opacity=".7"') +
      zip('M296 368h208') +
      rect(312, 362, 13, 36, 5, MANGO) +
      seam('M300 478c4 8 10 12 22 12h156c12 0 18-4 22-12') +
      path('M244 440h20v38h-22ZM556 440h-20v38h22Z', finish.edge),
    { table: true },
  );
}

/** A square classic with a short handle and snaps. */
export function backpackSquare({ ground, finish }: Palette): string {
  return sheet(
    ground,
    gradient('cloth', finish.hi, finish.base, 'diagonal') +
      shade(400, 530, 220, 20) +
      stroke('M352 112c0-50 16-64 48-64s48 14 48 64', finish.edge, 16) +
      rect(258, 100, 284, 428, 34, finish.edge) +
      rect(258, 96, 284, 426, 34, 'url(#cloth)') +
      path('M258 130c0-20 14-34 34-34h216c20 0 34 14 34 34v60H258Z', finish.lo, 'opacity=".35"') +
      stroke('M274 190h252', finish.edge, 4) +
      stroke('M274 190V128c0-12 8-18 18-18h216c10 0 18 6 18 18v62', finish.edge, 4, 'opacity=".6"') +
      rect(356, 214, 88, 88, 44, finish.edge) +
      mark(376, 236, '#FFFDF8', 0.8) +
      rect(276, 340, 248, 160, 18, finish.edge, 'opacity=".55"') +
      rect(276, 336, 248, 160, 18, finish.base) +
      path('M276 354c0-10 8-18 18-18h212c10 0 18 8 18 18v40H276Z', finish.lo) +
      stroke('M290 394h220', finish.mark, 1.5, 'stroke-dasharray="4 5"') +
      rect(390, 372, 20, 36, 5, '#C9CFDB') +
      path('M248 214h12v180h-12q-8 0-8-10V224q0-10 8-10ZM552 214h-12v180h12q8 0 8-10V224q0-10-8-10Z', finish.edge),
    { table: true },
  );
}

/** A padded sleeve, a laptop looking out. */
export function sleeve({ ground, finish }: Palette): string {
  return sheet(
    ground,
    gradient('felt', finish.hi, finish.lo, 'diagonal') +
      turn(
        -8,
        cast(ground, 176, 190, 470, 330, 34) +
          rect(214, 84, 384, 240, 22, '#8D97AB') +
          rect(214, 80, 384, 240, 22, '#DCE1E9') +
          mark(378, 104, '#AEB6C6', 0.8) +
          rect(168, 172, 470, 330, 34, finish.edge) +
          rect(168, 168, 470, 328, 34, 'url(#felt)') +
          stroke('M186 198h434', finish.edge, 7) +
          stroke('M186 198h434', finish.mark, 2, 'stroke-dasharray="5 5"') +
          rect(578, 194, 16, 46, 6, MANGO) +
          rect(212, 286, 382, 176, 22, finish.edge, 'opacity=".25"') +
          stroke('M232 304h342', finish.mark, 2, 'stroke-dasharray="5 5"') +
          rect(232, 408, 66, 34, 6, finish.edge) +
          mark(253, 416, finish.hi, 0.42),
      ),
  );
}

/** A messenger bag with a wide flap and strap. */
export function messenger({ ground, finish }: Palette): string {
  return sheet(
    ground,
    gradient('canvas', finish.hi, finish.lo, 'diagonal') +
      shade(400, 528, 280, 22) +
      stroke('M196 300C150 90 300 40 400 40s250 50 204 260', finish.edge, 26) +
      stroke('M196 300C150 90 300 40 400 40s250 50 204 260', finish.mark, 2, 'stroke-dasharray="5 6"') +
      path('M160 280h480l18 206q2 36-34 36H176q-36 0-34-36Z', finish.edge) +
      path('M152 250q0-26 28-26h440q28 0 28 26l14 170q2 26-24 26H162q-26 0-24-26Z', 'url(#canvas)') +
      path('M152 250q0-26 28-26h150L300 446H162q-26 0-24-26Z', '#fff', 'opacity=".1"') +
      stroke('M156 426h488', finish.mark, 2, 'stroke-dasharray="5 6"') +
      [250, 520]
        .map((x) => rect(x, 224, 30, 250, 0, finish.edge) + rect(x - 6, 432, 42, 54, 8, '#2B303A') + rect(x + 5, 446, 20, 26, 4, MANGO))
        .join('') +
      rect(352, 286, 96, 62, 10, finish.edge) +
      mark(380, 300, '#FFFDF8', 0.72),
    { table: true, halo: 'wide' },
  );
}
