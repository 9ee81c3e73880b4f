/**
 * Azurite's only account and its key: printed in Microsoft's documentation, the same on every machine, good for nothing
 * but the emulator. The one account key in this repository.
 */
export const AZURITE_ACCOUNT = 'devstoreaccount1';
export const AZURITE_KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** Whether an address, as `http://127.0.0.1:10000/devstoreaccount1`, is the emulator's: real accounts have no http and no path. */
export function isAzurite(url: string): boolean {
  const { protocol, pathname } = new URL(url);
  return protocol === 'http:' && pathname.replace(/\/$/, '') === `/${AZURITE_ACCOUNT}`;
}
