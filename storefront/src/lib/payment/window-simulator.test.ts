import { expect, it } from 'vitest';
import { read } from './window-simulator';

const said = { source: 'mngshop-simulator', order_id: 'a1', event: 'confirm', receipt_id: '0123456789abcdef01234567' };

it('hears the window of this order only', () => {
  expect(read(said, 'a1')).toEqual({ kind: 'confirm', receiptId: said.receipt_id });
  expect(read({ ...said, order_id: 'b2' }, 'a1')).toBeUndefined();
  expect(read({ ...said, source: 'someone-else' }, 'a1')).toBeUndefined();
  expect(read('confirm', 'a1')).toBeUndefined();
});

it('tells a cancel from a failure', () => {
  expect(read({ ...said, event: 'cancel' }, 'a1')).toEqual({ kind: 'cancel' });
  expect(read({ ...said, event: 'error', message: '카드 한도를 넘었어요.' }, 'a1')).toEqual({
    kind: 'error',
    message: '카드 한도를 넘었어요.',
  });
});
