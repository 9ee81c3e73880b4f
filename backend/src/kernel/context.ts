import type { DataSource } from 'typeorm';
import type { Device } from './device.js';
import type { PaymentWindow } from './rules/payment-window.js';
import type { Watch } from './security.js';
import type { StaffRole } from './rules/staff-role.js';
import type { Tries } from './tries.js';

/** What every verb is handed: the database, the outside, the time, and who asks. */
export interface Context {
  db: DataSource;
  payments: Payments;
  sms: Sms;
  slack: Slack;
  pictures: Pictures;
  clock: Clock;
  settings: Settings;
  log: Log;
  /** Hears of security events; left out where nobody is to be told, as in the seed. */
  watch?: Watch;
  actor: Actor;
  tries: Tries;
  /** The network that asks, where a person does (`networkOf`): for what is counted, and so that one cannot take a queue's every place. */
  from?: string;
  /** What the asking browser calls itself, at most 300 characters: by it people know their devices again. */
  agent?: string;
  /** The browser that asks, where somebody has signed in on it before. */
  device?: Device | undefined;
  /** Work that was done to be let on, as it came. */
  work?: string | undefined;
}

/** The time by the database's clock, so that all instances agree when a promotion closes. */
export interface Clock {
  now(): Date;
}

/** What operations may turn, and the keys; from the environment, see config.ts. */
export interface Settings {
  appEnv: 'local' | 'dev' | 'prod';
  /** The storefront's own address, without a slash at the end. */
  publicOrigin: string;
  /** How long an unpaid order holds its stock, in minutes. */
  holdMinutes: number;
  /** Won taken off the refund when a customer sends back for a change of mind. */
  returnPostage: number;
  /** Won that a code's text message costs, and how many of them the shop spends on codes in a day. */
  codeWon: number;
  codesWonADay: number;
  /** ms until a refund that Bootpay refused is tried again. */
  refundRetryMs: number;
  /** How old the counts of promotions may be that this instance shows, in ms; read at most once in that time. */
  countsFreshMs: number;
  /** Sandbox receipts are refused in production and the other way round. */
  sandbox: boolean;
  /** The sender's registered number, digits; named in advertising messages. */
  smsSender: string;
  /** Number, free of charge, by which people end advertising messages; digits. */
  smsOptOut: string;
  /** What signs and encrypts now. */
  secrets: { customerToken: string; staffToken: string; field: string };
  /** What was it before, and still verifies and opens until everything is moved on: see kernel/keys.ts. */
  formerSecrets?: Readonly<Record<keyof Settings['secrets'], readonly string[]>> | undefined;
}

export type Actor =
  | { kind: 'visitor' }
  | {
      kind: 'customer';
      id: number;
      universityId: number;
      sessionId: string;
      /** Under which name their units are counted, where the session's row was read for this request. */
      limitHolder?: string;
      /** And under which names before, while a key is being rotated. */
      formerHolders?: readonly string[];
    }
  | { kind: 'staff'; id: number; role: StaffRole }
  | { kind: 'system' };

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * A payment gateway as the verbs see it, in no provider's words. Every method is one HTTP call and throws `OutsideError`.
 * What each has to do whoever provides it: payments/gateway.test.ts.
 */
export interface Payments {
  /** The public key that the payment window is opened with. */
  readonly applicationKey: string;
  /** Whose receipts these are; kept with each payment. */
  readonly provider: string;
  /** Which payment window the storefront opens: the provider's own, or the simulator's. */
  readonly window: PaymentWindow;
  /** @param receiptId what cannot be one of the provider's is refused before a call is made */
  readReceipt(receiptId: string): Promise<Receipt>;
  /** Captures a receipt that waits for it (`waitsFor: 'confirm'`). */
  confirm(receiptId: string): Promise<Receipt>;
  /** Gives back `amount` won. `cancelId` is the same for each try of one refund. */
  cancel(input: { receiptId: string; amount: number; cancelId: string; reason: string }): Promise<Receipt>;
}

/** A receipt, as far as the shop reads it; amounts in won. */
export interface Receipt {
  receiptId: string;
  orderId: string;
  price: number;
  cancelledPrice: number;
  /** `paid`: captured, in part given back or not. `cancelled`: all of it was given back. `dead`: never captured, and never will be. */
  state: 'waiting' | 'paid' | 'cancelled' | 'dead';
  /**
   * What a waiting one waits for: its buyer, money into a virtual account, our confirm, the capture that was asked for, or a
   * cancel that is under way. `unknown` for what the provider says and we do not know. Null for one that does not wait.
   */
  waitsFor: 'buyer' | 'deposit' | 'confirm' | 'capture' | 'cancel' | 'unknown' | null;
  sandbox: boolean;
  currency: string;
  /** card, kakaopay, naverpay, bank, vbank …; as the provider names it where we have no name of our own */
  method: string;
  /** False where its money cannot be taken back in part by machine: a group buy settles by partial cancel. */
  partlyRefundable: boolean;
  /** ISO 8601, when the provider says it was captured. */
  purchasedAt: string | null;
}

export interface Slack {
  /** @param key the outbox row's key, shown so that a message repeated after a crash can be told */
  post(message: { text: string; key: string }): Promise<void>;
}

export interface Sms {
  /**
   * @param to digits only; @param key the grouping key by which the provider can be asked
   * @param resend an earlier try may have arrived: the provider is asked first, and what it has is not sent again
   */
  send(message: { to: string; text: string; key: string; resend?: boolean }): Promise<void>;
}

/**
 * Where product pictures are kept: what staff's browsers upload and nobody is served, and what everybody's browsers load.
 * Throws `OutsideError`.
 */
export interface Pictures {
  /** Where browsers send uploads, as `https://account.blob.core.windows.net`; null for the shop's own origin. */
  readonly uploadOrigin: string | null;
  /** An address to which a browser may PUT one new file, for ten minutes. */
  startUpload(): Promise<{ uploadUrl: string; name: string; expiresAt: Date }>;
  /** What was uploaded; null for nothing (yet), `too_large` for more than `most` bytes, which are not read. */
  readUpload(name: string, most: number): Promise<Uint8Array | 'too_large' | null>;
  /** Of one that is not there too. */
  removeUpload(name: string): Promise<void>;
  /** Uploads that nobody came back for; gives how many. */
  removeUploadsBefore(instant: Date): Promise<number>;
  /** @param name as `5f0c…-800.webp`; written once, never changed */
  put(name: string, webp: Uint8Array): Promise<void>;
  /** Null where there is none. */
  read(name: string): Promise<Uint8Array | null>;
  /** Of one that is not there too. */
  remove(name: string): Promise<void>;
  /** What Blob storage does itself: takes the file that a browser PUTs. Only the disk's. */
  receive?(upload: ReceivedUpload): Promise<'created' | 'not_authentic' | 'expired' | 'exists' | 'too_large'>;
}

/** A PUT to an upload address, as far as it is looked at. */
export interface ReceivedUpload {
  name: string;
  /** The signed part of the address: permissions, end, signature. */
  query: { sp: string; se: string; sig: string };
  body: AsyncIterable<Uint8Array>;
}

/** The outside did not do what was asked. `refused`: it said no, and nothing happened. `unknown`: it may have happened. */
export class OutsideError extends Error {
  override name = 'OutsideError';
  constructor(
    readonly kind: 'refused' | 'unknown',
    /** The other side's own code, as `RC_CONFIRM_FAILED`, or ours: `timeout`, `socket`, `bad_answer`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
