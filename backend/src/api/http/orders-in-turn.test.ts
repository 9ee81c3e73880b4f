import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import { expect, it } from 'vitest';
import { someAtOnce, someEachTurn } from './orders-in-turn.js';

const ORDER = { method: 'POST', path: '/api/customer/orders' } as Request;
const aTurn = () => new Promise(setImmediate);

it('lets a crowd of buyers in some in each turn of the loop, all of them, and everybody else at once', async () => {
  let within = 0;
  for (let n = 0; n < 100; n++) void someEachTurn(ORDER, {} as Response, () => within++);
  let read = 0;
  for (const other of [{ method: 'GET' }, { path: '/api/customer/orders/20261122-7F3KQ9X2/payment' }])
    void someEachTurn({ ...ORDER, ...other } as Request, {} as Response, () => read++);
  expect([read, within]).toEqual([2, 0]);
  const perTurn: number[] = [];
  for (let before = within; within < 100; before = within) {
    await aTurn();
    perTurn.push(within - before);
  }
  expect(Math.max(...perTurn)).toBe(8);
});

it('has a few of them at work until their answers have left, and passes over who gave up', async () => {
  const all = Array.from({ length: 20 }, () => Object.assign(new EventEmitter(), { closed: false }));
  const atWork: number[] = [];
  for (const [index, res] of all.entries()) void someAtOnce(ORDER, res as unknown as Response, () => atWork.push(index));
  const close = (index: number) => {
    const res = all[index];
    if (res) res.closed = true;
    res?.emit('close');
  };
  await aTurn();
  expect(atWork).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  close(9);
  close(3);
  close(0);
  await aTurn();
  expect(atWork.slice(8)).toEqual([8, 10]);
  for (let index = 0; index < all.length; index++) {
    close(index);
    await aTurn();
  }
  expect(atWork.length).toBe(19);
});
