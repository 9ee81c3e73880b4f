import type { Context } from '../kernel/context.js';
import { allowStaff } from '../access/allow.js';
import { type CampaignPurpose, findReceivers } from './find-receivers.js';
import type { ReceiverCount } from './rules/receivers.js';

/** How many of these customers a text would reach now, for each purpose. Reads no phone. @throws AppError 403 */
export async function countReceivers(ctx: Context, customerIds: readonly number[]): Promise<Record<CampaignPurpose, ReceiverCount>> {
  allowStaff(ctx, 'customers', 'sms');
  const { notice, advertising } = await findReceivers(ctx.db.manager, [...new Set(customerIds)], { columns: [], now: ctx.clock.now() });
  return { notice: notice.count, advertising: advertising.count };
}
