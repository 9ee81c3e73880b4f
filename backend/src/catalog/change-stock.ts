import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict, type FieldError, invalid, notFound } from '../kernel/errors.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { StockChange } from './stock-change.entity.js';
import { changeOnHand } from '../holds/stock.js';
import { VariantStock } from '../holds/variant-stock.entity.js';

const MOST_UNITS = 1_000_000;

export interface ChangeStockInput {
  variantId: number;
  /** Units added, or taken when negative. */
  delta: number;
  /** Two characters or more. */
  reason: string;
}

/**
 * Adds to or takes from what is in the warehouse, never below what is promised to orders.
 * @throws AppError 403; 404; 409 `stock_reserved`; 422
 */
export async function changeStock(
  ctx: Context,
  { variantId, delta, reason }: ChangeStockInput,
): Promise<{ onHand: number; reserved: number }> {
  const { staffId } = allow(ctx, 'products', 'write');
  const errors = check(delta, reason);
  if (errors.length > 0) throw invalid('재고를 바꾸지 못했어요. 표시한 항목을 고쳐 주세요.', errors);
  return transact(ctx.db, async (tx) => {
    const change = { variantId, delta, reason: reason.trim() };
    await tx.insert(StockChange, { ...change, staffId, at: ctx.clock.now() });
    await audit(tx, ctx, {
      action: 'changeStock',
      resource: 'products',
      recordId: variantId,
      reason: change.reason,
      changes: { variantId, delta },
    });
    const changed = await changeOnHand(tx, { variantId, delta, most: MOST_UNITS });
    const stock = await tx.findOneBy(VariantStock, { variantId });
    if (!stock) throw notFound();
    if (!changed) throw delta < 0 ? stockReserved(stock) : tooMuch();
    return { onHand: stock.onHand, reserved: stock.reserved };
  });
}

function check(delta: number, reason: string): FieldError[] {
  const whole = Number.isInteger(delta) && delta !== 0 && Math.abs(delta) <= MOST_UNITS;
  const told = reason.trim().length >= 2 && reason.trim().length <= 200;
  return [
    ...(whole ? [] : [{ path: 'delta', message: '더하거나 뺄 수량을 0이 아닌 정수로 적어 주세요.' }]),
    ...(told ? [] : [{ path: 'reason', message: '이유를 두 글자 이상 200자까지 적어 주세요.' }]),
  ];
}

const stockReserved = ({ onHand, reserved }: VariantStock) =>
  conflict('stock_reserved', `재고 ${onHand}개 가운데 ${reserved}개는 이미 주문됐어요. ${onHand - reserved}개까지만 뺄 수 있어요.`);
const tooMuch = () => conflict('stock_too_much', `재고는 ${MOST_UNITS.toLocaleString('ko-KR')}개까지 둘 수 있어요. 수량을 확인해 주세요.`);
