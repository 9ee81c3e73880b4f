import type { Request, Response } from 'express';
import { expect, it } from 'vitest';
import { earlyBusy } from './early-busy.js';

const ask = (method: string, path: string, next: () => void) =>
  earlyBusy({ method, path, ip: '10.0.0.1', socket: {} } as Request, {} as Response, next);
const aTurn = () => new Promise(setImmediate);

it('lets a crowd in at the doors where passwords are hashed one in each turn of the loop, and everybody else at once', async () => {
  let within = 0;
  for (let n = 0; n < 20; n++) ask('POST', '/api/customer/session', () => within++);
  const perTurn: number[] = [];
  for (let before = within; within < 20; before = within) {
    await aTurn();
    perTurn.push(within - before);
  }
  expect(Math.max(...perTurn)).toBe(1);
  let read = false;
  ask('POST', '/api/customer/session', () => within++);
  ask('GET', '/api/customer/promotions', () => (read = true));
  expect(read).toBe(true);
});
