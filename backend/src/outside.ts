import type { Config } from './config.js';
import type { Context } from './context.js';
import { createSlack } from './notifications/slack.js';
import { createSms } from './notifications/sms.js';
import { SIMULATED_KEYS } from './simulated-keys.js';
import { createBootpay } from './payments/bootpay.js';

/**
 * The clients of the outside. What has no keys talks to the simulator: the same clients, another address.
 * @param simulator its address, as `http://127.0.0.1:3000/_simulator`
 */
export function createOutside(
  config: Pick<Config, 'bootpay' | 'slackUrl' | 'smsUrl' | 'smsSender'>,
  simulator: string,
): Pick<Context, 'payments' | 'slack' | 'sms'> {
  return {
    payments: config.bootpay
      ? createBootpay(config.bootpay)
      : createBootpay({ applicationKey: SIMULATED_KEYS.clientKey, credentials: SIMULATED_KEYS, entrypoint: `${simulator}/bootpay/v2` }),
    slack: createSlack({ url: config.slackUrl ?? `${simulator}/slack` }),
    sms: createSms({ url: config.smsUrl ?? `${simulator}/sms`, senderNumber: config.smsSender }),
  };
}
