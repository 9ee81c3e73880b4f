/**
 * The payment window, whoever provides it. `open` is called in the click itself: nothing may be awaited before the window, or the
 * browser blocks it; so `ready` (provider.ts) is awaited earlier, when the order stands and the button appears.
 */
import type { PaymentRequest } from '@mngshop/backend/contract';

export type Outcome =
  | { kind: 'confirm'; receiptId: string }
  | { kind: 'cancel' }
  | { kind: 'error'; message: string }
  /** The page is being left; the way back is payment.redirectUrl. */
  | { kind: 'leaving' };

/** What the buyer chose; 'easy' leaves the choice to the window. */
export type Method = 'card' | 'easy';

export interface PaymentWindow {
  open(payment: PaymentRequest, method: Method): Promise<Outcome>;
}

/** A pop-up on a PC, a redirect on a phone: in an iframe Chrome fails large card payments without a word. */
export const opensAs = (): 'popup' | 'redirect' => (matchMedia('(pointer: coarse) and (max-width: 1023px)').matches ? 'redirect' : 'popup');
