import { randomUUID } from 'node:crypto';
import type { University } from '../../src/catalog/university.entity.js';
import { Customer } from '../../src/customers/customer.entity.js';
import { openSession } from '../../src/customers/open-session.js';
import { transact } from '../../src/database/database.js';
import { OfferCounter } from '../../src/holds/offer-counter.entity.js';
import { Order } from '../../src/orders/order.entity.js';
import { anotherDoor, type Door } from '../../src/testing/another-door.js';
import { Client } from '../../src/testing/client.js';
import { aBuyer } from '../../src/testing/buyers.js';
import { aPromotion, aUniversity, RECIPIENT } from '../../src/testing/fixtures.js';
import type { TestShop } from '../../src/testing/test-shop.js';
import { type Result, tally, told } from './result.js';

const UNITS = 68;
const EACH = 2;
const HOARD = '61.72.10.9';

/**
 * Throw-away accounts want all there is and pay for nothing, from one address and at once, cancel and order anew; real buyers
 * come behind them. First without a phone each, then with one.
 */
export async function hoarders(shop: TestShop, { accounts = 35, buyers = 20 } = {}): Promise<Result[]> {
  const university = await aUniversity();
  const sale = await aPromotion(shop, { universities: [university], onHand: UNITS, limit: EACH, surcharges: [0] });
  const door = await anotherDoor(shop.ctx);
  try {
    const line = { offerId: sale.offer.id, variantId: sale.variants[0]?.id, quantity: EACH, unitPrice: sale.offer.tiers[0]?.unitPrice };
    const order = async (cookie: string, address: string) => {
      const headers = { 'X-Forwarded-For': address, 'Idempotency-Key': randomUUID() };
      const body = { lines: [line], recipient: RECIPIENT };
      const answer = await new Client(door.url, { cookies: cookie }).post<Placed>('/api/customer/orders', body, headers);
      return answer.status === 201 ? { code: 'placed', ...answer.body } : { code: `${answer.status} ${answer.body.code ?? ''}` };
    };
    const heldUnits = async () => (await OfferCounter.findOneByOrFail({ offerId: sale.offer.id })).held;

    // Without a browser's own cookie: each seems to be another device.
    const throwAways: Account[] = [];
    for (let index = 0; index < accounts; index++) throwAways.push(await anAccount(shop, university, { phoneVerifiedAt: null }));
    const unproved = await Promise.all(throwAways.map(({ cookie }) => order(cookie, HOARD)));
    const heldUnproved = await heldUnits();

    for (const { id } of throwAways) await Customer.update({ id }, { phoneVerifiedAt: shop.clock.now() });
    const proved = await Promise.all(throwAways.map(({ cookie }) => order(cookie, HOARD)));
    const heldProved = await heldUnits();

    const bought: string[] = [];
    for (let index = 0; index < buyers; index++) bought.push(await buy(shop, door, order, university, index));

    // Cancelled, and ordered anew: three times, and then an hour's pause.
    const again: string[] = [];
    for (let round = 0; round < 4; round++) {
      for (const { id, cookie } of throwAways.slice(0, 12)) {
        const placed = await order(cookie, HOARD);
        again.push(placed.code);
        for (const { number } of await Order.find({ where: { state: 'pending', customerId: id } })) {
          await new Client(door.url, { cookies: cookie }).post(`/api/customer/orders/${number}/cancellation`, { reason: '다시' });
        }
      }
    }
    const dates = proved.flatMap((one) => (one.order ? [Date.parse(one.order.expiresAt) - shop.clock.now().getTime()] : []));
    const longest = Math.max(0, ...dates) / 60_000;
    return [
      {
        attack: `${accounts} accounts without a phone hold stock`,
        held: heldUnproved === 0,
        figures: told(tally(unproved.map(({ code }) => code))),
      },
      {
        attack: `${accounts} accounts with a phone each hold stock from one address`,
        held: heldProved <= 10 * EACH,
        figures: `${heldProved} of ${UNITS} units, for ${longest.toFixed(1)} minutes at most; ${told(tally(proved.map(({ code }) => code)))}`,
      },
      { attack: 'real buyers come behind them', held: bought.every((state) => state === 'paid'), figures: told(tally(bought)) },
      {
        attack: 'to cancel and order anew without end',
        held:
          again.slice(-12).every((code) => code.startsWith('429') || code.startsWith('409')) &&
          again.some((code) => code.startsWith('429')),
        figures: told(tally(again)),
      },
    ];
  } finally {
    door.stop();
  }
}

interface Placed {
  code?: string;
  order?: { number: string; total: number; expiresAt: string };
}

interface Account {
  id: number;
  cookie: string;
}

/** Signed in without the work of a password: what is attacked is behind that door. */
async function anAccount(shop: TestShop, university: University, given: Partial<Customer> = {}): Promise<Account> {
  const { id } = await aBuyer(shop.ctx, university, given);
  const { token } = await transact(shop.ctx.db, (tx) => openSession(tx, shop.ctx, { customerId: id, universityId: university.id }));
  return { id, cookie: `mng_customer=${token}` };
}

async function buy(
  shop: TestShop,
  door: Door,
  order: (cookie: string, address: string) => Promise<Placed & { code: string }>,
  university: University,
  index: number,
): Promise<string> {
  const student = await anAccount(shop, university);
  const { code, order: placed } = await order(student.cookie, `61.73.10.${index + 1}`);
  if (!placed) return code;
  const receiptId = await shop.pay(placed.number, placed.total);
  const paid = await new Client(door.url, { cookies: student.cookie }).post(`/api/customer/orders/${placed.number}/payment`, { receiptId });
  return paid.status === 200 ? 'paid' : String(paid.status);
}
