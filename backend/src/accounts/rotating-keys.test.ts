import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from '../boot/app.js';
import type { University } from '../catalog/university.entity.js';
import { CustomerLimit } from '../holds/customer-limit.entity.js';
import { encryptField, underCurrentKey } from '../kernel/field-encryption.js';
import type { Settings } from '../kernel/context.js';
import { Refund } from '../ledger/refund.entity.js';
import { RefundAccount } from '../ledger/refund-account.entity.js';
import { accountPlace } from '../ledger/refund-accounts.js';
import { sealRefundAccounts } from '../ledger/seal-refund-accounts.js';
import { cancelOrder } from '../orders/cancel-order.js';
import { Order } from '../orders/order.entity.js';
import { showProduct } from '../promotions/show-product.js';
import { sealSecondFactors } from '../staff/seal-second-factors.js';
import { signInStaff, totpPlace } from '../staff/sign-in-staff.js';
import { Staff } from '../staff/staff.entity.js';
import { totpCode } from '../staff/totp.js';
import { hashPassword } from '../kernel/passwords.js';
import { aBuyer, paid, placed } from '../testing/buyers.js';
import { aPromotion, aStudent, aUniversity } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { leave } from './leave.js';
import { heldByWhoLeft, renameHolders } from './rename-holders.js';

let shop: TestShop;
let first: Settings['secrets'];
beforeAll(async () => {
  shop = await startShop();
  first = shop.ctx.settings.secrets;
});
afterAll(() => shop.stop());

const SECOND = { customerToken: 'second customers '.repeat(3), staffToken: 'second staff '.repeat(4), field: 'second fields '.repeat(4) };

/** What a release does that brings other keys: the shop goes on with them. */
function hold(current: Settings['secrets'], former?: Settings['secrets']): void {
  const formerSecrets = former && { customerToken: [former.customerToken], staffToken: [former.staffToken], field: [former.field] };
  Object.assign(shop.ctx.settings, { secrets: current, formerSecrets });
}

const verified = () => ({ phoneVerifiedAt: shop.clock.now() });

describe('the keys of sessions', () => {
  it('change without anybody signing in again, until the old one is taken away', async () => {
    hold(first);
    const student = await aStudent(shop, await aUniversity());
    hold(SECOND, first);
    expect(await elsewhere(student.cookieHeader)).toBe(200);
    const later = await aStudent(shop, await aUniversity());
    hold(SECOND);
    expect(await elsewhere(later.cookieHeader)).toBe(200);
    expect(await elsewhere(student.cookieHeader)).toBe(401);
    hold(first);
    expect(await elsewhere(later.cookieHeader)).toBe(401);
  });
});

// Tokens that were verified are remembered by the server that did; another has not seen this one.
async function elsewhere(cookie: string): Promise<number> {
  const server = createServer(createApp(shop.ctx, { clock: { isReady: () => true }, trustProxy: 0 }) as RequestListener).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const { status } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/customer/promotions`, {
    headers: { cookie },
  });
  server.closeAllConnections();
  server.close();
  return status;
}

describe('the field key', () => {
  it('changes while the shop runs, and nobody may buy a unit more for it', async () => {
    hold(first);
    const university = await aUniversity();
    const sale = await aPromotion(shop, { limit: 3 });
    const phone = '01077770001';
    const buyer = await aBuyer(shop.ctx, university, { phone, ...verified() });
    const order = await placed(buyer, sale, [{ quantity: 2 }]);
    await Order.update(order.id, { state: 'preparing' });
    const left = async (who: typeof buyer) => {
      const page = String(await (await showProduct(who, sale.product.slug)).bytes('identity'));
      return Number(/"myRemaining":(\d+)/.exec(page)?.[1]);
    };

    hold(SECOND, first);
    const again = await aBuyer(shop.ctx, university, { phone, ...verified() });
    expect([await left(buyer), await left(again)]).toEqual([1, 1]);
    await expect(placed(again, sale, [{ quantity: 2 }])).rejects.toMatchObject({ code: 'limit_reached' });
    const theirs = await placed(again, sale, [{ quantity: 1 }]);
    expect([await left(buyer), await left(again)]).toEqual([0, 0]);

    // Killed after the two reads and a person, it goes on with the others, and a third run finds nobody.
    await aBuyerWho(sale, university);
    const kill = vi.spyOn(shop.ctx.db, 'createQueryRunner').mockImplementation(dyingAfter(3));
    const killed = await renameHolders(shop.ctx).catch((error: unknown) => String(error));
    kill.mockRestore();
    expect(killed).toContain('killed');
    expect([await left(buyer), await left(again)]).toEqual([0, 0]);
    expect(await renameHolders(shop.ctx)).toBeGreaterThan(0);
    expect(await renameHolders(shop.ctx)).toBe(0);

    hold(SECOND);
    expect([await left(buyer), await left(again)]).toEqual([0, 0]);
    await expect(placed(again, sale)).rejects.toMatchObject({ code: expect.stringMatching(/limit_reached|order_pending/) as string });
    await cancelOrder(again, { number: theirs.number, reason: '변심' });
    expect(await left(buyer)).toBe(1);
    const held = await CustomerLimit.findBy({ offerId: sale.offer.id });
    expect(held.flatMap((row) => row.held || []).toSorted((a, b) => a - b)).toEqual([1, 2]);
  });

  it('says whose units only the old key finds', async () => {
    hold(first);
    const sale = await aPromotion(shop, { limit: 3 });
    const buyer = await aBuyer(shop.ctx, await aUniversity(), { phone: '01077770002', ...verified() });
    const order = await placed(buyer, sale);
    await Order.update(order.id, { state: 'completed' });
    const before = await heldByWhoLeft(shop.ctx);
    await leave(buyer);
    expect(await heldByWhoLeft(shop.ctx)).toBe(before + 1);
    shop.clock.pass(72 * 3_600_000);
    expect(await heldByWhoLeft(shop.ctx)).toBe(0);
  });

  it('opens second factors and bank accounts of before, and encrypts them anew', async () => {
    hold(first);
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    const row = { email: `${randomUUID()}@mngshop.test`, name: '관리자', role: 'owner' as const, createdAt: shop.clock.now() };
    const { id } = await Staff.save({ ...row, passwordHash: await hashPassword('a long password 1') });
    await Staff.update(id, { totpSecret: encryptField(shop.ctx.settings, totpPlace(id), secret), totpEnrolledAt: shop.clock.now() });
    const { order, payment } = await paid(shop, await aBuyer(shop.ctx, await aUniversity()), await aPromotion(shop));
    const due = { dueAt: shop.clock.now(), promisedBy: shop.clock.now(), requestedAt: shop.clock.now() };
    const refund = {
      ...due,
      orderId: order.id,
      paymentId: payment.id,
      kind: 'cancel' as const,
      amount: 1,
      state: 'manual' as const,
      reason: '변심',
    };
    for (const k of ['one', 'two', 'three']) {
      const { id: refundId } = await Refund.save({ ...refund, k });
      await RefundAccount.insert({
        refundId,
        account: encryptField(shop.ctx.settings, accountPlace(refundId), '{}'),
        namedAt: shop.clock.now(),
      });
    }
    const signIn = () => {
      shop.clock.pass(30_000);
      return signInStaff(shop.ctx, { email: row.email, password: 'a long password 1', code: totpCode(secret, shop.clock.now()) });
    };

    hold(SECOND, first);
    await signIn();
    expect([await sealSecondFactors(shop.ctx), await sealRefundAccounts(shop.ctx)]).toEqual([1, 3]);
    expect([await sealSecondFactors(shop.ctx), await sealRefundAccounts(shop.ctx)]).toEqual([0, 0]);
    const [{ account } = { account: '' }] = await RefundAccount.find({ select: { refundId: true, account: true } });
    expect(account.startsWith(underCurrentKey(shop.ctx.settings))).toBe(true);
    hold(SECOND);
    await signIn();
    hold(first);
    await expect(signIn()).rejects.toThrow('FIELD_SECRET does not hold');
  });
});

/** Somebody else with a unit under the first key. */
async function aBuyerWho(sale: Awaited<ReturnType<typeof aPromotion>>, university: University): Promise<void> {
  const { secrets, formerSecrets } = shop.ctx.settings;
  hold(first);
  await placed(await aBuyer(shop.ctx, university, { phone: '01077770003', ...verified() }), sale);
  Object.assign(shop.ctx.settings, { secrets, formerSecrets });
}

/** So many connections of it, and then no more. */
function dyingAfter(connections: number): DataSource['createQueryRunner'] {
  const create = shop.ctx.db.createQueryRunner.bind(shop.ctx.db);
  let made = 0;
  return (mode) => {
    if (++made > connections) throw new Error('killed');
    return create(mode);
  };
}
