/**
 * What the shop is measured by, and what each figure says: the one place. The line `Figures` in the log has them by these names, a
 * scrape as `mngshop_NAME`; infra/terraform/monitoring.tf and workbooks/shop.json ask for them (boot/config.infra.test.ts).
 */
export const SHOP_FIGURES = {
  orders_pending: 'Orders that hold stock and are not paid',
  orders_paid_hour: 'Orders placed in the last hour that are paid',
  payments_waiting: 'Payments of which the gateway has not said whether they are made',
  payments_oldest_seconds: 'How long the oldest of them has waited',
  messages_waiting: 'Messages that should have left',
  messages_oldest_seconds: 'How long ago the oldest of them was written',
  messages_dead_day: 'Messages of the last day that were given up',
  settlement_lag_seconds: 'How long ago the oldest promotion closed that is not settled',
  refunds_waiting: 'Refunds that are owed and not made',
  refunds_oldest_seconds: 'How long the oldest of them has been owed',
  // 전자상거래법 §18
  refunds_overdue: 'Refunds past their legal day',
  refunds_overdue_won: 'What they come to',
  logs_unsealed_seconds: 'How long ago the oldest entry of a log was written that is not sealed',
} as const;
export type ShopFigures = Record<keyof typeof SHOP_FIGURES, number>;

export const PROCESS_FIGURES = {
  loop_lag_p99_ms: 'By how much the event loop was late, 99 of 100 times less, since the last look',
  loop_lag_max_ms: 'By how much at most',
  memory_mib: 'Resident memory of this process',
  pool_open: 'Connections to MySQL that are open',
  pool_waiting: 'Statements that wait for a connection',
  answers: 'Answers since the last look',
  answers_4xx: 'Of these, refusals',
  answers_5xx: 'Of these, faults',
} as const;
export type ProcessFigures = Record<keyof typeof PROCESS_FIGURES, number>;
