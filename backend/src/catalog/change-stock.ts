import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { conflict, type FieldError, invalid, notFound } from '../kernel/errors.js';
import { cleanLines, textProblem } from '../kernel/rules/typed-text.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { StockChange } from './stock-change.entity.js';
import { changeOnHand } from '../holds/stock.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import { say } from '../words/say.js';
import { readRow, readRowOrFail } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows } from '../database/write.js';

const stockChanges = table(StockChange);
const variantStock = table(VariantStock);

const MOST_UNITS = 1_000_000;

export interface ChangeStockInput {
  variantId: number;
  /** Units added, or taken when negative. */
  delta: number;
  /** Two characters or more. */
  reason: string;
  /** Names the form: sent again, as after a lost answer, it counts once. */
  formKey?: string | undefined;
}

/**
 * Adds to or takes from what is in the warehouse, never below what is promised to orders. Sent again, it counts once.
 * @throws AppError 403; 404; 409 `stock_reserved`, `already_changed`; 422
 */
export async function changeStock(ctx: Context, input: ChangeStockInput): Promise<{ onHand: number; reserved: number }> {
  const { staffId } = allow(ctx, 'products', 'write');
  const errors = check(input.delta, input.reason);
  if (errors.length > 0) throw invalid(say('stock.not_changed'), errors);
  try {
    return await transact(ctx.db, (tx) => move(tx, ctx, staffId, input));
  } catch (error) {
    if (input.formKey === undefined || !isDuplicate(error)) throw error;
    // The same form came twice at once: the other has moved it.
    return transact(ctx.db, (tx) => move(tx, ctx, staffId, input));
  }
}

async function move(tx: EntityManager, ctx: Context, staffId: number | null, input: ChangeStockInput) {
  const { variantId, delta, formKey } = input;
  const done = formKey === undefined ? null : await readRow(tx, StockChange, sql`WHERE ${stockChanges.formKey} = ${formKey}`);
  if (done) return alreadyMoved(tx, done, input);
  const reason = cleanLines(input.reason);
  await insertRows(tx, StockChange, { variantId, delta, reason, staffId, at: ctx.clock.now(), formKey: formKey ?? null });
  await audit(tx, ctx, { action: 'changeStock', resource: 'products', recordId: variantId, reason, changes: { variantId, delta } });
  const changed = await changeOnHand(tx, { variantId, delta, most: MOST_UNITS });
  const stock = await readRow(tx, VariantStock, sql`WHERE ${variantStock.variantId} = ${variantId}`);
  if (!stock) throw notFound();
  if (!changed) throw delta < 0 ? stockReserved(stock) : tooMuch();
  return { onHand: stock.onHand, reserved: stock.reserved };
}

// What was moved stays moved; only another wish under the same key is one that we cannot take for it.
async function alreadyMoved(tx: EntityManager, done: StockChange, { variantId, delta }: ChangeStockInput) {
  if (done.variantId !== variantId || done.delta !== delta) throw alreadyDone(done);
  const { onHand, reserved } = await readRowOrFail(tx, VariantStock, sql`WHERE ${variantStock.variantId} = ${variantId}`);
  return { onHand, reserved };
}

function check(delta: number, reason: string): FieldError[] {
  const whole = Number.isInteger(delta) && delta !== 0 && Math.abs(delta) <= MOST_UNITS;
  const told = textProblem(reason, { most: 200, least: 2, lines: true }) === undefined;
  return [
    ...(whole ? [] : [{ path: 'delta', message: say('stock.delta') }]),
    ...(told ? [] : [{ path: 'reason', message: say('stock.reason') }]),
  ];
}

const stockReserved = ({ onHand, reserved }: VariantStock) => conflict('stock_reserved', { onHand, reserved, free: onHand - reserved });
const alreadyDone = ({ delta }: StockChange) => conflict('already_changed.stock', { delta });
const tooMuch = () => conflict('stock_too_much', { most: MOST_UNITS });
