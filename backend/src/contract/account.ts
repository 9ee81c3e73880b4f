import { z } from 'zod';
import { digits, Email, emptyLine, line, NewPassword, PersonName, Phone, Slug, TypedPassword, WithPassword } from './common.js';
import type { Code } from '../words/say.js';

export const University = z.object({ slug: z.string(), name: z.string() });
export const UniversitiesAnswer = z.object({ universities: z.array(University) });

export const Address = z.strictObject({
  name: PersonName,
  phone: Phone,
  postcode: digits(/^\d{5}$/, 'address.postcode'),
  address1: line(200),
  address2: emptyLine(100).default(''),
  memo: emptyLine(100).default(''),
});

/** Each with the version of the text it was given to, kept by the server. */
export const Consents = z.object({
  terms: z.boolean(),
  privacy: z.boolean(),
  age14: z.boolean(),
  marketingSms: z.boolean(),
  nightSms: z.boolean(),
});

export const Customer = z.object({
  email: z.string(),
  name: z.string(),
  phone: z.string().meta({ description: 'Digits, leading zero included.' }),
  phoneVerified: z.boolean(),
  university: University,
  consents: Consents,
  address: z
    .object({
      name: z.string(),
      phone: z.string(),
      postcode: z.string(),
      address1: z.string(),
      address2: z.string(),
      memo: z.string(),
    })
    .nullable(),
});
export const CustomerAnswer = z.object({ customer: Customer });
export const MeAnswer = z.object({ customer: Customer.nullable() });

const required = (error: Code) => z.literal(true, { error });
export const SignUp = z.strictObject({
  email: Email,
  password: NewPassword,
  name: PersonName,
  phone: Phone,
  university: Slug,
  consents: z.strictObject({
    terms: required('consent.terms'),
    privacy: required('consent.privacy'),
    age14: required('consent.age14'),
    marketingSms: z.boolean().default(false),
    nightSms: z.boolean().default(false),
  }),
});

export const SignIn = z.strictObject({ email: z.string().trim().toLowerCase().max(254), password: z.string().max(200) });

export const ConfirmPassword = z.strictObject({ password: TypedPassword });
export const Leave = z.strictObject(WithPassword);
export const ChangeMe = z.strictObject({
  ...WithPassword,
  name: PersonName.optional(),
  phone: Phone.optional(),
  consents: z.strictObject({ marketingSms: z.boolean().optional(), nightSms: z.boolean().optional() }).optional(),
});
export const ChangePassword = z.strictObject({ currentPassword: TypedPassword.optional(), password: NewPassword });

const Code = digits(/^\d{6}$/, 'code.six');
export const StartPhoneVerification = z.strictObject({ ...WithPassword, phone: Phone });
export const FinishPhoneVerification = z.strictObject({ ...WithPassword, code: Code });
export const StartPasswordReset = z.strictObject({ email: Email, phone: Phone });
export const FinishPasswordReset = z.strictObject({ code: Code, password: NewPassword });

export const Device = z.object({
  id: z.string(),
  name: z.string().meta({ description: 'As "Safari · iPhone"; empty for one that says nothing of itself.' }),
  signedInAt: z.string(),
  usedAt: z.string().meta({ description: 'To the day.' }),
  isThis: z.boolean(),
});
export const DevicesAnswer = z.object({ devices: z.array(Device) });

export const StaffSignIn = z.strictObject({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(200),
  code: z.string().max(40).optional(),
});

export type UniversitiesAnswer = z.infer<typeof UniversitiesAnswer>;
export type CustomerAnswer = z.infer<typeof CustomerAnswer>;
export type DevicesAnswer = z.infer<typeof DevicesAnswer>;
export type Device = z.infer<typeof Device>;
export type MeAnswer = z.infer<typeof MeAnswer>;
export type University = z.infer<typeof University>;
export type Customer = z.infer<typeof Customer>;
export type SignUpInput = z.input<typeof SignUp>;
export type AddressInput = z.input<typeof Address>;
export type ChangeMeInput = z.input<typeof ChangeMe>;
