import type { Browser } from 'playwright-core';
import type { BuiltShop } from './built-shop.js';
import { buyElsewhere } from './student.js';

/** What can happen between opening the checkout and pressing its button: who it happens to, and where the dialog leads. */
interface Refused {
  /** The student. */
  n: number;
  what: string;
  product: string;
  title: string;
  go: { label: string; to: string };
  meanwhile(shop: BuiltShop, browser: Browser): Promise<void> | void;
}

const variantsOf = 'SELECT v.id FROM variants v JOIN products p ON p.id = v.product_id WHERE p.slug = ?';
const offersOf = 'SELECT o.id FROM offers o JOIN products p ON p.id = o.product_id WHERE p.slug = ?';

export const REFUSED: Refused[] = [
  {
    n: 3,
    what: 'the last one is bought by somebody else',
    product: 'sony-wh-1000xm5',
    title: '고른 옵션의 재고가 모자라요',
    go: { label: '수량이나 옵션 바꾸기', to: '**/products/sony-wh-1000xm5' },
    meanwhile: (shop, browser) => {
      shop.change(`UPDATE variant_stock SET on_hand = reserved + 1 WHERE variant_id IN (${variantsOf})`, 'sony-wh-1000xm5');
      return buyElsewhere(shop, browser, 20, 'sony-wh-1000xm5');
    },
  },
  {
    n: 4,
    what: 'the cap is reached by somebody else',
    product: 'lg-ultrafine-27up850n',
    title: '남은 수량이 모자라요',
    go: { label: '수량 바꾸기', to: '**/products/lg-ultrafine-27up850n' },
    meanwhile: (shop, browser) => {
      shop.change(`UPDATE offer_counters SET cap = held + 1 WHERE offer_id IN (${offersOf})`, 'lg-ultrafine-27up850n');
      return buyElsewhere(shop, browser, 20, 'lg-ultrafine-27up850n');
    },
  },
  {
    n: 5,
    what: 'they have bought all they may on another device',
    product: 'keychron-k2-pro',
    title: '한 사람이 살 수 있는 수량을 넘었어요',
    go: { label: '수량 바꾸기', to: '**/products/keychron-k2-pro' },
    meanwhile: (shop, browser) => buyElsewhere(shop, browser, 5, 'keychron-k2-pro', { quantity: 2, pays: true }),
  },
  {
    n: 6,
    what: 'the sale closes',
    product: 'macbook-air-13-m4',
    title: '판매가 끝났어요',
    go: { label: '다른 학생가 보기', to: '**/promotions' },
    meanwhile: (shop) => shop.change("UPDATE promotions SET closes_at = datetime('now') || '.000' WHERE slug = 'macbook-air-autumn'"),
  },
  {
    n: 7,
    what: 'it is no longer for their university',
    product: 'airpods-4',
    title: '지금은 살 수 없는 상품이에요',
    go: { label: '우리 학교 학생가 보기', to: '**/promotions' },
    meanwhile: (shop) =>
      shop.change(
        `DELETE FROM promotion_universities WHERE promotion_id = (SELECT id FROM promotions WHERE slug = 'airpods-last-ones')
         AND university_id = (SELECT university_id FROM customers WHERE email = ?)`,
        'student7@mngshop.test',
      ),
  },
];
