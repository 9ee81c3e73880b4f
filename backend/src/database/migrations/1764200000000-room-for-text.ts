import type { MigrationInterface, QueryRunner } from 'typeorm';
import { widen } from './ddl.js';

/**
 * Lengths are counted in characters as people see them, of which one may be several code points, and MySQL's columns in code
 * points: four for each (kernel/rules/typed-text.ts). Names grow from 40 characters to 100. MySQL copies a table whose column grows
 * past 255 bytes (names, brands, regions), and lets it be read but not written meanwhile; the rest is done at once.
 */
export class RoomForText1764200000000 implements MigrationInterface {
  name = 'RoomForText1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(WIDER)) await widen(runner, table, columns);
  }

  /** Nothing: what is stored by now may need the room. */
  async down(): Promise<void> {}
}

const WIDER: Record<string, Record<string, string>> = {
  universities: { name: '{text:320} NOT NULL', name_en: '{text:480} NOT NULL', region: '{text:80} NOT NULL' },
  products: { name: '{text:480} NOT NULL', brand: '{text:240} NOT NULL' },
  product_images: { alt: '{text:800} NOT NULL' },
  stock_changes: { reason: '{text:800} NOT NULL' },
  customers: { name: '{text:400} NOT NULL' },
  customer_addresses: {
    name: '{text:400} NOT NULL',
    address1: '{text:800} NOT NULL',
    address2: `{text:400} NOT NULL DEFAULT ''`,
    memo: `{text:400} NOT NULL DEFAULT ''`,
  },
  promotions: { title: '{text:480} NOT NULL', summary: '{text:1200} NOT NULL' },
  orders: {
    cancel_reason: `{text:800} NOT NULL DEFAULT ''`,
    recipient_name: '{text:400} NOT NULL',
    recipient_address1: '{text:800} NOT NULL',
    recipient_address2: `{text:400} NOT NULL DEFAULT ''`,
    recipient_memo: `{text:400} NOT NULL DEFAULT ''`,
  },
  order_lines: { product_name: '{text:480} NOT NULL' },
  return_requests: { reason: '{text:800} NOT NULL' },
  order_exports: { reason: '{text:800} NOT NULL' },
  refunds: { reason: `{text:800} NOT NULL DEFAULT ''` },
  // Encrypted: bank and holder in UTF-8, and a third more.
  refund_accounts: { account: '{code:4000} NOT NULL' },
  staff: { name: '{text:400} NOT NULL' },
  audit_entries: { reason: `{text:800} NOT NULL DEFAULT ''` },
  access_entries: { reason: `{text:800} NOT NULL DEFAULT ''` },
};
