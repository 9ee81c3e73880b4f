import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transact } from '../database/database.js';
import { staffContext } from '../testing/staff-context.js';
import { refusal } from '../testing/staff-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { changeCap, closeCounters, countSold, leftOfCap, moveCounters, openCounters } from './counters.js';
import { giveBack } from './give-back.js';
import { holderOf } from './limit-holder.js';
import { heldBy, moveLimit } from './limits.js';
import { OfferCounter } from './offer-counter.entity.js';
import { setStock } from './set-stock.js';
import { availableStock, changeOnHand, openStock, restock, setOnHand, shipStock } from './stock.js';
import { takeHolds } from './take-holds.js';
import { takeTogether } from './take-together.js';
import { VariantStock } from './variant-stock.entity.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

const CLOSES_AT = new Date('2026-11-22T10:00:00.000Z');
const before = new Date(CLOSES_AT.getTime() - 1);
let ids = 1_000;

/** One offer of one variant, and beside them another of each, which nothing here may touch. */
async function aSale({ cap = null, onHand = 10, limit = 10 }: { cap?: number | null; onHand?: number; limit?: number } = {}) {
  const [offerId, variantId] = [++ids, ++ids];
  const [otherOffer, otherVariant] = [++ids, ++ids];
  await transact(database.db, async (tx) => {
    await openCounters(
      tx,
      [
        { id: offerId, capQuantity: cap },
        { id: otherOffer, capQuantity: 7 },
      ],
      CLOSES_AT,
    );
    await openStock(tx, { variantId, onHand });
    await openStock(tx, { variantId: otherVariant, onHand: 7 });
  });
  const line = (quantity: number) => ({ offerId, variantId, quantity, perCustomerLimit: limit });
  const take = (quantity: number, { holder = 'customer:1', now = before } = {}) =>
    transact(database.db, (tx) => takeHolds(tx, holder, [line(quantity)], now));
  const counts = async () => {
    const { held, sold } = await OfferCounter.findOneByOrFail({ offerId });
    const { onHand, reserved } = await VariantStock.findOneByOrFail({ variantId });
    const others = [
      await OfferCounter.findOneByOrFail({ offerId: otherOffer }),
      await VariantStock.findOneByOrFail({ variantId: otherVariant }),
    ];
    expect(others).toMatchObject([
      { held: 0, sold: 0, cap: 7, closesAt: CLOSES_AT },
      { onHand: 7, reserved: 0 },
    ]);
    return { held, sold, onHand, reserved, mine: await transact(database.db, (tx) => heldBy(tx, { offerId, holder: 'customer:1' })) };
  };
  return { offerId, variantId, line, take, counts };
}

describe('taking units of an offer', () => {
  it('takes them under the limit, the stock and the cap, up to the last one of each', async () => {
    for (const setting of [{ limit: 3 }, { onHand: 3 }, { cap: 3 }]) {
      const sale = await aSale(setting);
      expect(await sale.take(1)).toBeNull();
      expect(await sale.take(2)).toBeNull();
      expect(await sale.counts()).toMatchObject({ held: 3, sold: 0, reserved: 3, mine: 3 });
    }
  });

  it('refuses one more, says how many there are, and leaves everything as it was', async () => {
    const expected = [
      [{ limit: 3 }, { what: 'limit', held: 2 }],
      [{ onHand: 3 }, { what: 'stock', left: 1 }],
      [{ cap: 3 }, { what: 'cap', left: 1, line: { quantity: 2 } }],
    ] as const;
    for (const [setting, refusal] of expected) {
      const sale = await aSale(setting);
      await sale.take(2);
      const refused = transact(database.db, async (tx) => {
        throw await takeHolds(tx, 'customer:1', [sale.line(2)], before);
      });
      await expect(refused).rejects.toMatchObject(refusal);
      expect(await sale.counts()).toMatchObject({ held: 2, reserved: 2, mine: 2 });
    }
  });

  it('refuses at once what is more than the limit, and counts each person alone', async () => {
    const sale = await aSale({ limit: 3 });
    expect(await sale.take(4)).toMatchObject({ what: 'limit', held: 0 });
    expect(await sale.take(3)).toBeNull();
    expect(await sale.take(3, { holder: 'customer:2' })).toBeNull();
    expect(await sale.counts()).toMatchObject({ held: 6, mine: 3 });
  });

  it('is closed from the closing instant on, and says so rather than how many are left', async () => {
    const sale = await aSale({ cap: 2 });
    expect(await sale.take(1, { holder: 'customer:2', now: CLOSES_AT })).toEqual({ what: 'closed' });
    const full = await aSale({ cap: 2 });
    expect(await full.take(2)).toBeNull();
    expect(await full.take(1, { holder: 'customer:2' })).toMatchObject({ what: 'cap', left: 0 });
    expect(await full.take(1, { holder: 'customer:3', now: CLOSES_AT })).toEqual({ what: 'closed' });
  });

  it('is closed before its time where its counter was, which then moves no more, whatever else is open', async () => {
    const [sale, other] = [await aSale(), await aSale()];
    await transact(database.db, (tx) => closeCounters(tx, [sale.offerId]));
    expect(await sale.take(1)).toEqual({ what: 'closed' });
    expect(await other.take(1)).toBeNull();
    expect(await transact(database.db, (tx) => moveCounters(tx, [sale.offerId], new Date(CLOSES_AT.getTime() + 1)))).toBe(false);
    expect(await transact(database.db, (tx) => changeCap(tx, { offerId: sale.offerId, cap: 5, now: before }))).toBe(false);
  });
});

describe('taking units for several persons at once', () => {
  type Line = ReturnType<Awaited<ReturnType<typeof aSale>>['line']>;
  const takeAll = (wishes: [holder: string, lines: Line[]][], now = before) =>
    transact(database.db, async (tx) => {
      const taken = await takeTogether(
        tx,
        wishes.map(([holder, lines]) => ({ holder, lines })),
        now,
      );
      if (!taken) throw new Error('not enough');
    }).then(
      () => true,
      () => false,
    );

  it('takes all of them up to the last unit of each, two accounts of one person together', async () => {
    for (const setting of [{ limit: 3 }, { onHand: 6 }, { cap: 6 }]) {
      const sale = await aSale(setting);
      await sale.take(1);
      const all = takeAll([
        ['customer:2', [sale.line(3)]],
        ['customer:1', [sale.line(1)]],
        ['customer:1', [sale.line(1)]],
      ]);
      expect(await all).toBe(true);
      expect(await sale.counts()).toMatchObject({ held: 6, sold: 0, reserved: 6, mine: 3 });
    }
  });

  it('takes nothing of any of them where one is one too many, or came after the closing', async () => {
    for (const setting of [{ limit: 3 }, { onHand: 5 }, { cap: 5 }]) {
      const sale = await aSale(setting);
      await sale.take(2);
      const wishes: [string, Line[]][] = [
        ['customer:2', [sale.line(2)]],
        ['customer:1', [sale.line(2)]],
      ];
      expect(await takeAll(wishes)).toBe(false);
      expect(await sale.counts()).toMatchObject({ held: 2, reserved: 2, mine: 2 });
    }
    const sale = await aSale();
    expect(await takeAll([['customer:1', [sale.line(1)]]], CLOSES_AT)).toBe(false);
    expect(await sale.counts()).toMatchObject({ held: 0, reserved: 0, mine: 0 });
  });

  it('takes of several offers and variants what each is asked for', async () => {
    const [one, two] = [await aSale(), await aSale({ cap: 2 })];
    const wishes: [string, Line[]][] = [
      ['customer:1', [one.line(2), two.line(1)]],
      ['customer:2', [one.line(3)]],
    ];
    expect(await takeAll(wishes)).toBe(true);
    expect(await one.counts()).toMatchObject({ held: 5, reserved: 5, mine: 2 });
    expect(await two.counts()).toMatchObject({ held: 1, reserved: 1, mine: 1 });
    expect(await takeAll([['customer:1', [one.line(1), two.line(2)]]])).toBe(false);
    expect(await one.counts()).toMatchObject({ held: 5, reserved: 5, mine: 2 });
  });
});

describe('under which name a person holds', () => {
  it('is their phone once it is proved, for all their accounts, and else the account', () => {
    const ctx = staffContext(database.db);
    const holder = (id: number, phone: string, phoneVerifiedAt: Date | null) => holderOf(ctx, { id, phone, phoneVerifiedAt });
    expect([holder(7, '01012345678', null), holder(8, '01012345678', null)]).toEqual(['customer:7', 'customer:8']);
    expect(holder(7, '01012345678', before)).toMatch(/^phone:[0-9a-f]{32}$/);
    expect(holder(8, '01012345678', before)).toBe(holder(7, '01012345678', before));
    expect(holder(7, '01012345679', before)).not.toBe(holder(7, '01012345678', before));
  });
});

describe('nothing at all', () => {
  it('opens, closes and leaves nothing, beside one that is opened alone', async () => {
    await transact(database.db, async (tx) => {
      await openCounters(tx, [], CLOSES_AT);
      await closeCounters(tx, []);
      await openCounters(tx, [{ id: ++ids, capQuantity: 3 }], CLOSES_AT);
      expect(await leftOfCap(tx, ids)).toBe(3);
      expect([await leftOfCap(tx, 0), await availableStock(tx, 0)]).toEqual([0, 0]);
    });
  });
});

describe('giving units back', () => {
  it('gives back limit, stock and counter; what was sold is counted as sold no more', async () => {
    const sale = await aSale();
    await sale.take(5);
    await transact(database.db, (tx) => countSold(tx, [sale.line(3)]));
    expect(await sale.counts()).toEqual({ held: 5, sold: 3, onHand: 10, reserved: 5, mine: 5 });
    await transact(database.db, (tx) => giveBack(tx, 'customer:1', [sale.line(1)], true));
    expect(await sale.counts()).toEqual({ held: 4, sold: 2, onHand: 10, reserved: 4, mine: 4 });
    await transact(database.db, (tx) => giveBack(tx, 'customer:1', [sale.line(2)], false));
    expect(await sale.counts()).toEqual({ held: 2, sold: 2, onHand: 10, reserved: 2, mine: 2 });
  });

  it('gives back nothing of another person, and nothing of another offer of theirs', async () => {
    const [sale, other] = [await aSale(), await aSale()];
    await sale.take(1);
    await sale.take(3, { holder: 'customer:2' });
    await other.take(4);
    await sale.take(1); // on top of what they hold, and of what nobody else does
    await transact(database.db, (tx) => giveBack(tx, 'customer:1', [sale.line(1)], false));
    const held = (offerId: number, holder: string) => transact(database.db, (tx) => heldBy(tx, { offerId, holder }));
    expect(await held(sale.offerId, 'customer:1')).toBe(1);
    expect(await held(sale.offerId, 'customer:2')).toBe(3);
    expect(await held(sale.offerId, 'customer:3')).toBe(0);
    expect(await held(other.offerId, 'customer:1')).toBe(4);
  });

  it('counts units under another name, once, and beside what that name holds already', async () => {
    const [sale, other] = [await aSale(), await aSale()];
    await sale.take(3);
    await other.take(3);
    const held = (offerId: number, holder: string) => transact(database.db, (tx) => heldBy(tx, { offerId, holder }));
    const move = (quantity: number) =>
      transact(database.db, (tx) => moveLimit(tx, { offerId: sale.offerId, from: 'customer:1', to: 'phone:a', quantity }));
    await move(2);
    await move(1);
    expect([await held(sale.offerId, 'customer:1'), await held(sale.offerId, 'phone:a')]).toEqual([0, 3]);
    expect([await held(other.offerId, 'customer:1'), await held(other.offerId, 'phone:a')]).toEqual([3, 0]);
  });
});

describe('the warehouse', () => {
  it('loses what was reserved when it is shipped, all of it, and never more', async () => {
    const [sale, other] = [await aSale(), await aSale()];
    await sale.take(3);
    await other.take(5);
    await transact(database.db, (tx) => shipStock(tx, [sale.line(3)]));
    expect(await sale.counts()).toMatchObject({ onHand: 7, reserved: 0 });
    expect(await other.counts()).toMatchObject({ onHand: 10, reserved: 5 });
    await expect(transact(database.db, (tx) => shipStock(tx, [sale.line(1)]))).rejects.toThrow('fewer units reserved');
    await transact(database.db, (tx) => restock(tx, [sale.line(2)]));
    expect(await sale.counts()).toMatchObject({ onHand: 9, reserved: 0 });
  });

  it('is changed by staff down to what is reserved and up to the most, and no further', async () => {
    const sale = await aSale();
    await sale.take(3);
    const change = (delta: number) => transact(database.db, (tx) => changeOnHand(tx, { variantId: sale.variantId, delta, most: 20 }));
    expect(await change(-8)).toBe(false);
    expect(await change(-7)).toBe(true);
    expect(await change(18)).toBe(false);
    expect(await change(17)).toBe(true);
    expect(await sale.counts()).toMatchObject({ onHand: 20, reserved: 3 });
    const set = (onHand: number) => transact(database.db, (tx) => setOnHand(tx, { variantId: sale.variantId, onHand }));
    expect([await set(2), await set(5)]).toEqual([false, true]);
    const ctx = staffContext(database.db);
    expect(await refusal(setStock(ctx, { variantId: sale.variantId, onHand: 2 }))).toMatchObject({ status: 409, code: 'stock_reserved' });
    expect(await refusal(setStock(ctx, { variantId: 0, onHand: 2 }))).toMatchObject({ status: 404 });
    await setStock(ctx, { variantId: sale.variantId, onHand: 3 });
    expect(await sale.counts()).toMatchObject({ onHand: 3, reserved: 3 });
  });
});

describe('the cap of an offer', () => {
  it('falls to what is held and no lower, only before the closing, and may be none', async () => {
    const sale = await aSale({ cap: 5 });
    await sale.take(3);
    const change = (cap: number | null, now = before) => transact(database.db, (tx) => changeCap(tx, { offerId: sale.offerId, cap, now }));
    const left = () => transact(database.db, (tx) => leftOfCap(tx, sale.offerId));
    expect(await left()).toBe(2);
    expect(await change(2)).toBe(false);
    expect(await change(4, CLOSES_AT)).toBe(false);
    expect(await change(3)).toBe(true);
    expect(await left()).toBe(0);
    expect(await change(null)).toBe(true);
    expect(await sale.take(7)).toBeNull();
    expect(await sale.counts()).toMatchObject({ held: 10 });
  });

  it('stands beside a closing that moves for these offers alone', async () => {
    const sale = await aSale();
    const later = new Date(CLOSES_AT.getTime() + 3_600_000);
    expect(await transact(database.db, (tx) => moveCounters(tx, [sale.offerId], later))).toBe(true);
    expect(await sale.take(1, { now: CLOSES_AT })).toBeNull();
    expect(await sale.counts()).toMatchObject({ held: 1 });
  });
});
