import { BlobServiceClient, type UserDelegationKey } from '@azure/storage-blob';
import { describe, expect, it, vi } from 'vitest';
import { answerRequest } from './answer-request.js';
import { type Grant, issueUpload, type Issuer, UploadRefused } from './issue-upload.js';
import { readSettings } from './settings.js';
import { signByDelegation } from './sign-by-delegation.js';

const NOW = new Date('2026-11-22T03:00:00.000Z');
const now = () => NOW;
const API = '7d7c9b1e-0000-4000-8000-00000000aa01';

function watched(other: Partial<Issuer> = {}): { issuer: Issuer; grants: Grant[] } {
  const grants: Grant[] = [];
  const sign = (grant: Grant) => {
    grants.push(grant);
    return Promise.resolve(`https://pictures.example/${grant.container}/${grant.name}?sig=x`);
  };
  return { grants, issuer: { container: 'incoming', sign, now, ...other } };
}

describe('an upload address', () => {
  it('is for one new file of a random name, for ten minutes, over HTTPS', async () => {
    const { issuer, grants } = watched();
    const given = await issueUpload({}, issuer);
    expect(given.name).toMatch(/^[0-9a-f]{32}$/);
    expect(given).toMatchObject({
      uploadUrl: `https://pictures.example/incoming/${given.name}?sig=x`,
      expiresAt: '2026-11-22T03:10:00.000Z',
    });
    expect(grants).toEqual([
      { container: 'incoming', name: given.name, permissions: 'c', expiresAt: new Date('2026-11-22T03:10:00.000Z'), httpsOnly: true },
    ]);
    expect((await issueUpload({}, issuer)).name).not.toBe(given.name);
  });

  it('may be shorter, never longer', async () => {
    const { issuer } = watched();
    expect((await issueUpload({ minutes: 1 }, issuer)).expiresAt).toBe('2026-11-22T03:01:00.000Z');
    for (const minutes of [0, -1, 11, 60, 2.5, '5', Number.NaN, {}])
      await expect(issueUpload({ minutes }, issuer), JSON.stringify(minutes)).rejects.toThrow(UploadRefused);
  });

  it('has a name and a container that no caller chooses', async () => {
    const { issuer, grants } = watched();
    await issueUpload({ name: 'mine', container: '$web', permissions: 'rwd' } as object, issuer);
    expect(grants[0]).toMatchObject({ container: 'incoming', permissions: 'c' });
    expect(grants[0]?.name).not.toBe('mine');
  });

  it('goes over plain HTTP only where the emulator stands in', async () => {
    const { issuer, grants } = watched({ plainHttp: true });
    await issueUpload({}, issuer);
    expect(grants[0]?.httpsOnly).toBe(false);
  });
});

describe('the signature', () => {
  it('is made with a key lent to our identity, and says create, this file, until then, HTTPS', async () => {
    const account = new BlobServiceClient('https://pictures.blob.core.windows.net');
    const lent = vi.fn(() => Promise.resolve(KEY));
    const service = { getUserDelegationKey: lent, getContainerClient: (name: string) => account.getContainerClient(name) };
    const issuer = { container: 'incoming', sign: signByDelegation(service, now), now };
    const { uploadUrl, name } = await issueUpload({}, issuer);
    const { origin, pathname, searchParams } = new URL(uploadUrl);
    expect([origin, pathname]).toEqual(['https://pictures.blob.core.windows.net', `/incoming/${name}`]);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      sp: 'c',
      sr: 'b',
      spr: 'https',
      se: '2026-11-22T03:10:00Z',
      skoid: KEY.signedObjectId,
    });
    expect(searchParams.get('sig')).toBeTruthy();
    // Begins before now, since clocks differ, and ends with the address.
    expect(lent).toHaveBeenCalledWith(new Date('2026-11-22T02:55:00.000Z'), new Date('2026-11-22T03:10:00.000Z'));
  });
});

describe('a call', () => {
  const call = (other: object = {}) => ({ principalId: API, body: '', ...other });

  it('by the API is answered with an address', async () => {
    const answer = await answerRequest(call({ body: '{"minutes":3}' }), API, watched().issuer);
    expect(answer).toMatchObject({ status: 200, body: { expiresAt: '2026-11-22T03:03:00.000Z' } });
    expect((await answerRequest(call({ principalId: API.toUpperCase() }), API, watched().issuer)).status).toBe(200);
  });

  it.each([null, '', '7d7c9b1e-0000-4000-8000-00000000aa02'])('by %s gets nothing', async (principalId) => {
    const { issuer, grants } = watched();
    expect((await answerRequest(call({ principalId }), API, issuer)).status).toBe(403);
    expect(grants).toEqual([]);
  });

  it('gets nothing where nobody was named as the caller', async () => {
    expect((await answerRequest(call({ principalId: '' }), '', watched().issuer)).status).toBe(403);
  });

  it.each(['{', '[]', 'null', '"x"', '{"minutes":99}'])('with the body %s is told what to send', async (body) => {
    expect(await answerRequest(call({ body }), API, watched().issuer)).toMatchObject({
      status: 400,
      body: { error: expect.any(String) as string },
    });
  });

  it('is told of an outage without Azure’s own words', async () => {
    const logged = vi.spyOn(console, 'error').mockReturnValue();
    const sign = () => Promise.reject(new Error('RequestId: 4711, account pictures'));
    const answer = await answerRequest(call(), API, watched({ sign }).issuer);
    expect(answer.status).toBe(502);
    expect(JSON.stringify(answer.body)).not.toContain('4711');
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
  });
});

describe('the settings', () => {
  const GOOD = { BLOB_URL: 'https://pictures.blob.core.windows.net/', CALLER_PRINCIPAL_ID: API };

  it('are an account over HTTPS, a container and one caller', () => {
    expect(readSettings(GOOD)).toEqual({
      blobUrl: 'https://pictures.blob.core.windows.net',
      incomingContainer: 'incoming',
      callerPrincipalId: API,
    });
  });

  it.each([
    ['BLOB_URL', ''],
    ['BLOB_URL', 'http://127.0.0.1:10000/devstoreaccount1'],
    ['INCOMING_CONTAINER', '$web'],
    ['CALLER_PRINCIPAL_ID', ''],
    ['CALLER_PRINCIPAL_ID', 'the-api'],
  ])('are refused with %s = "%s", which is named', (name, value) => {
    expect(() => readSettings({ ...GOOD, [name]: value })).toThrow(name);
  });
});

const KEY: UserDelegationKey = {
  signedObjectId: '7d7c9b1e-0000-4000-8000-00000000bb01',
  signedTenantId: '7d7c9b1e-0000-4000-8000-00000000cc01',
  signedStartsOn: new Date('2026-11-22T02:55:00.000Z'),
  signedExpiresOn: new Date('2026-11-22T03:10:00.000Z'),
  signedService: 'b',
  signedVersion: '2022-11-02',
  value: Buffer.alloc(32, 1).toString('base64'),
};
