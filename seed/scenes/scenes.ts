import { backpack, backpackSquare, messenger, sleeve } from './bags.js';
import { calculator, keyboardBoard, keyboardFlat, keyboardRound, mouseShaped, mouseVertical } from './desk.js';
import { laptopBack, laptopBooks, laptopClosed, laptopDesk, laptopOpen, laptopSide, laptopTent } from './laptops.js';
import { monitorMug, monitorPortable, monitorSlim, monitorTall, monitorWide, webcam } from './monitors.js';
import { charger, drive, hub, laptopStand, powerBank, screenBar } from './small.js';
import { budsFlat, budsRound, budsStem, headphones, headphonesFlat } from './sound.js';
import { stylus, tabletKick, tabletMini, tabletPair, tabletPen, tabletStand } from './tablets.js';
import type { Palette } from './tints.js';

/** Every drawing by name: a palette in, an SVG sheet of 1200 × 900 out. */
export const SCENES = {
  'laptop-open': laptopOpen,
  'laptop-desk': laptopDesk,
  'laptop-closed': laptopClosed,
  'laptop-side': laptopSide,
  'laptop-back': laptopBack,
  'laptop-tent': laptopTent,
  'laptop-books': laptopBooks,
  'tablet-pen': tabletPen,
  'tablet-stand': tabletStand,
  'tablet-pair': tabletPair,
  'tablet-mini': tabletMini,
  'tablet-kick': tabletKick,
  stylus,
  'monitor-mug': monitorMug,
  'monitor-wide': monitorWide,
  'monitor-tall': monitorTall,
  'monitor-slim': monitorSlim,
  'monitor-portable': monitorPortable,
  webcam,
  'keyboard-board': keyboardBoard,
  'keyboard-flat': keyboardFlat,
  'keyboard-round': keyboardRound,
  'mouse-shaped': mouseShaped,
  'mouse-vertical': mouseVertical,
  calculator,
  'buds-stem': budsStem,
  'buds-flat': budsFlat,
  'buds-round': budsRound,
  headphones,
  'headphones-flat': headphonesFlat,
  backpack,
  'backpack-square': backpackSquare,
  sleeve,
  messenger,
  hub,
  charger,
  'power-bank': powerBank,
  drive,
  'laptop-stand': laptopStand,
  'screen-bar': screenBar,
} as const satisfies Record<string, (palette: Palette) => string>;

export type SceneName = keyof typeof SCENES;
