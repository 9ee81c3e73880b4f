import { describe, expect, it } from 'vitest';
import { safeNext, signInFrom } from './next-path';

describe('the way on after signing in', () => {
  it('keeps paths of this shop, query and hash included', () => {
    expect(safeNext('/products/nuribook-14?ref=share#facts')).toBe('/products/nuribook-14?ref=share#facts');
    expect(safeNext('/orders')).toBe('/orders');
  });
  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '\\/evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    'orders',
    '',
    null,
    '/ /evil',
    '/%0a/../\n//evil',
  ])('refuses %j', (raw) => {
    expect(safeNext(raw)).toBe('/promotions');
  });
  it('does not lead back into signing in', () => {
    expect(safeNext('/sign-in?next=/sign-in')).toBe('/promotions');
  });
  it('is written so that it can be read back', () => {
    const link = signInFrom({ pathname: '/orders/20261122-7F3KQ9X2', search: '?a=1&b=2' });
    expect(safeNext(new URL(link, 'http://localhost').searchParams.get('next'))).toBe('/orders/20261122-7F3KQ9X2?a=1&b=2');
  });
});
