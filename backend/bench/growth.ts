import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEED_PASSWORD } from '../../seed/data/people.js';
import { drawGrowth } from './growth-plot.js';
import { type GrownShop, openGrown, type Size } from './growth-shop.js';

/** Each ten times the one before; GROWTH_SIZES=10000,100000 measures fewer. */
const ALL: readonly Size[] = [
  { orders: 10_000, products: 100, viewers: 1 },
  { orders: 100_000, products: 1_000, viewers: 100 },
  { orders: 1_000_000, products: 10_000, viewers: 10_000 },
];
const ROUNDS = Number(process.env['GROWTH_ROUNDS'] ?? 31);

export interface Grown {
  name: string;
  /** Median ms of each size, as whoever waits has them: smallest first. */
  ms: number[];
}

type Ask = (shop: GrownShop, round: number) => Promise<void>;

/**
 * What a shop takes longer for when it has grown: catalogue 100 → 10,000, orders 10⁴ → 10⁶, signed-in students 1 → 10,000. The
 * shops of all sizes run side by side on MySQL and are asked in turn, so what else the machine does falls on each alike.
 * Writes docs/growth.svg.
 */
export async function growth(): Promise<{ sizes: Size[]; grown: Grown[] }> {
  const server = process.env['TEST_MYSQL_URL'];
  if (!server) throw new Error('Growth is measured on MySQL: TEST_MYSQL_URL=mysql://root@127.0.0.1:3306');
  const wanted = (process.env['GROWTH_SIZES'] ?? '').split(',').map(Number);
  const sizes = ALL.filter(({ orders }) => !process.env['GROWTH_SIZES'] || wanted.includes(orders));
  const shops: GrownShop[] = [];
  try {
    for (const size of sizes) shops.push(await openGrown(server, size));
    const grown: Grown[] = [];
    for (const [name, ask] of await figures(shops)) {
      grown.push({ name, ms: await measure(shops, ask) });
      console.log(lineOf(grown.at(-1) as Grown));
    }
    if (sizes.length > 1) writeFileSync(join(import.meta.dirname, '../../docs/growth.svg'), drawGrowth(sizes, grown));
    return { sizes, grown };
  } finally {
    for (const shop of shops) await shop.stop();
  }
}

const lineOf = ({ name, ms }: Grown): string =>
  `${name.padEnd(34)} ${ms.map((one) => one.toFixed(1).padStart(8)).join('')} ms  × ${((ms.at(-1) ?? 0) / (ms[0] ?? 1)).toFixed(2)}`;

async function measure(shops: readonly GrownShop[], ask: Ask): Promise<number[]> {
  const times = shops.map((): number[] => []);
  // The first two of each are not counted: what is loaded once, and what comes into memory.
  for (let round = -2; round < ROUNDS; round++) {
    for (const [index, shop] of shops.entries()) {
      const began = performance.now();
      await ask(shop, round + 2);
      if (round >= 0) times[index]?.push(performance.now() - began);
    }
  }
  return times.map(median);
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

async function figures(shops: readonly GrownShop[]): Promise<[string, Ask][]> {
  const goods = new Map<GrownShop, Goods>();
  const staff = new Map<GrownShop, string>();
  for (const shop of shops) {
    goods.set(shop, await goodsOf(shop));
    staff.set(shop, await signInStaff(shop));
  }
  const student = (path: (its: Goods) => string): Ask => {
    return async (shop, round) => {
      // Each round another student, where there are more.
      const cookie = shop.cookies[(round * 331) % shop.cookies.length] ?? '';
      await get(shop, path(goods.get(shop) as Goods), cookie);
    };
  };
  const orders = (query: (its: Goods) => string): Ask => {
    return (shop) => get(shop, `/admin/api/resources/Order/actions/list?${query(goods.get(shop) as Goods)}`, staff.get(shop) ?? '');
  };
  const sorts = ['number', 'state', 'pay', 'recipientName', 'universityId', 'total', 'placedAt'];
  return [
    ['list', student(() => '/api/customer/promotions')],
    ['product', student(({ slug }) => `/api/customer/products/${slug}`)],
    ['history', student(() => '/api/orders/history')],
    ['place, and cancel', async (shop, round) => place(shop, goods.get(shop) as Goods, round)],
    ['console: orders', orders(() => '')],
    ['console: page 50', orders(() => 'page=50')],
    ...['paid', 'preparing', 'completed', 'paid,preparing'].map((state): [string, Ask] => [
      `console: state ${state}`,
      orders(() => `filters.state=${state}`),
    ]),
    ['console: promotion', orders(({ promotionId }) => `filters.promotionId=${promotionId}`)],
    ['console: university', orders(({ universityId }) => `filters.universityId=${universityId}`)],
    ['console: number', orders(({ number }) => `filters.number=${number.slice(0, 12)}`)],
    ['console: phone, four digits', orders(({ phone }) => `filters.recipientPhone=${phone.slice(-4)}`)],
    ['console: phone', orders(({ phone }) => `filters.recipientPhone=${phone}`)],
    ['console: name', orders(({ name }) => `filters.recipientName=${encodeURIComponent(name)}`)],
    ['console: given name', orders(({ name }) => `filters.recipientName=${encodeURIComponent(name.slice(1))}`)],
    ['console: a name nobody has', orders(() => `filters.recipientName=${encodeURIComponent('갸냐')}`)],
    ...sorts.map((by): [string, Ask] => [`console: by ${by}`, orders(() => `sortBy=${by}&direction=asc`)]),
    ['console: dashboard', (shop) => get(shop, '/admin/api/dashboard', staff.get(shop) ?? '')],
  ];
}

interface Goods {
  slug: string;
  lines: { offerId: number; variantId: number; quantity: number; unitPrice: number }[];
  promotionId: number;
  universityId: number;
  number: string;
  phone: string;
  name: string;
  /** Who may still buy of it. */
  buyers: string[];
}

async function goodsOf(shop: GrownShop): Promise<Goods> {
  const [[order]] = (await shop.db.query(
    `SELECT promotion_id AS promotionId, university_id AS universityId, number, recipient_phone AS phone, recipient_name AS name
     FROM orders WHERE idem_key LIKE 'bulk-%' ORDER BY id LIMIT 1`,
  )) as unknown as [[Omit<Goods, 'slug' | 'lines' | 'buyers'>]];
  const [offers] = (await shop.db.query(
    `SELECT o.id AS offerId, p.slug AS slug FROM offers o JOIN products p ON p.id = o.product_id JOIN promotions r ON r.id = o.promotion_id
     WHERE r.state = 'published' AND r.reaches_all = 1 AND o.cap_quantity IS NULL AND r.opens_at < NOW() AND r.closes_at > NOW()`,
  )) as unknown as [{ slug: string }[]];
  for (const { slug } of offers) {
    const answer = await fetch(`${shop.url}/api/customer/products/${slug}`, { headers: { cookie: shop.cookies[0] ?? '' } });
    if (answer.status !== 200) continue;
    const { product } = (await answer.json()) as Product;
    const variant = product.variants.find(({ available }) => available > 5);
    if (!variant) continue;
    const line = { offerId: product.offer.id, variantId: variant.id, quantity: 1, unitPrice: product.offer.price + variant.surcharge };
    return { ...order, slug, lines: [line], buyers: shop.cookies };
  }
  throw new Error('Nothing is on sale to everybody.');
}

interface Product {
  product: { variants: { id: number; surcharge: number; available: number }[]; offer: { id: number; price: number } };
}

async function place(shop: GrownShop, { lines, buyers }: Goods, round: number): Promise<void> {
  const headers = { cookie: buyers[round % buyers.length] ?? '', 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
  const recipient = { name: '이하늘', phone: '010-1234-5678', postcode: '08826', address1: '관악로 1', address2: '', memo: '' };
  const placed = await fetch(`${shop.url}/api/customer/orders`, { method: 'POST', headers, body: JSON.stringify({ lines, recipient }) });
  if (placed.status !== 201) throw new Error(`Placing answered ${placed.status}: ${await placed.text()}`);
  const { order } = (await placed.json()) as { order: { number: string } };
  const body = JSON.stringify({ reason: '다시 고를래요' });
  await fetch(`${shop.url}/api/customer/orders/${order.number}/cancellation`, { method: 'POST', headers, body });
}

async function signInStaff(shop: GrownShop): Promise<string> {
  const body = new URLSearchParams({ email: 'owner@mngshop.test', password: SEED_PASSWORD });
  const answer = await fetch(`${shop.url}/admin/login`, { method: 'POST', body, redirect: 'manual', headers: { origin: shop.url } });
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
  if (answer.status !== 303 || cookie.length === 0) throw new Error(`Signing in answered ${answer.status}.`);
  return cookie.join('; ');
}

async function get({ url }: GrownShop, path: string, cookie: string): Promise<void> {
  const answer = await fetch(`${url}${path}`, { headers: { cookie } });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
}

if (import.meta.main) {
  await growth();
  process.exit();
}
