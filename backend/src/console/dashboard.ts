import type { ActionRequest, PageContext } from 'adminjs';
import { visitOf } from './kit/visit.js';
import { may } from './kit/visit.js';
import { alerts } from './dashboard-alerts.js';
import { moneyBack, sales, salesByUniversity, waiting } from './dashboard-orders.js';
import { openOffers } from './dashboard-offers.js';

/**
 * The front of the console. AdminJS checks no access here: each part asks the role table itself and is null where the
 * role may not see it. All amounts in won.
 */
export async function dashboardHandler(_request: ActionRequest, _response: unknown, { currentAdmin }: PageContext) {
  const visit = visitOf(currentAdmin);
  const { ctx, role } = visit;
  const now = ctx.clock.now();
  const [sold, todo, back, offers, byUniversity, notices] = await Promise.all([
    may(visit, 'orders', 'read') ? sales(ctx, now) : null,
    may(visit, 'orders', 'read') ? waiting(visit, now) : null,
    may(visit, 'refunds', 'read') ? moneyBack(visit, now) : null,
    may(visit, 'promotions', 'read') ? openOffers(ctx, now) : null,
    may(visit, 'orders', 'read') ? salesByUniversity(ctx, now) : null,
    alerts(visit, now),
  ]);
  return {
    at: now,
    role,
    appEnv: ctx.settings.appEnv,
    simulated: ctx.payments.window === 'simulator',
    sales: sold,
    waiting: todo,
    moneyBack: back,
    offers,
    byUniversity,
    alerts: notices,
  };
}
export type DashboardData = Awaited<ReturnType<typeof dashboardHandler>>;
