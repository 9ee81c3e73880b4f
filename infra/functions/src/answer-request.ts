import { issueUpload, type Issuer, type UploadAddress, UploadRefused } from './issue-upload.js';

/** One call as the host hands it on. */
export interface Call {
  /** `x-ms-client-principal-id`: whom the platform found the caller to be. Null where it let somebody unknown through. */
  principalId: string | null;
  /** The body as text; empty for none. */
  body: string;
}
export interface Answer {
  status: 200 | 400 | 403 | 502;
  body: UploadAddress | { error: string };
}

/**
 * Answers one call. The platform admits the API's identity only; that it did is looked at once more, so that a function
 * whose authentication was switched off issues nothing.
 * @param allowed object id of the API's identity
 */
export async function answerRequest(call: Call, allowed: string, issuer: Issuer): Promise<Answer> {
  if (allowed === '' || call.principalId?.toLowerCase() !== allowed.toLowerCase())
    return { status: 403, body: { error: 'Only the API may ask for upload addresses.' } };
  const wanted = readBody(call.body);
  if (!wanted) return { status: 400, body: { error: 'Send a JSON object, as {"minutes": 10}, or no body.' } };
  try {
    return { status: 200, body: await issueUpload(wanted, issuer) };
  } catch (error) {
    if (error instanceof UploadRefused) return { status: 400, body: { error: error.message } };
    // Azure's own words may name accounts and requests: they go to the log, not to the caller.
    console.error('No address could be signed', error);
    return { status: 502, body: { error: 'The storage account did not give a key to sign with.' } };
  }
}

function readBody(text: string): { minutes?: unknown } | undefined {
  if (text.trim() === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined;
  } catch {
    return undefined;
  }
}
