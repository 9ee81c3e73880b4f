import type { PaymentRequest } from '@mngshop/backend/contract';
import type { PaymentWindow } from './window';
import { within } from '../browser/within';

const LOADED_WITHIN_MS = 10_000;

/** Loads what the provider needs, once. @throws when its script can't be loaded, or not in time */
export async function ready(provider: PaymentRequest['provider']): Promise<PaymentWindow> {
  return within(LOADED_WITHIN_MS, WINDOWS[provider]());
}

// By name, so that a provider without its window does not compile.
const WINDOWS: Record<PaymentRequest['provider'], () => Promise<PaymentWindow>> = {
  bootpay: async () => (await import('./window-bootpay')).bootpayWindow(),
  simulator: async () => (await import('./window-simulator')).simulatorWindow,
};
