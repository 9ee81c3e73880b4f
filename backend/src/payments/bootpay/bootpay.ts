import type { Bootpay } from '@bootpay/backend-js';
import { OutsideError } from '../../kernel/context.js';
import type { Payments, Receipt } from '../../kernel/context.js';
import { isUnauthorised, toOutsideError, withHttpStatus } from './bootpay-rejection.js';
import { toReceipt } from './bootpay-receipt.js';
import { RECEIPT_ID } from './receipt-id.js';

/** A key pair sent with every request (recommended), or an older pair that is exchanged for a 30-minute token. */
export type BootpayCredentials = { clientKey: string; secretKey: string } | { applicationId: string; privateKey: string };

export interface BootpayOptions {
  credentials: BootpayCredentials;
  /** The public key the browser opens the window with. */
  applicationKey: string;
  /** Only to reach the simulator, as `http://127.0.0.1:3000/_simulator/bootpay/v2`; without it Bootpay itself. */
  entrypoint?: string | undefined;
  /** Milliseconds for one call; 5 s for reads and the token, 10 s for confirm and cancel unless said. */
  timeoutMs?: { read?: number; write?: number } | undefined;
}

type Sdk = typeof Bootpay;

const MAX_ANSWER_BYTES = 1_000_000;

/**
 * Bootpay through its own SDK. Every method is one call (two, when a token has to be fetched) and throws `OutsideError`:
 * `refused` only when Bootpay itself said no in JSON; a time-out, a broken socket, HTML or a 5xx are `unknown`.
 */
export function createBootpay(options: BootpayOptions): Payments {
  const secrets = Object.values(options.credentials);
  let opened: ReturnType<typeof openSdk> | undefined;
  const open = () => (opened ??= openSdk(options));

  async function call(name: string, receiptId: string, send: (bootpay: Opened) => Promise<unknown>): Promise<Receipt> {
    const { sdk, session } = await open();
    try {
      await session.ready();
      return toReceipt(await send({ sdk, session }), receiptId);
    } catch (rejection) {
      if (isUnauthorised(rejection)) session.forget();
      throw toOutsideError(name, rejection, secrets);
    }
  }

  async function readReceipt(receiptId: string): Promise<Receipt> {
    requireReceiptId(receiptId);
    return call('receipt', receiptId, ({ sdk, session }) => {
      const read = async () => sdk.receiptPayment(receiptId);
      // a token may be revoked before its time; only reads are repeated, they change nothing
      return read().catch((rejection: unknown) => session.renewAfter(rejection).then(read));
    });
  }

  return {
    applicationKey: options.applicationKey,
    provider: 'bootpay',
    window: options.entrypoint === undefined ? 'bootpay' : 'simulator',
    readReceipt,
    async confirm(receiptId) {
      requireReceiptId(receiptId);
      return call('confirm', receiptId, ({ sdk }) => sdk.confirmPayment(receiptId));
    },
    async cancel({ receiptId, amount, cancelId, reason }) {
      requireReceiptId(receiptId);
      requireAmount(amount);
      const body = { receipt_id: receiptId, cancel_price: amount, cancel_id: cancelId, cancel_username: 'MNG샵', cancel_message: reason };
      return call('cancel', receiptId, ({ sdk }) => sdk.cancelPayment(body));
    },
  };
}

type Opened = Awaited<ReturnType<typeof openSdk>>;

/** The package, axios with it, is read with the first call: a shop that waits does without its 4 MiB. */
async function openSdk(options: BootpayOptions) {
  const { Bootpay } = await import('./bootpay-sdk.js');
  const sdk = createSdk(Bootpay, options);
  return { sdk, session: createSession(sdk, options.credentials) };
}

/** The package exports one shared instance and not its class: an instance of our own keeps two configurations apart. */
function createSdk(shared: Sdk, { credentials, entrypoint, timeoutMs }: BootpayOptions): Sdk {
  const Class = shared.constructor as new () => Sdk;
  const sdk = new Class();
  sdk.setConfiguration(
    'clientKey' in credentials
      ? { client_key: credentials.clientKey, secret_key: credentials.secretKey }
      : { application_id: credentials.applicationId, private_key: credentials.privateKey },
  );
  const { defaults, interceptors } = sdk.$http;
  if (entrypoint !== undefined) {
    sdk.API_ENTRYPOINTS.production = entrypoint;
    defaults.proxy = false;
  }
  // a redirect would carry our keys to wherever it points
  defaults.maxRedirects = 0;
  defaults.maxContentLength = MAX_ANSWER_BYTES;
  defaults.transformResponse = [...[defaults.transformResponse ?? []].flat(), withHttpStatus];

  const limits = { read: timeoutMs?.read ?? 5_000, write: timeoutMs?.write ?? 10_000 };
  interceptors.request.use((config) => {
    const limit = /\/(confirm|cancel)$/.test(config.url ?? '') ? limits.write : limits.read;
    // axios' own limit is per silence on the socket; a dripping answer is stopped by the signal
    return Object.assign(config, { timeout: limit, signal: AbortSignal.timeout(limit) });
  });
  return sdk;
}

/** Keeps the token of the older key pair, fetched once however many calls wait for it; nothing to do for Basic auth. */
function createSession(sdk: Sdk, credentials: BootpayCredentials) {
  let goodUntil = 0;
  let fetching: Promise<void> | null = null;

  async function fetchToken(): Promise<void> {
    const { expire_in: seconds } = await sdk.getAccessToken();
    // a fifth of its life is left as a margin, so that a token never ends inside a confirm
    goodUntil = Date.now() + (Number.isFinite(seconds) ? seconds : 0) * 800;
  }

  async function ready(): Promise<void> {
    if ('clientKey' in credentials || Date.now() < goodUntil) return;
    fetching ??= fetchToken().finally(() => (fetching = null));
    await fetching;
  }

  function forget(): void {
    goodUntil = 0;
  }

  /** @throws the rejection itself, unless a new token may cure it */
  async function renewAfter(rejection: unknown): Promise<void> {
    if ('clientKey' in credentials || !isUnauthorised(rejection)) throw rejection;
    forget();
    await ready();
  }

  return { ready, forget, renewAfter };
}

// the SDK puts the id into a path: `../cancel?x=1#` would really be sent to `cancel`
function requireReceiptId(receiptId: string): void {
  if (!RECEIPT_ID.test(receiptId)) throw new OutsideError('refused', 'bad_receipt_id', 'A receipt id is 24 hex digits; no call was made.');
}

// a cancel_price of 0 or none would be read as "all of it"
function requireAmount(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 1) throw new OutsideError('refused', 'bad_amount', 'A refund is at least 1 won, whole.');
}
