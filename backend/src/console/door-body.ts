import type { RequestHandler } from 'express';
import { invalid } from '../kernel/errors.js';
import { asWritten } from '../words/say.js';

const DEEPEST = 12;

/** What was typed, and which records it is for (named-records.ts). */
const KEYS = new Set(['input', 'ids', 'filters', 'all']);

/**
 * What a form of ours posts, and nothing for a button that asks nothing. AdminJS looks every other key up among a
 * resource's properties, where `toString` is one. @throws AppError 422
 */
export const bodyDoor: RequestHandler = (req, _res, next) => {
  const body: unknown = req.body ?? {};
  const keys = isObject(body) ? Object.keys(body) : ['?'];
  if (keys.some((key) => !KEYS.has(key)) || !isPlain(body, 0))
    throw invalid(asWritten('보낸 내용을 읽을 수 없어요. 화면을 새로 고쳐 다시 해 주세요.'));
  next();
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

// A key that every object has already, as `__proto__` or `constructor`, is never meant; nor is a form so deep.
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth > DEEPEST) return false;
  if (Array.isArray(value)) return value.every((one) => isPlain(one, depth + 1));
  return Object.entries(value).every(([key, one]) => !(key in Object.prototype) && isPlain(one, depth + 1));
}
