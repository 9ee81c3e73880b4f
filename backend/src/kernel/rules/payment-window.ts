/** Which payment window the storefront opens: the provider's own, or the simulator's. */
export const PAYMENT_WINDOWS = ['bootpay', 'simulator'] as const;
export type PaymentWindow = (typeof PAYMENT_WINDOWS)[number];
