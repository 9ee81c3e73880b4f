/** Colours of the drawings. A ground is the wall, table and halo behind; a finish is what the thing is made of. */
export interface Ground {
  wall: string;
  halo: string;
  table: string;
  shadow: string;
}

export interface Finish {
  hi: string;
  base: string;
  lo: string;
  edge: string;
  /** Keys and small parts. */
  key: string;
  /** Marks and seams upon it. */
  mark: string;
}

const GROUNDS = {
  sky: { wall: '#E6ECFA', halo: '#F1F5FD', table: '#D6E0F5', shadow: '#5A72A8' },
  lilac: { wall: '#ECE8F8', halo: '#F5F2FC', table: '#DFD8F2', shadow: '#6F5DAA' },
  mint: { wall: '#DDF0E6', halo: '#EFF8F3', table: '#C9E5D7', shadow: '#3F7C60' },
  peach: { wall: '#FCE6D8', halo: '#FEF4EC', table: '#F8D6C1', shadow: '#A9623A' },
  sand: { wall: '#F7EFD6', halo: '#FCF8EA', table: '#EFE2BC', shadow: '#94792C' },
  rose: { wall: '#FBE7E6', halo: '#FDF3F2', table: '#F6D5D4', shadow: '#AB5B59' },
  stone: { wall: '#ECEBE6', halo: '#F6F5F1', table: '#DFDDD5', shadow: '#6B675A' },
  aqua: { wall: '#DCEFF3', halo: '#EEF8FA', table: '#C7E3EA', shadow: '#3B7686' },
  mango: { wall: '#FFEFCF', halo: '#FFF8E8', table: '#FFE0A6', shadow: '#A1701B' },
  leaf: { wall: '#EAF1D8', halo: '#F5F9EB', table: '#D9E6BC', shadow: '#6B7F34' },
} as const satisfies Record<string, Ground>;

const FINISHES = {
  silver: { hi: '#EDF0F5', base: '#D6DBE5', lo: '#BFC7D5', edge: '#A3ACBD', key: '#39404D', mark: '#8D97AB' },
  white: { hi: '#FFFFFF', base: '#F3F4F7', lo: '#DCE1E9', edge: '#BCC4D1', key: '#BFC8D6', mark: '#AEB6C4' },
  graphite: { hi: '#6A7180', base: '#525968', lo: '#3F4551', edge: '#2F343E', key: '#23272F', mark: '#949CAB' },
  black: { hi: '#474C57', base: '#343943', lo: '#262A32', edge: '#1B1E24', key: '#14171B', mark: '#6C7482' },
  midnight: { hi: '#4C5A78', base: '#36435F', lo: '#27324A', edge: '#1B2438', key: '#141B2B', mark: '#7D8DAF' },
  gold: { hi: '#F8F1E1', base: '#EADFC8', lo: '#D9CBAE', edge: '#BBAB8A', key: '#3B3A3C', mark: '#A8977A' },
  blue: { hi: '#DCE9F6', base: '#BFD5EB', lo: '#A3C0DE', edge: '#84A4C8', key: '#33415A', mark: '#6F8FB6' },
  purple: { hi: '#E9E3F5', base: '#D2C7EA', lo: '#BBACDD', edge: '#9A89C4', key: '#443C5C', mark: '#8878B4' },
  pink: { hi: '#FBE0E2', base: '#F3C3C8', lo: '#E6A6AE', edge: '#CC8791', key: '#5E3E45', mark: '#BF7680' },
  navy: { hi: '#55759F', base: '#46658F', lo: '#314B70', edge: '#22374F', key: '#22374F', mark: '#6F8CB4' },
  forest: { hi: '#5C8A70', base: '#477459', lo: '#345A44', edge: '#244231', key: '#244231', mark: '#88B29A' },
  brick: { hi: '#D9785C', base: '#C56246', lo: '#A84E35', edge: '#823A26', key: '#6B2F1F', mark: '#F0AC96' },
  yellow: { hi: '#FFCB5C', base: '#FFB020', lo: '#EE9A06', edge: '#C97E00', key: '#6A4300', mark: '#9E6503' },
} as const satisfies Record<string, Finish>;

export type GroundName = keyof typeof GROUNDS;
export type FinishName = keyof typeof FINISHES;

/** What a screen shows; scenes without a screen ignore it. */
export type ArtName = 'hills' | 'waves' | 'dunes' | 'rings' | 'code' | 'notes' | 'neon' | 'leaves' | 'dusk' | 'chart';

export interface Tint {
  ground: GroundName;
  finish: FinishName;
  art?: ArtName;
}

/** A tint with its names looked up, as scenes draw with it. */
export interface Palette {
  ground: Ground;
  finish: Finish;
  art: ArtName;
}

export const paletteOf = (tint: Tint): Palette => ({
  ground: GROUNDS[tint.ground],
  finish: FINISHES[tint.finish],
  art: tint.art ?? 'hills',
});
