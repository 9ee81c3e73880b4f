/** Bootpay's four keys where it is simulated: the simulator refuses all others, as Bootpay does. Secrets of nothing. */
export const SIMULATED_KEYS = {
  clientKey: 'simulator-client-key',
  secretKey: 'simulator-secret-key',
  applicationId: 'simulator-application-id',
  privateKey: 'simulator-private-key',
};
