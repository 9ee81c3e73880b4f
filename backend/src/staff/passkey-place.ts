import type { Context } from '../kernel/context.js';

/** Where passkeys hold (WebAuthn's relying party): the shop's own host, and no other page's. */
export const passkeyPlace = ({ settings }: Pick<Context, 'settings'>) => ({
  rpID: new URL(settings.publicOrigin).hostname,
  rpName: 'MNG shop',
  origin: settings.publicOrigin,
});
