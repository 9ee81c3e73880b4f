import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { Context } from '../kernel/context.js';
import type { Device } from '../kernel/device.js';
import { type AppError, refusal } from '../kernel/errors.js';
import { noteSecurity } from '../kernel/security.js';
import { transact } from '../database/database.js';
import { readFirst, type RowOf } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { keptCount } from './enrol-passkey.js';
import { challengeMadeAt, newPasskeyChallenge } from './passkey-challenge.js';
import { passkeyPlace } from './passkey-place.js';
import { admitStaff, type SignedInStaff } from './admit-staff.js';
import { Staff } from './staff.entity.js';
import { StaffPasskey } from './staff-passkey.entity.js';

const staff = table(Staff);
const passkeys = table(StaffPasskey);

const PURPOSE = 'sign-in';

/** What a browser is asked to sign by whichever passkey its owner chooses; it tells nobody who has an account. */
export async function askForSignature(ctx: Context): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  const challenge = Buffer.from(newPasskeyChallenge(ctx, PURPOSE), 'base64url');
  return generateAuthenticationOptions({ rpID: passkeyPlace(ctx).rpID, challenge, userVerification: 'required', timeout: 120_000 });
}

/**
 * Signs a member of staff in by a passkey alone: it is had, and its device asked who holds it, so no second factor is wanted.
 * It cannot be guessed, so wrong passwords that strangers tried lock nobody out here.
 * @throws AppError 401 `wrong_passkey`: the same for one that is not known, not theirs any more, copied, or used before
 */
export async function signInWithPasskey(
  ctx: Context,
  { response }: { response: AuthenticationResponseJSON },
  device?: Device,
): Promise<SignedInStaff> {
  const known = await findPasskey(ctx, response.id);
  if (!known) throw refused(ctx);
  const { rpID, origin } = passkeyPlace(ctx);
  let madeAt: Date | null = null;
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const result = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => (madeAt = challengeMadeAt(ctx, PURPOSE, challenge)) !== null,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    credential: { id: known.credentialId, publicKey: new Uint8Array(Buffer.from(known.publicKey, 'base64url')), counter: known.signCount },
  }).catch(() => null);
  if (!result?.verified || madeAt === null) throw refused(ctx, known);
  const signedIn = await use(ctx, known, { signCount: keptCount(result.authenticationInfo.newCounter), madeAt, device });
  noteSecurity({ ...ctx, actor: { kind: 'staff', ...known.staff } }, 'staff.signed_in');
  return signedIn;
}

interface Use {
  signCount: number;
  madeAt: Date;
  device: Device | undefined;
}

function use(ctx: Context, known: KnownPasskey, { signCount, madeAt, device }: Use): Promise<SignedInStaff> {
  return transact(ctx.db, async (tx) => {
    // One signature opens one session: whoever recorded it comes too late.
    const fresh = sql`${passkeys.id} = ${known.id} AND ${passkeys.signCount} = ${known.signCount}
      AND (${passkeys.challengeMadeAt} IS NULL OR ${passkeys.challengeMadeAt} < ${madeAt})`;
    const used = { signCount, challengeMadeAt: madeAt, lastUsedAt: ctx.clock.now() };
    if ((await updateRows(tx, StaffPasskey, used, fresh)) === 0) throw wrongPasskey();
    const still = sql`${staff.id} = ${known.staff.id} AND ${staff.active} = ${true}`;
    return admitStaff(tx, ctx, { staff: known.staff, still, method: 'passkey', device, otherwise: wrongPasskey });
  });
}

const KNOWN = {
  id: passkeys.id,
  credentialId: passkeys.credentialId,
  publicKey: passkeys.publicKey,
  signCount: passkeys.signCount,
  staff: { id: staff.id, email: staff.email, name: staff.name, role: staff.role },
};
type KnownPasskey = RowOf<typeof KNOWN>;

// What cannot be an id is not looked for: MySQL refuses to compare a column of ASCII with other letters.
const findPasskey = async (ctx: Context, credentialId: string): Promise<KnownPasskey | null> =>
  /^[\w-]{1,1364}$/.test(credentialId)
    ? readFirst(
        ctx.db,
        KNOWN,
        sql`FROM ${passkeys} JOIN ${staff} ON ${staff.id} = ${passkeys.staffId} AND ${staff.active} = ${true} WHERE ${passkeys.credentialId} = ${credentialId}`,
      )
    : null;

const wrongPasskey = () => refusal(401, 'wrong_passkey');
function refused(ctx: Context, known?: KnownPasskey): AppError {
  noteSecurity(ctx, 'staff.sign_in_failed', { why: 'credentials', ...(known ? { subject: `staff/${known.staff.id}` as const } : {}) });
  return wrongPasskey();
}
