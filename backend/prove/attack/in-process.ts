import { startShop } from '../../src/testing/test-shop.js';
import { leftovers } from './accounts.js';
import { openAttackedHere, type Result } from './attack.js';
import { hoarders } from './hoarders.js';
import { logs } from './logs.js';
import type { Result as Tried } from './result.js';
import { pumpers } from './sms.js';
import { campusFlood, guessersEverywhere } from './throttles.js';

const ON_A_SHOP = { guesses: guessersEverywhere, campus: campusFlood, hoarders, texts: pumpers, accounts: leftovers };

const asResult = ({ attack, held, figures }: Tried): Result => ({ claim: attack, failures: held ? [] : [figures], figures });

/**
 * What is tried on a shop in this very process, because it looks behind its doors: counts, logs, two servers on one database.
 * On the engine that TEST_ENGINE names, each on a shop of its own.
 */
export const IN_PROCESS: Record<string, () => Promise<Result[]>> = {
  ...Object.fromEntries(
    Object.entries(ON_A_SHOP).map(([name, attack]) => [
      name,
      async () => {
        const shop = await startShop();
        return (await attack(shop).finally(() => shop.stop())).map(asResult);
      },
    ]),
  ),
  logs: async () => {
    const shop = await openAttackedHere();
    return logs(shop).finally(() => shop.close());
  },
};
