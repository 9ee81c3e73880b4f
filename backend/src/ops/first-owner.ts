import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '../boot/config.js';
import { Email, PersonName } from '../contract/common.js';
import { AppError } from '../kernel/errors.js';
import { tellRefusal } from '../kernel/tell-refusal.js';
import { openShop } from '../boot/open-shop.js';
import { makeFirstOwner } from '../staff/make-first-owner.js';
import { rescueOwner } from '../staff/rescue-owner.js';
import { command, print } from './command.js';

const USAGE =
  'npm run first-owner -- --email you@example.com --name "이름", or for an owner who can sign in no more --email you@example.com --lost';
const Input = z.union([z.object({ email: Email, lost: z.literal(true) }), z.object({ email: Email, name: PersonName })]);

await command(async () => {
  const { values } = parseArgs({ options: { email: { type: 'string' }, name: { type: 'string' }, lost: { type: 'boolean' } } });
  const input = Input.safeParse(values);
  if (!input.success) throw new Error(`An e-mail address and a name are needed: ${USAGE}`);
  const config = readConfig(process.env);
  const { ctx, close } = await openShop(config, config.simulatorUrl ?? `http://127.0.0.1:${config.port}/_simulator`);
  try {
    const { link } = await ('lost' in input.data ? rescueOwner(ctx, input.data) : makeFirstOwner(ctx, input.data));
    print(`${link}\n72시간 안에 한 번 쓸 수 있어요. 비밀번호와 2단계 인증을 정하고 로그인해 주세요.`);
  } catch (error) {
    throw error instanceof AppError ? new Error(tellRefusal(error).detail, { cause: error }) : error;
  } finally {
    await close();
  }
});
