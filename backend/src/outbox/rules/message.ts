/** What a message in the outbox is, and what became of it. */
export type OutboxChannel = 'slack' | 'sms';

/** Order and refund notices are not advertising; a campaign's purpose decides which rules hold at delivery. */
export type OutboxPurpose = 'order' | 'refund' | 'alert' | 'code' | 'notice' | 'advertising';

/** `dropped`: at delivery the customer no longer consented, or it was too late. `dead`: every try failed; staff can send it again. */
export type OutboxState = 'due' | 'sent' | 'dead' | 'dropped';
