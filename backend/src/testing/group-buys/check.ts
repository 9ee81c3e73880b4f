import { Order } from '../../orders/order.entity.js';
import { Refund } from '../../ledger/refund.entity.js';
import { Offer } from '../../promotions/offer.entity.js';
import { Promotion } from '../../promotions/promotion.entity.js';
import type { TestShop } from '../test-shop.js';
import { type Expected, expectedOf } from './expected.js';
import type { Participant } from './participant.js';
import type { Scenario } from './scenario.js';

/** Holds a settled group buy, and Bootpay's own book of the money, against what it had to come to. @throws Error naming what differs */
export async function check(
  shop: TestShop,
  chosen: Scenario,
  ended: { promotionId: number; offerIds: number[]; people: readonly Participant[] },
): Promise<void> {
  const expected = expectedOf(chosen);
  const found = [...(await offerDifferences(ended, expected)), ...(await moneyDifferences(shop, ended.people, expected))];
  if (found.length > 0) throw new Error(found.join('\n'));
}

async function offerDifferences(
  { promotionId, offerIds }: { promotionId: number; offerIds: number[] },
  { offers }: Expected,
): Promise<string[]> {
  const rows = await Promise.all(offerIds.map((id) => Offer.findOneByOrFail({ id })));
  const told = rows.map(({ finalQuantity, finalPrice, outcome }) => `${finalQuantity} for ${finalPrice}, ${outcome}`);
  const right = offers.map(({ sold, price, missed }) => `${sold} for ${price}, ${missed ? 'missed' : 'reached'}`);
  const { state } = await Promotion.findOneByOrFail({ id: promotionId });
  const end = offers.every(({ missed }) => missed) ? 'failed' : 'settled';
  return [...differs('offers', told.join(' · '), right.join(' · ')), ...differs('the promotion', state, end)];
}

async function moneyDifferences(
  { simulator: { ledger } }: TestShop,
  people: readonly Participant[],
  expected: Expected,
): Promise<string[]> {
  const found: string[] = [];
  let [back, difference] = [0, 0];
  for (const [index, { number, receiptId, person }] of people.entries()) {
    const { charged = 0, keeps = 0 } = expected.people[index] ?? {};
    const order = await Order.findOneByOrFail({ number });
    const refunds = await Refund.findBy({ orderId: order.id });
    const receipt = receiptId === '' ? undefined : ledger.receipt(receiptId);
    const cancelled = ledger.cancels(receiptId).reduce((sum, { amount }) => sum + amount, 0);
    const byHand = refunds.filter(({ state }) => state === 'manual').reduce((sum, { amount }) => sum + amount, 0);
    found.push(
      ...differs(`${person.does} is charged`, receipt?.price ?? 0, charged),
      ...differs(`${person.does} is left with`, charged - cancelled - byHand, keeps),
      ...differs(
        `refunds of ${person.does}`,
        refunds.reduce((sum, { amount }) => sum + amount, 0),
        charged - keeps,
      ),
      ...differs(`causes of ${person.does}`, new Set(refunds.map(({ k }) => k)).size, refunds.length),
      ...differs(`${person.does} ends`, order.state, endOf(person.does, keeps)),
    );
    back += cancelled + byHand;
    difference += charged - keeps;
  }
  return [...found, ...differs('given back in all', back, difference)];
}

function endOf(does: Participant['person']['does'], keeps: number): Order['state'] {
  if (does === 'never pays') return 'expired';
  return keeps === 0 ? 'cancelled' : 'paid';
}

const differs = (what: string, is: unknown, shouldBe: unknown): string[] =>
  is === shouldBe ? [] : [`${what}: ${String(is)}, should be ${String(shouldBe)}`];
