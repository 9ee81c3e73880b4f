import { randomInt, randomUUID } from 'node:crypto';
import { University } from '../src/catalog/university.entity.js';
import type { Ground } from './proving-ground.js';

/** Where passwords are hashed. Each gives the answer's status. */
export type Door = keyof typeof DOORS;

interface Member {
  email: string;
  password: string;
  university: string;
}

/** Signed up as people do; the university is any that there is. */
export async function aMember(ground: Ground, url: string): Promise<Member> {
  const [university] = await ground.db.manager.find(University, { take: 1 });
  const member = { email: `${randomUUID()}@mngshop.test`, password: 'a long password 1', university: university?.slug ?? '' };
  const status = await signUp(url, member, 'member', member.email);
  if (status !== 201) throw new Error(`Signing up was answered ${status}.`);
  return member;
}

const signUp = (url: string, { password, university }: Member, from: string, email = `${randomUUID()}@mngshop.test`) =>
  ask(url, 'POST', '/api/customer/sign-up', from, {
    email,
    password,
    name: '김새벽',
    phone: `010${randomInt(10_000_000, 99_999_999)}`,
    university,
    consents: { terms: true, privacy: true, age14: true },
  });

/** Of each, everybody comes from an address of their own: no throttle helps. */
export const DOORS = {
  'sign-in': (url: string, { email, password }: Member, from: string) =>
    ask(url, 'POST', '/api/customer/session', from, { email, password }),
  'wrong password': (url: string, { email }: Member, from: string) =>
    ask(url, 'POST', '/api/customer/session', from, { email, password: 'not this one' }),
  'sign-up': (url: string, member: Member, from: string) => signUp(url, member, from),
  reset: (url: string, { password }: Member, from: string) =>
    ask(url, 'PUT', '/api/customer/password-reset', from, { code: '123456', password }),
  'staff sign-in': (url: string, _: Member, from: string) =>
    ask(url, 'POST', '/api/admin/session', from, { email: `${from}@mngshop.test`, password: 'not this one' }),
};

/** @param from names the address it comes from; the same name is the same address */
async function ask(url: string, method: string, path: string, from: string, body: object): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': addressOf(from) };
  const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
  await answer.arrayBuffer();
  return answer.status;
}

const addresses = new Map<string, string>();
function addressOf(name: string): string {
  const known = addresses.get(name) ?? `10.${addresses.size >> 16}.${(addresses.size >> 8) & 255}.${addresses.size & 255}`;
  addresses.set(name, known);
  return known;
}
