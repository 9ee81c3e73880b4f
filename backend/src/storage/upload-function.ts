import type { TokenCredential } from '@azure/identity';
import { z } from 'zod';
import { OutsideError, type Pictures } from '../kernel/context.js';

const Answer = z.object({
  uploadUrl: z.url({ protocol: /^https$/ }),
  name: z.string().regex(/^[0-9a-f]{32}$/),
  expiresAt: z.iso.datetime(),
});

export interface UploadFunctionOptions {
  url: string;
  /** The application id URI that the function's platform expects tokens for. */
  audience: string;
  credential: TokenCredential;
  /** The account that addresses must lead to. */
  blobUrl: string;
  timeoutMs?: number;
}

/**
 * Asks the function for upload addresses, as the API's managed identity. Where it answers anything but an address of our
 * account, nothing is handed to a browser.
 */
export function uploadFunction({ url, audience, credential, blobUrl, timeoutMs = 10_000 }: UploadFunctionOptions): Pictures['startUpload'] {
  return async () => {
    const headers = { Authorization: `Bearer ${await tokenFor(credential, audience)}`, 'Content-Type': 'application/json' };
    const response = await post(url, headers, timeoutMs);
    const answer = Answer.safeParse(await response.json().catch(() => undefined));
    if (!response.ok) throw new OutsideError('refused', `http_${response.status}`, 'The upload function refused.');
    if (!answer.success || new URL(answer.data.uploadUrl).origin !== new URL(blobUrl).origin)
      throw new OutsideError('refused', 'bad_answer', 'The upload function answered something else than an address of our account.');
    return { ...answer.data, expiresAt: new Date(answer.data.expiresAt) };
  };
}

async function tokenFor(credential: TokenCredential, audience: string): Promise<string> {
  const given = await credential.getToken(`${audience}/.default`).catch((error: unknown) => {
    throw new OutsideError('refused', 'no_token', `Azure gave our identity no token: ${error instanceof Error ? error.message : ''}`);
  });
  if (!given) throw new OutsideError('refused', 'no_token', 'Azure gave our identity no token.');
  return given.token;
}

async function post(url: string, headers: Record<string, string>, timeoutMs: number): Promise<Response> {
  try {
    return await fetch(url, { method: 'POST', headers, body: '{}', redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    const code = error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'socket';
    throw new OutsideError('unknown', code, 'The upload function did not answer.');
  }
}
