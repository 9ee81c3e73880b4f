import { sha256 } from '../../kernel/random.js';

/** A few MB at most; who was not seen for longest is verified anew. */
const KEPT = 10_000;

export interface VerifiedToken {
  sessionId: unknown;
  /** By the machine's clock, ms: as the token's own end is read. */
  expiresAt: number;
}

/**
 * Tokens whose signature was verified, under their hash: a token is not verified on every call of its thirty days. It only
 * spares the arithmetic; whether the session lives is read from its row on every call. See docs/decisions/0016.
 */
export function verifiedTokens(): { get(token: string): VerifiedToken | null; keep(token: string, verified: VerifiedToken): void } {
  const kept = new Map<string, VerifiedToken>();
  return {
    get: (token) => {
      const key = sha256(token);
      const verified = kept.get(key);
      if (!verified) return null;
      kept.delete(key);
      if (verified.expiresAt <= Date.now()) return null;
      kept.set(key, verified); // last in a Map is newest
      return verified;
    },
    keep: (token, verified) => {
      for (const oldest of kept.keys()) {
        if (kept.size < KEPT) break;
        kept.delete(oldest);
      }
      kept.set(sha256(token), verified);
    },
  };
}
