import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createSimulator } from '../src/simulator/create-simulator.js';

/** Bootpay, Slack and SMS in a process of their own, so that what they compute is not the shop's. Its parent is told the port. */
const { SIMULATOR_FILE: file = ':memory:', SHOP_PORT: shopPort = '0' } = process.env;
const simulator = createSimulator({
  file,
  webhookUrl: () => `http://127.0.0.1:${shopPort}/api/payments/bootpay/webhook`,
  log: { info: () => undefined, warn: () => undefined, error: (fields, message) => console.error(message, fields) },
  environment: 'local',
});
const server = express().use('/_simulator', simulator.router).listen(0, '127.0.0.1');
// Else it would end a kept connection just when the shop uses it again.
server.keepAliveTimeout = 75_000;
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);
process.once('disconnect', () => process.exit());
