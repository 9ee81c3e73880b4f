import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Context } from '../kernel/context.js';
import { refusal } from '../kernel/errors.js';
import { transact } from '../database/database.js';
import { count, read, readFirstOrFail } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows } from '../database/write.js';
import { audit } from '../access/audit.js';
import { allowSelf } from './allow-self.js';
import { challengeMadeAt, newPasskeyChallenge } from './passkey-challenge.js';
import { passkeyPlace } from './passkey-place.js';
import { proveOwnPassword } from './prove-own-password.js';
import { Staff } from './staff.entity.js';
import { StaffPasskey } from './staff-passkey.entity.js';
import { tellAccessChanged } from './tell-access-changed.js';

const staff = table(Staff);
const passkeys = table(StaffPasskey);

const MOST = 10;

/**
 * What a browser is asked to make a passkey by. @param password of who asks: see proveOwnPassword
 * @throws AppError as proveOwnPassword
 */
export async function askForPasskey(
  ctx: Context,
  { password, sessionId }: { password: string; sessionId: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { id } = allowSelf(ctx);
  await proveOwnPassword(ctx, password);
  const { rpID, rpName } = passkeyPlace(ctx);
  const { email, name } = await readFirstOrFail(
    ctx.db,
    { email: staff.email, name: staff.name },
    sql`FROM ${staff} WHERE ${staff.id} = ${id}`,
  );
  const known = await read(ctx.db, { id: passkeys.credentialId }, sql`FROM ${passkeys} WHERE ${passkeys.staffId} = ${id}`);
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  return generateRegistrationOptions({
    rpID,
    rpName,
    userName: email,
    userDisplayName: name,
    // The same for each of their passkeys: a device then keeps one, not two that look alike.
    userID: new TextEncoder().encode(`staff/${id}`),
    challenge: Buffer.from(newPasskeyChallenge(ctx, `enrol/${sessionId}`), 'base64url'),
    excludeCredentials: known,
    // In the place of password and code, so it must ask who it is; found by the device without an e-mail being typed.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestationType: 'none',
    timeout: 120_000,
  });
}

/**
 * Keeps the passkey that a browser made for askForPasskey, in the same session and within five minutes.
 * @throws AppError 422 `passkey_refused`; 409 `passkeys_full`, `passkey_known`
 */
export async function enrolPasskey(
  ctx: Context,
  { name, response, sessionId }: { name: string; response: RegistrationResponseJSON; sessionId: string },
): Promise<void> {
  const { id } = allowSelf(ctx);
  const credential = await verified(ctx, response, sessionId);
  await transact(ctx.db, async (tx) => {
    await readFirstOrFail(tx, { id: staff.id }, sql`FROM ${staff} WHERE ${staff.id} = ${id} ${FOR_UPDATE}`);
    const { have } = await readFirstOrFail(tx, { have: count() }, sql`FROM ${passkeys} WHERE ${passkeys.staffId} = ${id}`);
    if (have >= MOST) throw refusal(409, 'passkeys_full', { most: MOST });
    const [taken] = await read(tx, { id: passkeys.id }, sql`FROM ${passkeys} WHERE ${passkeys.credentialId} = ${credential.id}`);
    if (taken) throw refusal(409, 'passkey_known');
    await insertRows(tx, StaffPasskey, {
      staffId: id,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      signCount: keptCount(credential.counter),
      transports: (credential.transports ?? []).join(',').slice(0, 100),
      name,
      createdAt: ctx.clock.now(),
    });
    await audit(tx, ctx, { action: 'enrolPasskey', resource: 'staff', recordId: id, changes: { passkey: [null, name] } });
    await tellAccessChanged(tx, ctx, id, 'passkey_added');
  });
}

async function verified(ctx: Context, response: RegistrationResponseJSON, sessionId: string) {
  const { rpID, origin } = passkeyPlace(ctx);
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const result = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) => challengeMadeAt(ctx, `enrol/${sessionId}`, challenge) !== null,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
  }).catch(() => null);
  if (!result?.verified) throw refusal(422, 'passkey_refused');
  return result.registrationInfo.credential;
}

/** Devices count to 2³², the column to half of that; no device of ours signs a billion times. */
export const keptCount = (counter: number): number => Math.min(counter, 2 ** 31 - 1);
