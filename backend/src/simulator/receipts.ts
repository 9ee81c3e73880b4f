import { randomBytes } from 'node:crypto';
import { inKorea, KOREAN_OFFSET } from '../kernel/rules/korean-time.js';
import type { Store } from './store.js';

/** A row of the simulator's `receipt` table; won, epoch milliseconds, flags as 0 and 1. */
export interface ReceiptRow {
  receipt_id: string;
  order_id: string;
  order_name: string;
  price: number;
  cancelled_price: number;
  status: number;
  sandbox: number;
  currency: string;
  method: string;
  requested_at: number;
  purchased_at: number | null;
  cancelled_at: number | null;
}

export interface Cancel {
  receiptId: string;
  cancelId: string | null;
  amount: number;
  reason: string;
  at: string;
}

export interface NewPayment {
  orderId: string;
  price: number;
  orderName?: string | undefined;
  status?: number | undefined;
  sandbox?: boolean | undefined;
  currency?: string | undefined;
  method?: string | undefined;
}

export const STATUS_NAMES: Record<number, string> = {
  0: '결제대기',
  1: '결제완료',
  2: '서버승인대기',
  3: '승인중',
  5: '가상계좌발급완료',
  20: '결제취소완료',
  [-1]: '결제실패',
  [-2]: '결제승인실패',
  [-3]: '가상계좌취소',
  [-20]: '결제취소실패',
  [-30]: '결제취소진행중',
};

const METHOD_NAMES: Record<string, string> = {
  card: '카드',
  kakaopay: '카카오페이',
  naverpay: '네이버페이',
  bank: '계좌이체',
  vbank: '가상계좌',
};

export function methodName(symbol: string): string {
  return METHOD_NAMES[symbol] ?? symbol;
}

/** Writes a receipt as the payment window leaves it: authorised, waiting for the shop's confirm (status 2) unless said otherwise. */
export function createReceipt(store: Store, payment: NewPayment): ReceiptRow {
  const now = Date.now();
  const receiptId = randomBytes(12).toString('hex');
  const status = payment.status ?? 2;
  store
    .prepare(
      `INSERT INTO receipt (receipt_id, order_id, order_name, price, status, sandbox, currency, method, requested_at, purchased_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      receiptId,
      payment.orderId,
      payment.orderName ?? '가상 결제',
      payment.price,
      status,
      payment.sandbox === false ? 0 : 1,
      payment.currency ?? 'KRW',
      payment.method ?? 'card',
      now,
      status === 1 ? now : null,
    );
  return requireReceipt(store, receiptId);
}

export function findReceipt(store: Store, receiptId: string): ReceiptRow | undefined {
  return store.prepare('SELECT * FROM receipt WHERE receipt_id = ?').get(receiptId) as unknown as ReceiptRow | undefined;
}

function requireReceipt(store: Store, receiptId: string): ReceiptRow {
  const row = findReceipt(store, receiptId);
  if (!row) throw new Error(`no receipt ${receiptId}`);
  return row;
}

/** @returns newest first, at most `limit` */
export function listReceipts(store: Store, limit: number): ReceiptRow[] {
  return store.prepare('SELECT * FROM receipt ORDER BY requested_at DESC, rowid DESC LIMIT ?').all(limit) as unknown as ReceiptRow[];
}

export function receiptsOf(store: Store, orderId: string): ReceiptRow[] {
  return store.prepare('SELECT * FROM receipt WHERE order_id = ? ORDER BY rowid').all(orderId) as unknown as ReceiptRow[];
}

/** @returns in the order they were made */
export function cancelsOf(store: Store, receiptId: string): Cancel[] {
  const rows = store.prepare('SELECT * FROM cancel WHERE receipt_id = ? ORDER BY n').all(receiptId);
  return rows.map((row) => ({
    receiptId,
    cancelId: row['cancel_id'] === null ? null : String(row['cancel_id']),
    amount: Number(row['amount']),
    reason: String(row['reason']),
    at: new Date(Number(row['at'])).toISOString(),
  }));
}

/** A receipt as Bootpay tells it: snake_case, dates as strings in Korean time. */
export type BootpayReceipt = ReturnType<typeof toBootpay>;

export function toBootpay(row: ReceiptRow) {
  const approved = row.purchased_at !== null;
  return {
    receipt_id: row.receipt_id,
    order_id: row.order_id,
    price: row.price,
    tax_free: 0,
    cancelled_price: row.cancelled_price,
    cancelled_tax_free: 0,
    order_name: row.order_name,
    company_name: 'MNG샵 (가상 결제)',
    gateway_url: 'https://gw.bootpay.invalid',
    metadata: {},
    sandbox: row.sandbox === 1,
    pg: '가상PG',
    method: methodName(row.method),
    method_symbol: row.method,
    method_origin: methodName(row.method),
    method_origin_symbol: row.method,
    requested_at: toKoreanTime(row.requested_at),
    purchased_at: row.purchased_at === null ? null : toKoreanTime(row.purchased_at),
    cancelled_at: row.cancelled_at === null ? null : toKoreanTime(row.cancelled_at),
    status: row.status,
    status_locale: STATUS_NAMES[row.status] ?? '알 수 없음',
    receipt_url: `https://door.bootpay.invalid/receipt/${row.receipt_id}`,
    currency: row.currency,
    ...(row.method === 'vbank' ? { vbank_data: virtualAccount(row) } : { card_data: card(row, approved) }),
  };
}

function card(row: ReceiptRow, approved: boolean) {
  return {
    tid: `SIM${row.receipt_id}`,
    card_approve_no: approved ? String(parseInt(row.receipt_id.slice(-6), 16) % 100_000_000).padStart(8, '0') : '',
    card_no: '54360000****1234',
    card_quota: '00',
    card_company_code: '00',
    card_company: '가상카드',
    card_interest: '0',
    receipt_url: `https://door.bootpay.invalid/card/${row.receipt_id}`,
  };
}

const DAY = 86_400_000;

function virtualAccount(row: ReceiptRow) {
  return {
    tid: `SIM${row.receipt_id}`,
    bank_code: '088',
    bank_name: '신한은행',
    bank_username: 'MNG샵',
    bank_account: '00000000000000',
    expired_at: toKoreanTime(row.requested_at + DAY),
  };
}

/** As `2026-11-24T18:00:00` with the offset behind it: Bootpay's dates are strings with Seoul's offset, in whole seconds. */
function toKoreanTime(at: number): string {
  return `${inKorea(at).toISOString().slice(0, 19)}${KOREAN_OFFSET}`;
}
