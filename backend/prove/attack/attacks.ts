import type { Attack } from './attack.js';
import { badRequests } from './bad-requests.js';
import { codeOracle } from './code-oracle.js';
import { floods } from './floods.js';

/** Every attack, in the order in which they come; the oracle last, which writes into every row what nobody would. */
export const ATTACKS: Record<string, Attack> = { floods, 'bad-requests': badRequests, 'code-oracle': codeOracle };
