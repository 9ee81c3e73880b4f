import type { Settings } from './context.js';
import { keyedHash, randomId, sameText } from './random.js';

/** A browser that somebody has signed in on before; what its cookie says, once the signature fits. */
export interface Device {
  /** 128 random bits as hex. */
  id: string;
  /** Whose they are, newest first, as `tagOf` names them. */
  owners: readonly string[];
}

type Keys = Pick<Settings, 'secrets'>;

const OWNERS = 4;

/** An account, as a device's cookie names it: nobody reads there who shares a computer. */
export const tagOf = ({ secrets }: Keys, account: `customer:${string}` | `staff:${string}`): string =>
  keyedHash(secrets.field, 'device-owner', account).slice(0, 16);

/** The device with one more owner; a new one where there was none. */
export const ownedBy = (device: Device | undefined, tag: string): Device => ({
  id: device?.id ?? randomId(),
  owners: [tag, ...(device?.owners ?? []).filter((other) => other !== tag)].slice(0, OWNERS),
});

/** For its cookie. */
export function signDevice({ secrets }: Keys, { id, owners }: Device): string {
  const said = [id, ...owners].join('.');
  return `${said}.${signature(secrets, said)}`;
}

/** What a cookie says; undefined for one that is not ours. */
export function readDevice({ secrets }: Keys, cookie: string | null): Device | undefined {
  if (!cookie || !/^[0-9a-f]{32}(\.[0-9a-f]{16}){0,4}\.[0-9a-f]{32}$/.test(cookie)) return undefined;
  const end = cookie.lastIndexOf('.');
  const said = cookie.slice(0, end);
  if (!sameText(signature(secrets, said), cookie.slice(end + 1))) return undefined;
  const [id = '', ...owners] = said.split('.');
  return { id, owners };
}

const signature = (secrets: Settings['secrets'], said: string): string => keyedHash(secrets.field, 'device', said).slice(0, 32);
