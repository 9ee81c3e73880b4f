import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerRequest } from '../../../infra/functions/src/answer-request.js';
import { OutsideError } from '../kernel/context.js';
import { uploadFunction } from './upload-function.js';

const API = '7d7c9b1e-0000-4000-8000-00000000aa01';
const BLOB = 'https://pictures.blob.core.windows.net';
const NOW = new Date('2026-11-22T03:00:00.000Z');

let server: Server;
let url: string;
/** What stands for the platform in front of the function. */
let answer: (req: IncomingMessage, res: ServerResponse) => unknown;
beforeAll(async () => {
  server = createServer((req, res) => void answer(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/uploads`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  answer = theFunction();
});

/** The handler itself, behind a platform that knows one token. */
const theFunction =
  (account = BLOB) =>
  async (req: IncomingMessage, res: ServerResponse) => {
    const known = req.headers.authorization === 'Bearer for api://uploads/.default' && req.method === 'POST' && req.url === '/api/uploads';
    const sign = ({ container, name, permissions }: { container: string; name: string; permissions: string }) =>
      Promise.resolve(`${account}/${container}/${name}?sp=${permissions}&sig=x`);
    const issuer = { container: 'incoming', sign, now: () => NOW };
    const { status, body } = await answerRequest({ principalId: known ? API : null, body: await text(req) }, API, issuer);
    res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  };

const credential = { getToken: (scope: string | string[]) => Promise.resolve({ token: `for ${String(scope)}`, expiresOnTimestamp: 0 }) };
const ask = (other: Partial<Parameters<typeof uploadFunction>[0]> = {}) =>
  uploadFunction({ url, audience: 'api://uploads', credential, blobUrl: BLOB, timeoutMs: 5_000, ...other })();
const refused = async (asked: Promise<unknown>) => {
  const error = await asked.catch((thrown: unknown) => thrown);
  if (!(error instanceof OutsideError)) throw new Error(`Not refused: ${JSON.stringify(error)}`);
  return [error.kind, error.code];
};

describe('the API asks the function', () => {
  it('as its own identity, and gets an address of our account', async () => {
    const given = await ask();
    expect(given.uploadUrl).toBe(`${BLOB}/incoming/${given.name}?sp=c&sig=x`);
    expect(given.expiresAt).toEqual(new Date('2026-11-22T03:10:00.000Z'));
  });

  it('and gets nothing with a token for something else, or without one', async () => {
    expect(await refused(ask({ audience: 'api://other' }))).toEqual(['refused', 'http_403']);
    expect(await refused(ask({ credential: { getToken: () => Promise.reject(new Error('no identity')) } }))).toEqual([
      'refused',
      'no_token',
    ]);
    expect(await refused(ask({ credential: { getToken: () => Promise.resolve(null) } }))).toEqual(['refused', 'no_token']);
  });

  it.each([
    ['another account’s address', theFunction('https://elsewhere.blob.core.windows.net'), 'bad_answer'],
    ['an address without TLS', theFunction('http://pictures.blob.core.windows.net'), 'bad_answer'],
    ['something else than JSON', (_req: IncomingMessage, res: ServerResponse) => res.end('<html>'), 'bad_answer'],
    ['a fault', (_req: IncomingMessage, res: ServerResponse) => res.writeHead(503).end(), 'http_503'],
    ['a way to elsewhere', (_req: IncomingMessage, res: ServerResponse) => res.writeHead(307, { Location: '/x' }).end(), 'socket'],
  ])('and hands no browser %s', async (_name, stand, code) => {
    answer = stand;
    expect((await refused(ask()))[1]).toBe(code);
  });

  it('and does not wait for one that hangs', async () => {
    answer = () => undefined;
    expect(await refused(ask({ timeoutMs: 50 }))).toEqual(['unknown', 'timeout']);
  });
});
