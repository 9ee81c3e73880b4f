import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client.js';
import { type ConsoleShop, startConsole } from '../testing/console-fixture.js';
import { newOrder, newProduct, promotionInput } from '../testing/staff-fixtures.js';
import { STAFF_ROLES, type StaffRole } from '../kernel/rules/staff-role.js';
import { Promotion } from './promotion.entity.js';
import { publishPromotion } from './publish-promotion.js';
import { savePromotion } from './save-promotion.js';

interface Answer {
  record: { params: Record<string, string>; recordActions: { name: string }[] };
  records: { id: string; params: Record<string, string> }[];
  form?: Record<string, unknown>;
  notice?: { type: string; message: string };
  data?: { seen: unknown };
  redirectUrl?: string;
}

let shop: ConsoleShop;
let staff: Record<StaffRole, Client>;
beforeAll(async () => {
  shop = await startConsole();
  const clients = await Promise.all(STAFF_ROLES.map(async (role) => [role, await shop.signIn(role)] as const));
  staff = Object.fromEntries(clients) as Record<StaffRole, Client>;
});
afterAll(() => shop.stop());

const HOUR = 3_600_000;
const path = (id: number, action: string) => `/admin/api/resources/Promotion/records/${id}/${action}`;
const start = (client: Client, id: number, action: string) => client.get<Answer>(path(id, action));
const act = (client: Client, id: number, action: string, input: unknown) => client.post<Answer>(path(id, action), { input });
const hours = (count: number) => new Date(shop.ctx.clock.now().getTime() + count * HOUR);

/** Published, with a paid order of one customer. */
async function open(opensIn = -1): Promise<number> {
  const { id: productId, variantIds } = await newProduct(shop.ctx);
  const times = { opensAt: hours(opensIn), closesAt: hours(opensIn + 24) };
  const { id } = await savePromotion(shop.ctx, promotionInput(shop.ctx, productId, { reachesAll: true, ...times }));
  await publishPromotion(shop.ctx, { id });
  const customerId = shop.customerIds[0] ?? 0;
  const lines = [{ variantId: variantIds[0] ?? 0, quantity: 1 }];
  await newOrder(shop.ctx, { customerId, universityId: shop.universityId, promotionId: id, lines, given: { releasedAt: null } });
  return id;
}

const buttons = async (id: number) =>
  (await start(staff.manager, id, 'show')).body.record.recordActions.map(({ name }) => name).filter((name) => name !== 'show');

describe('the buttons of a promotion', () => {
  it('stand where they can be pressed', async () => {
    expect(await buttons(await open())).toEqual(['edit', 'preview', 'extend', 'close', 'copy', 'cancel']);
    expect(await buttons(await open(1))).toEqual(['edit', 'preview', 'extend', 'copy', 'cancel']);
    const closed = await open();
    await Promotion.update({ id: closed }, { opensAt: hours(-48), closesAt: hours(-1) });
    expect(await buttons(closed)).toEqual(['edit', 'preview', 'settle', 'copy', 'cancel']);
    await Promotion.update({ id: closed }, { state: 'settled' });
    expect(await buttons(closed)).toEqual(['preview', 'copy']);
    await Promotion.update({ id: closed }, { state: 'draft' });
    expect(await buttons(closed)).toEqual(['edit', 'publish', 'preview', 'copy']);
  });

  it('change nothing for roles that only read, who may still look', async () => {
    const id = await open();
    for (const role of ['fulfilment', 'support', 'viewer'] as const) {
      for (const action of ['close', 'extend', 'copy', 'settle', 'publish', 'cancel']) {
        expect([role, action, (await act(staff[role], id, action, { reason: '해 볼게요', closesAt: hours(30) })).status]).toEqual([
          role,
          action,
          403,
        ]);
        expect([role, action, (await start(staff[role], id, action)).status]).toEqual([role, action, 403]);
      }
      expect((await start(staff[role], id, 'preview')).status).toBe(200);
      expect((await act(staff[role], id, 'preview', { universityId: shop.universityId })).body.data?.seen).not.toBeNull();
    }
    expect(await Promotion.findOneByOrFail({ id })).toMatchObject({ state: 'published', closesAt: hours(23) });
  });
});

describe('from the console', () => {
  it('a closing is moved, after saying how many will hear of it; a refusal keeps its status and words', async () => {
    const id = await open();
    expect((await start(staff.owner, id, 'extend')).body.form).toMatchObject({ people: 1, kind: 'group_buy' });
    const refused = await act(staff.owner, id, 'extend', { from: hours(23), closesAt: hours(1), reason: '더 모아요' });
    expect([refused.status, refused.body.notice?.message]).toEqual([422, expect.stringContaining('늦은 시각')]);
    expect((await act(staff.owner, id, 'extend', { from: hours(23), closesAt: 'never', reason: '더 모아요' })).status).toBe(422);
    expect((await act(staff.owner, id, 'extend', { from: hours(23), closesAt: hours(40), reason: '더 모아요' })).status).toBe(200);
    expect(await Promotion.findOneByOrFail({ id })).toMatchObject({ closesAt: hours(40) });
    expect((await act(staff.manager, id, 'close', { reason: '그만 모아요' })).body.notice?.type).toBe('success');
    expect((await act(staff.manager, id, 'close', { reason: '그만 모아요' })).status).toBe(409);
    expect((await act(staff.manager, id, 'settle', { reason: '바로 정산해요' })).status).toBe(200);
  });

  it('a copy leads to its preview', async () => {
    const id = await open();
    const { form } = (await start(staff.manager, id, 'copy')).body;
    const copied = await act(staff.manager, id, 'copy', {
      opensAt: form?.['opensAt'],
      closesAt: form?.['closesAt'],
      reach: [shop.universityId],
    });
    const copy = Number(/records\/(\d+)\/preview/.exec(copied.body.redirectUrl ?? '')?.[1]);
    expect(await Promotion.findOneByOrFail({ id: copy })).toMatchObject({ state: 'draft', reachesAll: false });
    expect((await start(staff.manager, copy, 'preview')).body.form).toMatchObject({
      universityId: shop.universityId,
      preview: { findings: { errors: [] } },
    });
    expect((await start(staff.manager, copy, 'publish')).body.form).toMatchObject({
      findings: { overlaps: [{ path: 'offers.0.productId' }] },
    });
  });

  it('the list says of each what was sold', async () => {
    const id = await open();
    const { records } = (await staff.viewer.get<Answer>('/admin/api/resources/Promotion/actions/list')).body;
    const column = JSON.parse(records.find((record) => Number(record.id) === id)?.params['column'] ?? 'null') as unknown;
    expect(column).toMatchObject([{ sold: 0, tier: 0, priceNow: null, next: { units: 10, price: 140_000 } }]);
  });
});
