import type { Attack } from './attack.js';
import { badRequests } from './bad-requests.js';
import { codeOracle } from './code-oracle.js';
import { floods } from './floods.js';

/** Every attack, in the order in which they come: what fills memory last. */
export const ATTACKS: Record<string, Attack> = { 'code-oracle': codeOracle, floods, 'bad-requests': badRequests };
