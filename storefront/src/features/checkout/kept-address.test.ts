import type { Customer } from '@mngshop/backend/contract';
import { expect, it } from 'vitest';
import { memoryStore } from '../../lib/browser/memory-store';
import { keptAddress } from './kept-address';

const kept = JSON.stringify({ email: 'a@mngshop.test', typed: { address2: '502호' } });
const customer = (email: string) => ({ email }) as Customer;

it('gives a typed address back to whom it belongs, once, and to nobody else', () => {
  const store = memoryStore();
  store.setItem('mng.address', kept);
  expect(keptAddress(store, customer('a@mngshop.test'))).toEqual({ address2: '502호' });
  expect(keptAddress(store, customer('a@mngshop.test'))).toBeUndefined();
  store.setItem('mng.address', kept);
  expect(keptAddress(store, customer('b@mngshop.test'))).toBeUndefined();
  expect(keptAddress(store, customer('a@mngshop.test'))).toBeUndefined();
});
