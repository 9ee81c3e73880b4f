import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { invalid } from '../kernel/errors.js';
import { randomId } from '../kernel/random.js';
import { cleanLine } from '../kernel/rules/typed-text.js';
import { noteSecurity } from '../kernel/security.js';
import { allowStaff } from '../access/allow.js';
import { logAccess } from '../access/log-access.js';
import { type ExportFilters, inListLanguage } from './export-filters.js';
import { exportedWhere } from './exported-where.js';
import { countExported } from './read-export.js';
import { Order } from './order.entity.js';
import { OrderExport } from './order-export.entity.js';
import { say } from '../words/say.js';
import { insertRows } from '../database/write.js';
import { readFirst } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const orders = table(Order);

export interface StartExportInput {
  /** Why it is downloaded, in two characters or more (개인정보의 안전성 확보조치 기준 §8). */
  reason: string;
  filters: ExportFilters;
  /** IP address the request came from, for the access log. */
  address: string;
}

/** Fixes what an export of the order list holds; its pages are read with readExport. @throws AppError 403; 422 without a reason, or for a filter that the list does not have */
export async function startExport(ctx: Context, input: StartExportInput): Promise<{ id: string }> {
  const { id: staffId, role } = allowStaff(ctx, 'orders', 'export');
  const reason = cleanLine(input.reason);
  if (reason.length < 2) throw invalid(say('export.reason'), [{ path: 'reason', message: say('export.reason_short') }]);
  const id = randomId();
  const filters = inListLanguage(input.filters);
  // Refused here, not at its first page.
  exportedWhere(ctx, filters, role);
  await transact(ctx.db, async (tx) => {
    const newest = await readFirst(tx, { id: orders.id }, sql`FROM ${orders} ORDER BY ${orders.id} DESC LIMIT 1`);
    const lastOrderId = newest?.id ?? 0;
    await insertRows(tx, OrderExport, { id, staffId, reason, filters, lastOrderId, createdAt: ctx.clock.now() });
    const subjects = `${id} ${JSON.stringify(filters)}`;
    await logAccess(ctx, { action: 'export', resource: 'orders', subjects, reason, address: input.address }, tx);
  });
  noteSecurity(ctx, 'export.started', { count: await countExported(ctx, filters, role) });
  return { id };
}
