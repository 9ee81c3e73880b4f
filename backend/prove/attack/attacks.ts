import type { Attack } from './attack.js';

/** Every attack, in the order in which they come: what fills memory last. */
export const ATTACKS: Record<string, Attack> = {};
