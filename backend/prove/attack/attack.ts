import type { DataSource } from 'typeorm';
import type { StaffRole } from '../../src/kernel/rules/staff-role.js';
import type { Simulator } from '../../src/simulator/create-simulator.js';
import { Client } from '../../src/testing/client.js';
import { type ConsoleRows, fillConsole, signIn } from '../../src/testing/console-fixture.js';
import { twoOfEverything } from '../../src/testing/console-rows.js';
import { staffContext, type StaffContext } from '../../src/testing/staff-context.js';
import { startShop } from '../../src/testing/test-shop.js';
import { memory } from '../memory.js';
import { messagesOf, openGround } from '../proving-ground.js';
import type { ShopProcess } from '../shop-process.js';
import { testEngine } from '../test-engine.js';

/** One thing that was tried, and whether the shop stood. */
export interface Result {
  /** A sentence about the shop, as “a campus is not locked out by twenty wrong passwords”. */
  claim: string;
  /** What spoke against it; empty where it held. */
  failures: string[];
  /** What was measured, for whoever reads the proof. */
  figures?: string;
}

/** An attack: `export async function hoarders(shop: AttackedShop): Promise<Result[]>`, in a file of its own beside this one. */
export type Attack = (shop: AttackedShop) => Promise<Result[]>;

/** A shop with a little of everything in it, and what an attack needs to know of it. */
export interface AttackedShop {
  engine: 'sqlite' | 'mysql';
  /** `small` in `npm test`, where an attack has a second or two; `whole` in the proof, where it has a minute or three. */
  size: 'small' | 'whole';
  url: string;
  /** The driver's own connection, past the server in the proof. */
  db: DataSource;
  /** For verbs that the driver calls itself: the server's secrets, and its clock. */
  ctx: StaffContext;
  now(): Date;
  /** The server's time; `pass` moves it for server and driver. */
  clock: { now(): Date; pass(ms: number): Promise<void> };
  simulator: Simulator;
  /** What left the house, newest first. */
  messages(channel: 'slack' | 'sms'): Promise<{ text: string; to?: string }[]>;
  /** Universities, goods, a published promotion, customers and their orders: see testing/console-fixture.ts. */
  rows: ConsoleRows;
  /** The process itself: whether it lives, and what its memory holds. */
  server: Pick<ShopProcess, 'alive' | 'memory'>;
  /** The server's log so far, line by line; left out where it is another process. */
  lines?: readonly string[];
  /** A stranger's browser at that network address (the shop trusts one proxy). */
  from(address: string): Client;
  /** A member of staff, signed in through the console's page; one session for each role. */
  staff(role: StaffRole): Promise<Client>;
  close(): Promise<void>;
}

/** The server in a process of its own. @param engine a MySQL server's address, or embedded SQLite; each in a database of its own */
export async function openAttackedShop(engine: 'sqlite' | URL): Promise<AttackedShop> {
  const ground = await openGround(engine);
  const rows = await fill(ground.ctx);
  const server = await ground.start({ PROVE_NAMES: 'off', TRUST_PROXY: '1', OUTBOX_SECONDS: '0.2' });
  const pass = async (ms: number) => {
    ground.ahead += ms;
    await server.tell({ ahead: ground.ahead });
  };
  return {
    engine: engine === 'sqlite' ? 'sqlite' : 'mysql',
    size: 'whole',
    db: ground.db,
    ctx: ground.ctx,
    now: ground.now,
    clock: { now: ground.now, pass },
    simulator: ground.simulator,
    messages: (channel) => messagesOf(ground, channel),
    rows,
    server,
    ...visitors(server.url),
    close: async () => {
      await server.kill();
      await ground.close();
    },
  };
}

/** The same in this process, on the engine of the test that runs: a second instead of ten. */
export async function openAttackedHere(): Promise<AttackedShop> {
  const shop = await startShop({}, null, 1);
  const { settings, db } = shop.ctx;
  const ctx = staffContext(db, { settings });
  ctx.clock.now = shop.clock.now;
  const pass = (ms: number) => Promise.resolve(shop.clock.pass(ms));
  return {
    engine: testEngine() === 'sqlite' ? 'sqlite' : 'mysql',
    size: 'small',
    db,
    ctx,
    now: shop.clock.now,
    clock: { now: shop.clock.now, pass },
    simulator: shop.simulator,
    // Its jobs run when they are asked to.
    messages: async (channel) => {
      await shop.settle();
      return shop.messages(channel);
    },
    rows: await fill(ctx),
    server: { alive: () => true, memory: () => Promise.resolve(memory()) },
    lines: shop.lines,
    ...visitors(shop.url),
    close: shop.stop,
  };
}

async function fill(ctx: StaffContext): Promise<ConsoleRows> {
  const rows = await fillConsole(ctx);
  await twoOfEverything({ ctx, ...rows });
  return rows;
}

function visitors(url: string): Pick<AttackedShop, 'url' | 'from' | 'staff'> {
  const sessions = new Map<StaffRole, Promise<Client>>();
  return {
    url,
    from: (address) => new Client(url, { always: { 'X-Forwarded-For': address } }),
    staff: (role) => {
      const session = sessions.get(role) ?? signIn(url, role);
      sessions.set(role, session);
      return session;
    },
  };
}
