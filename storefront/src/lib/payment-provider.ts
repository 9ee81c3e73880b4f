import type { PaymentRequest } from '@mngshop/backend/contract';
import type { PaymentWindow } from './payment-window';

/** Loads what the provider needs, once. @throws when its script can't be loaded */
export async function ready(provider: PaymentRequest['provider']): Promise<PaymentWindow> {
  return provider === 'bootpay'
    ? (await import('./payment-window-bootpay')).bootpayWindow()
    : (await import('./payment-window-simulator')).simulatorWindow;
}
