import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { nameDevice } from '../kernel/device-name.js';
import { randomId } from '../kernel/random.js';
import { readFirstOrFail } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { enqueue } from '../outbox/outbox.js';
import { say } from '../words/say.js';
import type { AccessChange } from './rules/access-change.js';
import { Staff } from './staff.entity.js';

const staff = table(Staff);

/** Done on the server. */
const ABOUT_NO_DEVICE = new Set<AccessChange>(['rescued']);

/**
 * Tells the team's channel how somebody's way into the console changed: the colleague beside them knows whether it was them.
 * No address and no e-mail leaves the house.
 */
export async function tellAccessChanged(tx: EntityManager, ctx: Context, staffId: number, change: AccessChange): Promise<void> {
  const { name } = await readFirstOrFail(tx, { name: staff.name }, sql`FROM ${staff} WHERE ${staff.id} = ${staffId}`);
  const text = say('slack.access_changed', { name, change, device: ABOUT_NO_DEVICE.has(change) ? '' : await nameDevice(ctx.agent) });
  await enqueue(tx, ctx, {
    k: `staff/${staffId}/${change}/${randomId()}`,
    channel: 'slack',
    groupKey: `staff/${staffId}`,
    text,
    purpose: 'alert',
  });
}
