import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

/**
 * What a browser hands over for a passkey (WebAuthn §5.1, `toJSON()`): looked at here only so far that it is an object of
 * texts; whether it is genuine, the library says.
 */
export const PasskeyResponse = z
  .object({
    id: z.string().max(1_400),
    rawId: z.string().max(1_400),
    type: z.literal('public-key'),
    response: z.record(z.string(), z.unknown()),
  })
  .loose()
  .transform((given) => given as unknown as RegistrationResponseJSON & AuthenticationResponseJSON);
