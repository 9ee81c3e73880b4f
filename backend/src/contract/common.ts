import { z } from 'zod';

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
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** A line that may stay empty: trimmed, without control characters or half a character, which Excel and parcels' labels refuse. */
export const emptyLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !CONTROL.test(text) && text.isWellFormed(), { error: '줄바꿈이나 제어 문자는 쓸 수 없어요.' });

/** One line of text a person typed. */
export const line = (max: number) => emptyLine(max).min(1);
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** A Korean phone number however it is written; kept as digits, leading zero included. */
export const Phone = z
  .string()
  .max(20)
  .transform((text) => text.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^01[016789]\d{7,8}$/, { error: '휴대전화 번호를 010-1234-5678처럼 적어 주세요.' }));

export const Email = z
  .string()
  .trim()
  .max(254)
  .toLowerCase()
  .pipe(z.email({ error: '이메일 주소를 다시 확인해 주세요.' }));

/** Long enough to be safe, short enough that hashing it is not an attack. */
export const NewPassword = z.string().min(10, { error: '비밀번호는 10자 이상으로 정해 주세요.' }).max(200);

/** As somebody typed it, to be compared. */
export const TypedPassword = z.string().max(200);

/** The password that comes with a call which needs it again; the same as `PUT /session` before it. */
export const WithPassword = {
  password: TypedPassword.optional().meta({
    description: 'Needed unless it was given in this session in the last ten minutes: 403 `password_needed`.',
  }),
};
