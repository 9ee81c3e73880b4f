import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Work } from '../kernel/work.js';

/** What a browser does with the work that a refusal asks for: the header to come again with. */
export async function solveWork(refused: object): Promise<{ Work: string }> {
  const challenge = (refused as { work?: Work }).work;
  const solution = challenge && (await solveChallenge({ challenge, deriveKey }));
  if (!solution) throw new Error('No work was asked for, or it was not done.');
  return { Work: Buffer.from(JSON.stringify({ challenge, solution })).toString('base64') };
}
