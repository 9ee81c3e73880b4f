import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { jsonBody } from '../api/http/json-body.js';
import { problems } from '../api/http/problem.js';
import { hashPassword } from '../kernel/passwords.js';
import { publishPromotion } from '../promotions/publish-promotion.js';
import { savePromotion } from '../promotions/save-promotion.js';
import { adminRoutes } from '../api/admin.routes.js';
import { STAFF_ROLES, type StaffRole } from '../kernel/rules/staff-role.js';
import { Staff } from '../staff/staff.entity.js';
import { Client } from './client.js';
import { staffContext, type StaffContext } from './staff-context.js';
import { newCustomer, newOrder, newProduct, newUniversity, promotionInput } from './staff-fixtures.js';
import { openTestDatabase } from './test-database.js';
import { createConsole } from '../console/console.js';

export const PASSWORD = 'console-test-2026';

/** A little of everything. */
export interface ConsoleRows {
  universityId: number;
  productId: number;
  variantIds: number[];
  promotionId: number;
  /** Ten, who all agreed to advertising by SMS. */
  customerIds: number[];
  /** Paid and released, one per customer. */
  orderIds: number[];
}

export interface ConsoleShop extends ConsoleRows {
  url: string;
  ctx: StaffContext;
  /** A browser signed in through the console's own page. */
  signIn(role: StaffRole): Promise<Client>;
  stop(): Promise<void>;
}

/** The console alone over HTTP, with a database of its own and a little of everything in it. */
export async function startConsole(): Promise<ConsoleShop> {
  const test = await openTestDatabase();
  const ctx = staffContext(test.db, { now: new Date() });
  const rows = await fillConsole(ctx);
  const app = express();
  app.use('/admin', createConsole(ctx));
  app.use('/api/admin', jsonBody(), adminRoutes(ctx));
  app.use(problems(ctx));
  const server = createServer(app as RequestListener).listen(0, '127.0.0.1');
  server.keepAliveTimeout = 75_000; // as the shop's own
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    ctx,
    ...rows,
    signIn: (role) => signIn(url, role),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await test.drop();
    },
  };
}

/** Staff of each role, goods, a promotion, customers and their orders, in an empty database. */
export async function fillConsole(ctx: StaffContext): Promise<ConsoleRows> {
  const passwordHash = await hashPassword(PASSWORD);
  for (const role of STAFF_ROLES) {
    await ctx.db.manager.insert(Staff, {
      email: `${role}@mngshop.test`,
      name: `관리자 ${role}`,
      role,
      passwordHash,
      createdAt: ctx.clock.now(),
    });
  }
  const universityId = await newUniversity(ctx);
  const { id: productId, variantIds } = await newProduct(ctx);
  const { id: promotionId } = await savePromotion(ctx, promotionInput(ctx, productId, { reachesAll: true }));
  await publishPromotion(ctx, { id: promotionId });
  const customerIds: number[] = [];
  const orderIds: number[] = [];
  for (let index = 0; index < 10; index++) {
    const customerId = await newCustomer(ctx, universityId, ['terms', 'privacy', 'marketing_sms', 'night_sms'], { name: `김학생${index}` });
    customerIds.push(customerId);
    orderIds.push(await newOrder(ctx, { customerId, universityId, promotionId, lines: [{ variantId: variantIds[0]!, quantity: 1 }] }));
  }
  return { universityId, productId, variantIds, promotionId, customerIds, orderIds };
}

export async function signIn(url: string, role: StaffRole): Promise<Client> {
  const client = new Client(url);
  const answer = await submitLogin(client, { email: `${role}@mngshop.test`, password: PASSWORD });
  if (answer.status !== 303) throw new Error(`Signing in as ${role} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  return client;
}

/** What a browser sends when the sign-in form is submitted. */
export const submitLogin = (client: Client, fields: Record<string, string>) =>
  client.send('POST', '/admin/login', new URLSearchParams(fields).toString(), { 'Content-Type': 'application/x-www-form-urlencoded' });
