/** What stands in a form's fields, as the server is to have it. */
import { bareDigits, normalisePhone } from '@mngshop/backend/rules/phone';
import { cleanLine, cleanLines } from '@mngshop/backend/rules/typed-text';

/** A line, as it is kept. */
export const text = (data: FormData, name: string): string => cleanLine(secret(data, name));

/** A text that keeps its line breaks. */
export const lines = (data: FormData, name: string): string => cleanLines(secret(data, name));

/** As it was typed: spaces belong to a password. */
export function secret(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

/** A mobile number's digits however it was typed; what is none goes as it was typed, for the server to say so. */
export const phone = (data: FormData, name: string): string => normalisePhone(secret(data, name)) ?? secret(data, name).trim();

/** Digits without what stands between them; the same for what is none. */
export const onlyDigits = (data: FormData, name: string): string => bareDigits(secret(data, name)) ?? text(data, name);
