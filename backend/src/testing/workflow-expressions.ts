import { inKorea } from '../kernel/rules/korean-time.js';

/** What an expression can see. */
export interface Scope {
  triggerBody: unknown;
  parameters: Record<string, unknown>;
  /** Bodies of what was answered, by the action's name; what did not run has none. */
  bodies: Map<string, unknown>;
  now: Date;
}

/** A value with every `@…` in it worked out. @throws Error for a function or a form that our workflows do not use */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return value.startsWith('@') ? workOut(value.slice(1), scope) : value;
  if (Array.isArray(value)) return value.map((one) => evaluate(one, scope));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, evaluate(one, scope)]));
}

const TOKEN = /\s*('(?:[^']|'')*'|-?\d+|\w+|\?\[|[()[\],])/gy;

function workOut(source: string, scope: Scope): unknown {
  const tokens = [...source.matchAll(TOKEN)].map(([, token]) => token ?? '');
  if (tokens.join('').length !== source.replaceAll(/\s+(?=(?:[^']*'[^']*')*[^']*$)/g, '').length)
    throw new Error(`Not understood: ${source}`);
  const value = read(tokens, scope);
  if (tokens.length > 0) throw new Error(`Not understood: ${tokens.join(' ')} in ${source}`);
  return value;
}

/** One value: a literal or a call, with the members that are asked of it. `?[` gives null of null, `[` does not. */
function read(tokens: string[], scope: Scope): unknown {
  let value = readPlain(tokens, scope);
  while (tokens[0] === '[' || tokens[0] === '?[') {
    const optional = tokens.shift() === '?[';
    const name = read(tokens, scope);
    expect(tokens, ']');
    if (value === null || value === undefined) {
      if (!optional) throw new Error(`${String(name)} was asked of nothing.`);
      value = null;
    } else value = (Reflect.get(value, name as string) as unknown) ?? null;
  }
  return value;
}

function readPlain(tokens: string[], scope: Scope): unknown {
  const token = tokens.shift() ?? '';
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (/^-?\d/.test(token)) return Number(token);
  if (token in LITERALS) return LITERALS[token];
  expect(tokens, '(');
  const given: unknown[] = [];
  while (tokens[0] !== ')') {
    given.push(read(tokens, scope));
    if (tokens[0] === ',') tokens.shift();
    else if (tokens[0] !== ')') throw new Error(`A comma is missing before ${tokens[0]}.`);
  }
  expect(tokens, ')');
  const call = FUNCTIONS[token];
  if (!call) throw new Error(`The function ${token} is not known here.`);
  return call(given, scope);
}

function expect(tokens: string[], wanted: string): void {
  const found = tokens.shift();
  if (found !== wanted) throw new Error(`${wanted} was expected, not ${found}.`);
}

const LITERALS: Record<string, unknown> = { true: true, false: false, null: null };
const FUNCTIONS: Record<string, (given: unknown[], scope: Scope) => unknown> = {
  triggerBody: (_given, { triggerBody }) => triggerBody,
  parameters: ([name], { parameters }) => parameters[String(name)],
  body: ([name], { bodies }) => bodies.get(String(name)) ?? null,
  utcNow: (_given, { now }) => now.toISOString(),
  addDays: ([time, days]) => new Date(Date.parse(String(time)) + Number(days) * 86_400_000).toISOString(),
  addMinutes: ([time, minutes]) => new Date(Date.parse(String(time)) + Number(minutes) * 60_000).toISOString(),
  // Only to Korea and in one form: nine hours on.
  convertTimeZone: ([time]) =>
    inKorea(Date.parse(String(time)))
      .toISOString()
      .slice(0, 19)
      .replace('T', ' '),
  concat: (given) => given.map(String).join(''),
  if: ([condition, yes, no]) => (condition === true ? yes : no),
  equals: ([left, right]) => left === right,
  coalesce: (given) => given.find((one) => one !== null && one !== undefined) ?? null,
  first: ([list]) => (list as unknown[])[0] ?? null,
  json: ([text]) => JSON.parse(String(text)) as unknown,
  decodeUriComponent: ([text]) => decodeURIComponent(String(text)),
};
