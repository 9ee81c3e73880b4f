/** Daum's free postcode window: an enhancement. Every form works without it. */
import { within } from '../browser/within';

interface Found {
  zonecode: string;
  roadAddress: string;
  jibunAddress: string;
  buildingName: string;
}
interface Daum {
  Postcode: new (options: { oncomplete: (found: Found) => void }) => { open(): void };
}
declare global {
  interface Window {
    daum?: Daum;
  }
}

const SCRIPT = 'https://t1.daumcdn.net/mapjsapi/bundle/postcode/prod/postcode.v2.js';

const LOADED_WITHIN_MS = 8_000;
let loading: Promise<Daum> | undefined;

/** Opens the window; `done` gets the five digits and the road address. @throws when the script can't be loaded, or not in time */
export async function findPostcode(done: (postcode: string, address: string) => void): Promise<void> {
  loading ??= within(LOADED_WITHIN_MS, load());
  const { Postcode } = await loading.catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  const oncomplete = (found: Found) => {
    const building = found.buildingName ? ` (${found.buildingName})` : '';
    done(found.zonecode, (found.roadAddress || found.jibunAddress) + building);
  };
  new Postcode({ oncomplete }).open();
}

function load(): Promise<Daum> {
  if (window.daum) return Promise.resolve(window.daum);
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = SCRIPT;
    script.addEventListener('load', () => (window.daum ? resolve(window.daum) : reject(new Error('the postcode script defined nothing'))));
    script.addEventListener('error', () => reject(new Error('the postcode script did not load')));
    document.head.append(script);
  });
}
