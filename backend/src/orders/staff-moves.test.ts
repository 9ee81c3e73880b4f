import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VariantStock } from '../holds/variant-stock.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { savePromotion } from '../promotions/save-promotion.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { asRole, staffContext, type StaffContext } from '../testing/staff-context.js';
import { newCustomer, newOrder, newProduct, newUniversity, type OrderFixture, promotionInput, refusal } from '../testing/staff-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { deliverOrder } from './deliver-order.js';
import { Order } from './order.entity.js';
import { prepareOrder } from './prepare-order.js';
import { ORDER_STATES } from './rules/order-state.js';
import { Shipment } from './shipment.entity.js';
import { shipOrder } from './ship-order.js';

const PARCEL = { carrier: 'CJ대한통운', trackingNumber: '640012345678' };
let parcels = 0;
/** A number that no other order has. */
const aParcel = () => ({ ...PARCEL, trackingNumber: `65${String(++parcels).padStart(10, '0')}` });
let test: TestDatabase;
let ctx: StaffContext;
let whose: Omit<OrderFixture, 'lines' | 'customerId'>;
let variantIds: number[];

beforeAll(async () => {
  test = await openTestDatabase();
  const setup = staffContext(test.db);
  const universityId = await newUniversity(setup);
  const product = await newProduct(setup);
  variantIds = product.variantIds;
  const { id: promotionId } = await savePromotion(setup, promotionInput(setup, product.id, { reachesAll: true }));
  whose = { universityId, promotionId };
});
afterAll(() => test.drop());
beforeEach(async () => {
  ctx = asRole(staffContext(test.db), 'fulfilment', 5);
  await VariantStock.createQueryBuilder().update().set({ onHand: 10, reserved: 0 }).execute();
});

const [black, white] = [() => variantIds[0] as number, () => variantIds[1] as number];
const order = async (given: Partial<Order> = {}) => {
  const customerId = await newCustomer(ctx, whose.universityId);
  const missed = { variantId: white(), quantity: 1, given: { state: 'missed' as const } };
  return newOrder(ctx, {
    ...whose,
    customerId,
    lines: [{ variantId: white(), quantity: 3 }, { variantId: black(), quantity: 2 }, missed],
    given,
  });
};
const stateOf = async (id: number) => (await Order.findOneByOrFail({ id })).state;
const stockOf = (variantId: number) => VariantStock.findOneByOrFail({ variantId });
const audits = (id: number, action: string) => AuditEntry.countBy({ action, recordId: String(id) });

describe('preparing', () => {
  it('begins with a paid and released order, once', async () => {
    const id = await order();
    await prepareOrder(ctx, { id });
    ctx.clock.forward(1000);
    await prepareOrder(ctx, { id });
    expect(await Order.findOneByOrFail({ id })).toMatchObject({ state: 'preparing', preparingAt: new Date('2026-11-22T03:00:00.000Z') });
    expect(await audits(id, 'prepareOrder')).toBe(1);
  });

  it('waits for the settlement', async () => {
    const id = await order({ releasedAt: null });
    expect(await refusal(prepareOrder(ctx, { id }))).toMatchObject({ status: 409, code: 'not_released' });
    expect(await stateOf(id)).toBe('paid');
  });

  it.each(ORDER_STATES.filter((state) => !['paid', 'preparing'].includes(state)))('is refused for a %s order', async (state) => {
    const refused = await refusal(prepareOrder(ctx, { id: await order({ state }) }));
    expect(refused).toMatchObject({ status: 409, code: 'wrong_state' });
  });
});

describe('shipping', () => {
  it('takes the live units from stock, and tells the customer carrier and number', async () => {
    const id = await order({ state: 'preparing' });
    await shipOrder(ctx, { id, carrier: ` ${PARCEL.carrier}`, trackingNumber: PARCEL.trackingNumber });
    expect(await stockOf(black())).toMatchObject({ onHand: 8, reserved: 0 });
    expect(await stockOf(white())).toMatchObject({ onHand: 7, reserved: 1 }); // the missed line gives back by its own verb
    expect(await Shipment.findOneByOrFail({ orderId: id })).toMatchObject({ ...PARCEL, shippedAt: ctx.clock.now(), deliveredAt: null });
    const { customerId, number, state, shippedAt } = await Order.findOneByOrFail({ id });
    expect([state, shippedAt]).toEqual(['shipped', ctx.clock.now()]);
    const { phone } = await Customer.findOneByOrFail({ id: customerId });
    const [message, ...others] = await OutboxMessage.findBy({ customerId });
    expect(others).toEqual([]);
    expect(message).toMatchObject({ recipient: phone, purpose: 'order', channel: 'sms', groupKey: `order/${id}` });
    expect(message?.text).toBe(`[MNG샵] 주문 ${number}의 상품을 보냈어요. CJ대한통운 640012345678`);
  });

  it('happens once, however often and at once it is told', async () => {
    const id = await order({ state: 'preparing' });
    const parcel = aParcel();
    await Promise.all(Array.from({ length: 5 }, () => shipOrder(ctx, { id, ...parcel })));
    expect(await stockOf(black())).toMatchObject({ onHand: 8, reserved: 0 });
    expect(await audits(id, 'shipOrder')).toBe(1);
    const another = { id, ...aParcel() };
    expect((await refusal(shipOrder(ctx, another))).code).toBe('wrong_state');
  });

  it('loses no unit when orders of the same variants leave at once', async () => {
    const ids = [await order({ state: 'preparing' }), await order({ state: 'preparing' })];
    await Promise.all(ids.map((id) => shipOrder(ctx, { id, ...PARCEL, sharesNumber: true })));
    expect(await stockOf(black())).toMatchObject({ onHand: 6, reserved: 0 });
    expect(await stockOf(white())).toMatchObject({ onHand: 4, reserved: 2 });
  });

  it('wants carrier and number, and nothing of an order that is not packed', async () => {
    const id = await order();
    const wrong = await refusal(shipOrder(ctx, { id, carrier: ' ', trackingNumber: '12 34' }));
    expect(wrong.errors.map((error) => error.path)).toEqual(['carrier', 'trackingNumber']);
    expect((await refusal(shipOrder(ctx, { id, ...aParcel() }))).code).toBe('wrong_state');
    expect((await refusal(shipOrder(ctx, { id: 999_999, ...PARCEL }))).status).toBe(404);
    expect(await Shipment.existsBy({ orderId: id })).toBe(false);
  });

  it.each([
    ['wrong', '640012345678', 'carrier'],
    ['CJ대한통운', 'wrong', 'trackingNumber'],
    ['CJ대한통운', '0000', 'trackingNumber'],
    ['CJ대한통운', '0000000000', 'trackingNumber'],
    ['우체국택배', '640012345678', 'trackingNumber'],
    ['CJ대한통운', '\u200b', 'trackingNumber'],
  ])('by %s with %j is refused, and nobody is told', async (carrier, trackingNumber, path) => {
    const id = await order({ state: 'preparing' });
    const refused = await refusal(shipOrder(ctx, { id, carrier, trackingNumber }));
    expect(refused).toMatchObject({ status: 422, code: 'invalid', errors: [{ path }] });
    expect([await stateOf(id), await OutboxMessage.countBy({ groupKey: `order/${id}` })]).toEqual(['preparing', 0]);
  });

  it('takes a number as it is pasted and keeps it bare: every spelling is the same parcel', async () => {
    const id = await order({ state: 'preparing' });
    const { trackingNumber: bare } = aParcel();
    const spelled = `\ufeff ${bare.slice(0, 4)}–${bare.slice(4, 8)}\u00a0${bare.slice(8)}\u200b`;
    await shipOrder(ctx, { id, carrier: 'CJ대한통운'.normalize('NFD'), trackingNumber: spelled });
    await shipOrder(ctx, { id, carrier: 'CJ대한통운', trackingNumber: bare });
    expect(await Shipment.findOneByOrFail({ orderId: id })).toMatchObject({ carrier: 'CJ대한통운', trackingNumber: bare });
    expect((await OutboxMessage.findOneByOrFail({ groupKey: `order/${id}` })).text).toContain(`CJ대한통운 ${bare}`);
  });

  it('warns of a number that another order has, and sends one box for two when staff say so', async () => {
    const [first, second] = [await order({ state: 'preparing' }), await order({ state: 'preparing' })];
    const parcel = aParcel();
    await shipOrder(ctx, { id: first, ...parcel });
    const again = { id: second, ...parcel, trackingNumber: parcel.trackingNumber.replace(/(....)/, '$1-') };
    const refused = await refusal(shipOrder(ctx, again));
    expect(refused).toMatchObject({ status: 409, code: 'tracking_used', errors: [{ path: 'trackingNumber' }] });
    expect(refused.detail).toContain((await Order.findOneByOrFail({ id: first })).number);
    expect(await stateOf(second)).toBe('preparing');
    await shipOrder(ctx, { ...again, sharesNumber: true });
    expect(await Shipment.findBy({ trackingNumber: parcel.trackingNumber })).toHaveLength(2);
    expect((await AuditEntry.findOneByOrFail({ action: 'shipOrder', recordId: String(second) })).changes).toMatchObject({
      sharesNumber: true,
    });
  });

  it('leaves everything as it was when the stock does not add up', async () => {
    const id = await order({ state: 'preparing' });
    await VariantStock.update({ variantId: white() }, { reserved: 1 });
    await expect(shipOrder(ctx, { id, ...aParcel() })).rejects.toThrow(/fewer units reserved/);
    expect(await stockOf(black())).toMatchObject({ onHand: 10, reserved: 2 });
    expect(await stateOf(id)).toBe('preparing');
  });
});

describe('delivering', () => {
  it('ends the journey of a shipped order, once', async () => {
    const id = await order({ state: 'preparing' });
    await shipOrder(ctx, { id, ...aParcel() });
    ctx.clock.forward(86_400_000);
    const arrived = ctx.clock.now();
    await deliverOrder(ctx, { id });
    ctx.clock.forward(1000);
    await deliverOrder(ctx, { id });
    expect(await Order.findOneByOrFail({ id })).toMatchObject({ state: 'delivered', deliveredAt: arrived });
    expect(await Shipment.findOneByOrFail({ orderId: id })).toMatchObject({ deliveredAt: arrived });
    expect(await audits(id, 'deliverOrder')).toBe(1);
  });

  it.each(['preparing', 'return_requested', 'completed', 'cancelled'] as const)('is refused for a %s order', async (state) => {
    expect((await refusal(deliverOrder(ctx, { id: await order({ state }) }))).code).toBe('wrong_state');
  });
});

describe('who may move orders', () => {
  it.each(['support', 'viewer'] as const)('is not %s', async (role) => {
    const [as, id] = [asRole(ctx, role), await order()];
    for (const move of [prepareOrder(as, { id }), shipOrder(as, { id, ...PARCEL }), deliverOrder(as, { id })]) {
      expect((await refusal(move)).status).toBe(403);
    }
  });
});
