import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/** Every table of the first release. Columns are explained at the entities; here stand keys, checks and indexes. */
export class FirstTables1763800000000 implements MigrationInterface {
  name = 'FirstTables1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...CATALOG, ...CUSTOMERS, ...PROMOTIONS, ...ORDERS, ...PAYMENTS, ...MESSAGING, ...STAFF]) await ddl(runner, sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES.toReversed()) await ddl(runner, `DROP TABLE ${table}`);
  }
}

const CATALOG = [
  `CREATE TABLE universities (
    id {id}, slug {code:80} NOT NULL UNIQUE, name {text:80} NOT NULL, name_en {text:120} NOT NULL, mail_domains {long} NOT NULL,
    region {text:20} NOT NULL, active BOOLEAN NOT NULL DEFAULT 1)`,
  `CREATE TABLE products (
    id {id}, slug {code:80} NOT NULL UNIQUE, name {text:120} NOT NULL, brand {text:60} NOT NULL, category {code:20} NOT NULL,
    description {long} NOT NULL, specifications {long} NOT NULL, options {long} NOT NULL, list_price INT NOT NULL CHECK (list_price > 0),
    archived_at {time} NULL, created_at {time} NOT NULL)`,
  `CREATE TABLE product_images (
    id {id}, product_id INT NOT NULL, name {code:32} NOT NULL UNIQUE, alt {text:200} NOT NULL, width INT NOT NULL, height INT NOT NULL,
    position INT NOT NULL, FOREIGN KEY (product_id) REFERENCES products (id))`,
  `CREATE INDEX product_images_product ON product_images (product_id, position)`,
  `CREATE TABLE variants (
    id {id}, product_id INT NOT NULL, sku {code:60} NOT NULL UNIQUE, options {long} NOT NULL, surcharge INT NOT NULL DEFAULT 0,
    position INT NOT NULL DEFAULT 0, active BOOLEAN NOT NULL DEFAULT 1,
    CONSTRAINT surcharge_not_negative CHECK (surcharge >= 0), FOREIGN KEY (product_id) REFERENCES products (id))`,
  `CREATE INDEX variants_product ON variants (product_id, position)`,
  `CREATE TABLE variant_stock (
    variant_id INT NOT NULL PRIMARY KEY, on_hand INT NOT NULL, reserved INT NOT NULL DEFAULT 0,
    CONSTRAINT stock_covers_reserved CHECK (0 <= reserved AND reserved <= on_hand))`,
  `CREATE TABLE stock_changes (
    id {id}, variant_id INT NOT NULL, delta INT NOT NULL, reason {text:200} NOT NULL, staff_id INT NULL, at {time} NOT NULL)`,
  `CREATE INDEX stock_changes_variant ON stock_changes (variant_id, id)`,
];

const CUSTOMERS = [
  `CREATE TABLE customers (
    id {id}, email {exact:254} NOT NULL UNIQUE, password_hash {code:200} NOT NULL, name {text:40} NOT NULL, phone {code:11} NOT NULL,
    phone_verified_at {time} NULL, university_id INT NOT NULL, created_at {time} NOT NULL, left_at {time} NULL,
    FOREIGN KEY (university_id) REFERENCES universities (id))`,
  `CREATE INDEX customers_phone ON customers (phone)`,
  `CREATE INDEX customers_university ON customers (university_id, id)`,
  `CREATE TABLE customer_addresses (
    customer_id INT NOT NULL PRIMARY KEY, name {text:40} NOT NULL, phone {code:11} NOT NULL, postcode {code:5} NOT NULL,
    address1 {text:200} NOT NULL, address2 {text:100} NOT NULL DEFAULT '', memo {text:100} NOT NULL DEFAULT '',
    FOREIGN KEY (customer_id) REFERENCES customers (id))`,
  `CREATE TABLE customer_sessions (
    id {code:32} NOT NULL PRIMARY KEY, customer_id INT NOT NULL, created_at {time} NOT NULL, expires_at {time} NOT NULL, ended_at {time} NULL,
    FOREIGN KEY (customer_id) REFERENCES customers (id))`,
  `CREATE INDEX customer_sessions_customer ON customer_sessions (customer_id)`,
  `CREATE TABLE consents (
    id {id}, customer_id INT NOT NULL, kind {code:20} NOT NULL, text_version {code:20} NOT NULL, given_at {time} NOT NULL,
    withdrawn_at {time} NULL, FOREIGN KEY (customer_id) REFERENCES customers (id))`,
  `CREATE INDEX consents_customer ON consents (customer_id, kind)`,
  `CREATE TABLE one_time_codes (
    id {id}, purpose {code:10} NOT NULL, customer_id INT NULL, phone {code:11} NOT NULL, handle {code:64} NULL UNIQUE, code_hash {code:64} NOT NULL,
    tries INT NOT NULL DEFAULT 0, created_at {time} NOT NULL, expires_at {time} NOT NULL, used_at {time} NULL)`,
  `CREATE INDEX one_time_codes_phone ON one_time_codes (phone, created_at)`,
  `CREATE INDEX one_time_codes_customer ON one_time_codes (customer_id, purpose, id)`,
];

const PROMOTIONS = [
  `CREATE TABLE promotions (
    id {id}, slug {code:80} NOT NULL UNIQUE, kind {code:10} NOT NULL, title {text:120} NOT NULL, summary {text:300} NOT NULL,
    image_name {code:32} NULL, state {code:10} NOT NULL, reaches_all BOOLEAN NOT NULL DEFAULT 0, opens_at {time} NOT NULL,
    closes_at {time} NOT NULL, published_at {time} NULL, settled_at {time} NULL, created_at {time} NOT NULL,
    CONSTRAINT promotion_opens_before_it_closes CHECK (opens_at < closes_at))`,
  `CREATE INDEX promotions_state ON promotions (state, closes_at)`,
  `CREATE TABLE promotion_universities (
    promotion_id INT NOT NULL, university_id INT NOT NULL, PRIMARY KEY (promotion_id, university_id),
    FOREIGN KEY (promotion_id) REFERENCES promotions (id), FOREIGN KEY (university_id) REFERENCES universities (id))`,
  `CREATE INDEX promotion_universities_university ON promotion_universities (university_id, promotion_id)`,
  `CREATE TABLE offers (
    id {id}, promotion_id INT NOT NULL, product_id INT NOT NULL, position INT NOT NULL DEFAULT 0, tiers {long} NOT NULL,
    goal_quantity INT NULL, cap_quantity INT NULL, per_customer_limit INT NOT NULL, final_quantity INT NULL, final_price INT NULL,
    outcome {code:10} NULL, UNIQUE (promotion_id, product_id),
    CONSTRAINT goal_positive CHECK (goal_quantity > 0), CONSTRAINT cap_positive CHECK (cap_quantity > 0),
    CONSTRAINT limit_positive CHECK (per_customer_limit > 0),
    FOREIGN KEY (promotion_id) REFERENCES promotions (id), FOREIGN KEY (product_id) REFERENCES products (id))`,
  `CREATE INDEX offers_product ON offers (product_id, promotion_id)`,
  `CREATE TABLE offer_counters (
    offer_id INT NOT NULL PRIMARY KEY, state {code:10} NOT NULL DEFAULT 'open', closes_at {time} NOT NULL, cap INT NULL,
    held INT NOT NULL DEFAULT 0, sold INT NOT NULL DEFAULT 0,
    CONSTRAINT sold_within_held CHECK (0 <= sold AND sold <= held), CONSTRAINT held_within_cap CHECK (cap IS NULL OR held <= cap))`,
  `CREATE TABLE customer_limits (
    id {id}, offer_id INT NOT NULL, holder {code:40} NOT NULL, held INT NOT NULL DEFAULT 0, UNIQUE (offer_id, holder),
    CONSTRAINT limit_held_not_negative CHECK (held >= 0))`,
];

const ORDERS = [
  `CREATE TABLE orders (
    id {id}, number {code:32} NOT NULL UNIQUE, customer_id INT NOT NULL, university_id INT NOT NULL, promotion_id INT NOT NULL,
    state {code:20} NOT NULL, pay {code:20} NOT NULL DEFAULT 'none', total INT NOT NULL, refunded INT NOT NULL DEFAULT 0,
    placed_at {time} NOT NULL, expires_at {time} NOT NULL, expired_at {time} NULL, paid_at {time} NULL, released_at {time} NULL,
    preparing_at {time} NULL, shipped_at {time} NULL, delivered_at {time} NULL, completed_at {time} NULL,
    cancel_requested_at {time} NULL, cancelled_at {time} NULL, cancel_reason {text:200} NOT NULL DEFAULT '',
    return_requested_at {time} NULL, returned_at {time} NULL,
    recipient_name {text:40} NOT NULL, recipient_phone {code:11} NOT NULL, recipient_postcode {code:5} NOT NULL,
    recipient_address1 {text:200} NOT NULL, recipient_address2 {text:100} NOT NULL DEFAULT '', recipient_memo {text:100} NOT NULL DEFAULT '',
    limit_holder {code:40} NOT NULL, idem_key {code:80} NOT NULL, idem_hash {code:64} NOT NULL, placement_answer {long} NULL,
    pending_once INT GENERATED ALWAYS AS (CASE WHEN state = 'pending' THEN 1 END) STORED,
    UNIQUE (customer_id, idem_key), UNIQUE (customer_id, promotion_id, pending_once),
    CONSTRAINT total_positive CHECK (total > 0), CONSTRAINT refunded_within_total CHECK (0 <= refunded AND refunded <= total),
    FOREIGN KEY (customer_id) REFERENCES customers (id), FOREIGN KEY (university_id) REFERENCES universities (id),
    FOREIGN KEY (promotion_id) REFERENCES promotions (id))`,
  `CREATE INDEX orders_expiring ON orders (state, expires_at)`,
  `CREATE INDEX orders_of_customer ON orders (customer_id, id)`,
  `CREATE INDEX orders_of_promotion ON orders (promotion_id, state, id)`,
  `CREATE INDEX orders_by_time ON orders (placed_at)`,
  `CREATE TABLE order_lines (
    id {id}, order_id INT NOT NULL, offer_id INT NOT NULL, product_id INT NOT NULL, variant_id INT NOT NULL, product_slug {code:80} NOT NULL,
    product_name {text:120} NOT NULL, image_name {code:32} NULL, options {long} NOT NULL, quantity INT NOT NULL, tier_price INT NOT NULL,
    surcharge INT NOT NULL, unit_price INT NOT NULL, state {code:10} NOT NULL DEFAULT 'live', refunded INT NOT NULL DEFAULT 0,
    CONSTRAINT quantity_positive CHECK (quantity > 0), CONSTRAINT unit_price_adds_up CHECK (unit_price = tier_price + surcharge),
    CONSTRAINT line_refunded_within_paid CHECK (0 <= refunded AND refunded <= unit_price * quantity),
    FOREIGN KEY (order_id) REFERENCES orders (id))`,
  `CREATE INDEX order_lines_order ON order_lines (order_id)`,
  `CREATE INDEX order_lines_offer ON order_lines (offer_id, order_id)`,
  `CREATE TABLE shipments (
    order_id INT NOT NULL PRIMARY KEY, carrier {text:40} NOT NULL, tracking_number {text:40} NOT NULL, shipped_at {time} NOT NULL,
    delivered_at {time} NULL, FOREIGN KEY (order_id) REFERENCES orders (id))`,
  `CREATE TABLE return_requests (
    id {id}, order_id INT NOT NULL, kind {code:20} NOT NULL, reason {text:200} NOT NULL, postage INT NOT NULL DEFAULT 0,
    requested_at {time} NOT NULL, decided_at {time} NULL, decision {code:10} NULL, restocked BOOLEAN NOT NULL DEFAULT 0, staff_id INT NULL,
    FOREIGN KEY (order_id) REFERENCES orders (id))`,
  `CREATE INDEX return_requests_order ON return_requests (order_id)`,
  `CREATE TABLE order_exports (
    id {code:32} NOT NULL PRIMARY KEY, staff_id INT NOT NULL, reason {text:200} NOT NULL, filters {long} NOT NULL, last_order_id INT NOT NULL,
    created_at {time} NOT NULL)`,
];

const PAYMENTS = [
  `CREATE TABLE payments (
    id {id}, order_id INT NOT NULL, receipt_id {code:24} NOT NULL UNIQUE, state {code:12} NOT NULL,
    live INT GENERATED ALWAYS AS (CASE WHEN state IN ('confirming', 'paid') THEN 1 END) STORED,
    method {code:30} NOT NULL DEFAULT '', amount INT NOT NULL, captured INT NOT NULL DEFAULT 0, committed INT NOT NULL DEFAULT 0,
    lease {code:32} NULL, lease_until {time} NULL, next_check_at {time} NULL, submitted_at {time} NOT NULL, paid_at {time} NULL,
    UNIQUE (order_id, live), CONSTRAINT refunds_within_captured CHECK (0 <= committed AND committed <= captured),
    FOREIGN KEY (order_id) REFERENCES orders (id))`,
  `CREATE INDEX payments_to_check ON payments (state, next_check_at)`,
  `CREATE TABLE refunds (
    id {id}, k {code:80} NOT NULL UNIQUE, payment_id INT NOT NULL, order_id INT NOT NULL, line_id INT NULL, kind {code:10} NOT NULL,
    amount INT NOT NULL, state {code:10} NOT NULL, reason {text:200} NOT NULL DEFAULT '', due_at {time} NOT NULL, promised_by {time} NOT NULL,
    attempts INT NOT NULL DEFAULT 0, cancelled_before INT NULL,
    last_error {text:300} NOT NULL DEFAULT '', requested_at {time} NOT NULL, done_at {time} NULL,
    CONSTRAINT refund_positive CHECK (amount > 0), FOREIGN KEY (payment_id) REFERENCES payments (id))`,
  `CREATE INDEX refunds_due ON refunds (state, due_at)`,
  `CREATE INDEX refunds_order ON refunds (order_id)`,
  `CREATE INDEX refunds_payment ON refunds (payment_id, state)`,
  `CREATE TABLE receipt_probes (
    receipt_id {code:24} NOT NULL PRIMARY KEY, order_id INT NOT NULL, dirty_at {time} NULL, read_at {time} NULL)`,
  `CREATE INDEX receipt_probes_dirty ON receipt_probes (dirty_at)`,
];

const MESSAGING = [
  `CREATE TABLE outbox_messages (
    id {id}, k {code:80} NOT NULL UNIQUE, channel {code:10} NOT NULL, group_key {code:40} NOT NULL, recipient {code:11} NOT NULL DEFAULT '',
    text {long} NOT NULL, purpose {code:20} NOT NULL, campaign_id INT NULL, customer_id INT NULL, state {code:10} NOT NULL,
    due_at {time} NOT NULL, attempts INT NOT NULL DEFAULT 0, lease {code:32} NULL, lease_until {time} NULL,
    last_error {text:300} NOT NULL DEFAULT '', created_at {time} NOT NULL, sent_at {time} NULL)`,
  `CREATE INDEX outbox_due ON outbox_messages (state, due_at)`,
  `CREATE INDEX outbox_group ON outbox_messages (group_key, state, id)`,
  `CREATE TABLE campaigns (
    id {id}, staff_id INT NOT NULL, purpose {code:12} NOT NULL, text {long} NOT NULL, recipients INT NOT NULL, dropped INT NOT NULL,
    created_at {time} NOT NULL)`,
];

const STAFF = [
  `CREATE TABLE staff (
    id {id}, email {exact:254} NOT NULL UNIQUE, name {text:40} NOT NULL, role {code:12} NOT NULL, password_hash {code:200} NULL,
    totp_secret {code:200} NULL, totp_enrolled_at {time} NULL, failed_tries INT NOT NULL DEFAULT 0, locked_until {time} NULL,
    active BOOLEAN NOT NULL DEFAULT 1, created_at {time} NOT NULL)`,
  `CREATE TABLE staff_sessions (
    id {code:32} NOT NULL PRIMARY KEY, staff_id INT NOT NULL, created_at {time} NOT NULL, expires_at {time} NOT NULL, ended_at {time} NULL,
    FOREIGN KEY (staff_id) REFERENCES staff (id))`,
  `CREATE TABLE staff_links (
    id {id}, staff_id INT NOT NULL, purpose {code:10} NOT NULL, token_hash {code:64} NOT NULL UNIQUE, created_by_id INT NULL,
    created_at {time} NOT NULL, expires_at {time} NOT NULL, used_at {time} NULL, FOREIGN KEY (staff_id) REFERENCES staff (id))`,
  `CREATE TABLE audit_entries (
    id {id}, at {time} NOT NULL, staff_id INT NULL, action {code:60} NOT NULL, resource {code:40} NOT NULL, record_id {code:40} NOT NULL,
    reason {text:200} NOT NULL DEFAULT '', changes {long} NOT NULL)`,
  `CREATE INDEX audit_entries_record ON audit_entries (resource, record_id)`,
  `CREATE INDEX audit_entries_at ON audit_entries (at)`,
  `CREATE TABLE access_entries (
    id {id}, at {time} NOT NULL, staff_id INT NOT NULL, action {code:12} NOT NULL, resource {code:40} NOT NULL, subjects {long} NOT NULL,
    reason {text:200} NOT NULL DEFAULT '', address {code:45} NOT NULL)`,
  `CREATE INDEX access_entries_at ON access_entries (at)`,
];

const TABLES = [
  'universities',
  'products',
  'product_images',
  'variants',
  'variant_stock',
  'stock_changes',
  'customers',
  'customer_addresses',
  'customer_sessions',
  'consents',
  'one_time_codes',
  'promotions',
  'promotion_universities',
  'offers',
  'offer_counters',
  'customer_limits',
  'orders',
  'order_lines',
  'shipments',
  'return_requests',
  'order_exports',
  'payments',
  'refunds',
  'receipt_probes',
  'outbox_messages',
  'campaigns',
  'staff',
  'staff_sessions',
  'staff_links',
  'audit_entries',
  'access_entries',
];
