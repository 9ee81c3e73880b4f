import type { Config } from './config.js';
import type { Context } from '../kernel/context.js';
import { assertNoTransaction } from '../database/database.js';
import { createSlack } from '../notifications/slack.js';
import { createSms } from '../notifications/sms.js';
import { createBootpay } from '../payments/bootpay/bootpay.js';
import { SIMULATED_KEYS } from '../simulator/simulated-keys.js';
import { azureCredential } from '../storage/azure-credential.js';

/**
 * The clients of the outside. What has no keys talks to the simulator: the same clients, another address.
 * None can be called while a transaction is open: each throws instead.
 * @param simulator its address, as `http://127.0.0.1:3000/_simulator`
 */
export function createOutside(
  config: Pick<Config, 'bootpay' | 'slackUrl' | 'smsUrl' | 'smsSender'> & Partial<Pick<Config, 'smsAudience'>>,
  simulator: string,
): Pick<Context, 'payments' | 'slack' | 'sms'> {
  const payments = config.bootpay
    ? createBootpay(config.bootpay)
    : createBootpay({ applicationKey: SIMULATED_KEYS.clientKey, credentials: SIMULATED_KEYS, entrypoint: `${simulator}/bootpay/v2` });
  const authorize = config.smsAudience ? tokenFor(config.smsAudience) : undefined;
  return {
    payments: outsideTransactions('Bootpay', payments),
    slack: outsideTransactions('Slack', createSlack({ url: config.slackUrl ?? `${simulator}/slack` })),
    sms: outsideTransactions('SMS', createSms({ url: config.smsUrl ?? `${simulator}/sms`, senderNumber: config.smsSender, authorize })),
  };
}

/** A token of our managed identity; the library keeps it until shortly before it ends. */
function tokenFor(audience: string): () => Promise<string> {
  const credential = azureCredential();
  return async () => {
    const token = await credential.getToken(`${audience}/.default`);
    if (!token) throw new Error(`No identity here can have a token for ${audience}.`);
    return token.token;
  };
}

/** A client that throws where it is called inside a transaction. What is no method stays as it is. */
export function outsideTransactions<T extends object>(name: string, client: T): T {
  return new Proxy(client, {
    get(target, method, receiver) {
      const member: unknown = Reflect.get(target, method, receiver);
      if (typeof member !== 'function') return member;
      return async (...parameters: unknown[]) => {
        assertNoTransaction(`${name} ${String(method)}`);
        return Reflect.apply(member, target, parameters) as unknown;
      };
    },
  });
}
