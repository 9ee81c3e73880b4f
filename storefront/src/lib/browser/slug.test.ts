import { expect, it } from 'vitest';
import { slugOf } from './slug';

it.each([
  ['/products/nuribook-14', '', 'nuribook-14'],
  ['/orders/20261122-7F3KQ9X2/', '', '20261122-7F3KQ9X2'],
  ['/product/', '?slug=nuribook-14', 'nuribook-14'],
  ['/order', '?number=20261122-7F3KQ9X2', '20261122-7F3KQ9X2'],
  ['/product/', '', ''],
])('%s%s is about %j', (pathname, search, slug) => {
  expect(slugOf({ pathname, search })).toBe(slug);
});
