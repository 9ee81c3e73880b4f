import type { z } from 'zod';
import { asWritten, type Said } from '../words/say.js';
import { isCode } from '../words/sentence.js';

/**
 * What a schema says of a value. The messages of the contract and of the door's own are codes; what their sentences take
 * stands on the issue: a rule of typing puts it there, the rest is zod's own (`minimum`, `expected`).
 */
export function saidOf(issue: z.core.$ZodIssue): Said {
  if (!isCode(issue.message)) return asWritten(issue.message);
  const { values } = (issue.code === 'custom' ? issue.params : undefined) ?? {};
  return { code: issue.message, values: values ?? issue };
}
