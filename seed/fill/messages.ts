import { deliverOutbox } from '../../backend/src/outbox/deliver-outbox.js';
import { smsConsents } from '../../backend/src/customers/sms-consents.js';
import { OutboxMessage } from '../../backend/src/outbox/outbox-message.entity.js';
import { transact } from '../../backend/src/database/database.js';
import type { Stage } from '../stage.js';

/** Messages that really leave, so that the simulator's phone and channel are not empty. */
const NEWEST = 6;

/**
 * What the past had to say was said then: it is written down as sent, and not sent again. The newest few do leave.
 * Without this the server would begin its life by delivering hundreds of messages.
 */
export async function tellThePast(stage: Stage): Promise<void> {
  const newest = await stage.db.manager.find(OutboxMessage, { order: { createdAt: 'DESC', id: 'DESC' }, take: NEWEST });
  const kept = newest.map(({ id }) => id);
  const history = `UPDATE outbox_messages SET state = 'sent', sent_at = created_at
    WHERE state = 'due' AND id NOT IN (${kept.map(() => '?').join(', ')})`;
  await transact(stage.db, (tx) => tx.query(history, kept));
  while ((await deliverOutbox(stage.at(0), smsConsents)) > 0);
}
