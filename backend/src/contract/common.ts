import { z } from 'zod';
import { bareDigits, normalisePhone } from '../kernel/rules/phone.js';
import { cleanLine, cleanLines, textProblem, type TextRule } from '../kernel/rules/typed-text.js';
import type { Code } from '../words/say.js';

/** Won, VAT included, never a fraction. */
export const Won = z.int().min(0).max(2_000_000_000);
/** ISO 8601, UTC. */
export const Instant = z.iso.datetime();
export const Slug = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** RFC 9457, as every refusal is told. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().meta({ description: 'Stable; programs branch on it.' }),
  detail: z.string().meta({ description: 'A Korean sentence that a customer can act on.' }),
  instance: z
    .string()
    .meta({ description: 'Of a fault, `urn:uuid:…`: the header `X-Request-Id` and the shop’s log have the same id.' })
    .optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  work: z
    .object({ parameters: z.record(z.string(), z.unknown()), signature: z.string().optional() })
    .optional()
    .meta({ description: 'With some 429: what a browser may reckon (altcha-lib) and send along in `Work`, base64, instead of waiting.' }),
});
export type Problem = z.infer<typeof Problem>;

/** What a schema says of a value is a code: the door makes the sentence. */
export const code = (said: Code): string => said;

/** Text that a person types, as kernel/rules/typed-text.ts takes and keeps it. Lengths are characters as people see them. */
const typed = (rule: TextRule) =>
  z
    .string()
    .superRefine((raw, ctx) => {
      const said = textProblem(raw, rule);
      if (said) ctx.addIssue({ code: 'custom', message: said.code, params: { values: said.values }, input: raw, continue: false });
    })
    .overwrite(rule.lines ? cleanLines : cleanLine)
    .meta({ ...(rule.optional ? {} : { minLength: rule.least ?? 1 }), maxLength: rule.most });

/** One line of text. */
export const line = (most: number, least = 1) => typed({ most, least });
/** A line that may stay empty. */
export const emptyLine = (most: number) => typed({ most, optional: true });
/** A text that keeps its line breaks. */
export const lines = (most: number, least = 1) => typed({ most, least, lines: true });
export const emptyLines = (most: number) => typed({ most, optional: true, lines: true });

/** A person's name. */
export const PersonName = line(100);

/** A Korean mobile number however it is written; kept as digits, leading zero included. */
export const Phone = z
  .string()
  .max(80)
  .refine((text) => normalisePhone(text) !== undefined, { error: code('phone') })
  .overwrite((text) => normalisePhone(text) ?? text);

/** Digits however they are written; kept as 0 to 9, without what stands between them. */
export const digits = (shape: RegExp, error: Code) =>
  z
    .string()
    .max(80)
    .refine((text) => shape.test(bareDigits(text) ?? ''), { error })
    .overwrite((text) => bareDigits(text) ?? text);

export const Email = z
  .string()
  .max(254)
  .overwrite(cleanLine)
  .toLowerCase()
  .pipe(z.email({ error: code('email') }));

/** Long enough to be safe, short enough that hashing it is not an attack. */
export const NewPassword = z
  .string()
  .min(10, { error: code('password.ten') })
  .max(200);

/** As somebody typed it, to be compared. */
export const TypedPassword = z.string().max(200);

/** The password that comes with a call which needs it again; the same as `PUT /session` before it. */
export const WithPassword = {
  password: TypedPassword.optional().meta({
    description: 'Needed unless it was given in this session in the last ten minutes: 403 `password_needed`.',
  }),
};
