import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows, updateRows } from '../database/write.js';
import { Consent } from './consent.entity.js';
import type { ConsentKind } from './rules/consents.js';
import { CONSENT_TEXT_VERSION } from './rules/consents.js';
import { readRow } from '../database/read.js';

const consents = table(Consent);

/** Gives a consent to today's text, or takes it back; what stands so already changes nothing, nor does `undefined`. */
export async function setConsent(
  tx: EntityManager,
  ctx: Pick<Context, 'clock'>,
  { customerId, kind, wanted }: { customerId: number; kind: ConsentKind; wanted: boolean | undefined },
): Promise<void> {
  if (wanted === undefined) return;
  const now = ctx.clock.now();
  const given = await readRow(
    tx,
    Consent,
    sql`WHERE ${consents.customerId} = ${customerId} AND ${consents.kind} = ${kind} AND ${consents.withdrawnAt} IS NULL`,
  );
  if (wanted && !given) await insertRows(tx, Consent, { customerId, kind, textVersion: CONSENT_TEXT_VERSION, givenAt: now });
  if (!wanted && given) await withdrawConsent(tx, given.id, now);
}

/** False where it had been taken back before. */
export async function withdrawConsent(tx: EntityManager, id: number, at: Date): Promise<boolean> {
  const given = sql`${consents.id} = ${id} AND ${consents.withdrawnAt} IS NULL`;
  return (await updateRows(tx, Consent, { withdrawnAt: at }, given)) === 1;
}
