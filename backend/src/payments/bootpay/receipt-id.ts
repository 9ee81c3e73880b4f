import { z } from 'zod';

/** Bootpay's receipts are named by 24 hex digits, which it writes in lower case. */
export const RECEIPT_ID = /^[0-9a-f]{24}$/i;

export const receiptId = z.string().regex(RECEIPT_ID).toLowerCase();
