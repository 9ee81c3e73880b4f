import 'reflect-metadata';
import { heldByWhoLeft, renameHolders } from '../accounts/rename-holders.js';
import { readConfig } from '../boot/config.js';
import { openShop } from '../boot/open-shop.js';
import { keyId, keysOf } from '../kernel/keys.js';
import { sealRefundAccounts } from '../ledger/seal-refund-accounts.js';
import { sealSecondFactors } from '../staff/seal-second-factors.js';
import { command, print } from './command.js';

await command(async () => {
  const config = readConfig(process.env);
  const { ctx, close } = await openShop(config, config.simulatorUrl ?? `http://127.0.0.1:${config.port}/_simulator`);
  try {
    const [current, ...former] = keysOf(ctx.settings, 'field');
    if (former.length === 0) throw new Error('FIELD_SECRET holds one key: put the new one before it, with a comma (docs/OPERATIONS.md).');
    print(`To the key ${keyId(current)}, from ${former.map(keyId).join(', ')}. Stopped anywhere, it goes on when it is run again.`);
    print(`Second factors: ${await sealSecondFactors(ctx)}. Refund accounts: ${await sealRefundAccounts(ctx)}.`);
    print(`Customers whose units are counted under the new name: ${await renameHolders(ctx)}.`);
    const left = await heldByWhoLeft(ctx);
    if (left > 0) print(`Keep the old key until the promotions that are open now have closed: ${left} orders are of customers who left.`);
    else print('Nothing needs the old key any more but codes and staff links of the last three days.');
  } finally {
    await close();
  }
});
