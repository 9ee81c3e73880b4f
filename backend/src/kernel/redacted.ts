/**
 * What is written to the log or told to Sentry, without what could name a person or open a door. The last of three walls: what
 * is logged is chosen where it is logged, an error is told by few of its fields, and what is left is looked through here.
 */
export function redacted(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactedText(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no time' : value.toISOString();
  if (value instanceof Error) return toldError(value, depth);
  if (depth >= DEEPEST) return '…';
  if (Array.isArray(value)) return value.slice(0, MOST).map((one) => redacted(one, depth + 1));
  const fields = Object.entries(value).filter(([name]) => !SECRET_NAME.test(name));
  return Object.fromEntries(fields.slice(0, MOST).map(([name, field]) => [redactedText(name), redacted(field, depth + 1)]));
}

const DEEPEST = 5;
const MOST = 100;
const LONGEST = 8_000;

/** Fields of this name are left out, however deep. */
const SECRET_NAME =
  /(password|secret|token|phone|e-?mail|recipient|handle)|^(authorization|(set-)?cookies?|parameters|query|sql|config|headers|body|text|memo|request|response)$/i;

/** Which stands wherever it may: Korean phones, addresses of mail, our tokens and keys, one-time links, what logs in to a database. */
const SECRET_TEXT: readonly (readonly [RegExp, string])[] = [
  [/\b(?:\+?82[- ]?|0)1[016789][- ]?\d{3,4}[- ]?\d{4}\b/g, '[phone]'],
  [/[\w.+%-]+@[\w-]+(?:\.[\w-]+)+/g, '[mail]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[token]'],
  [/\/admin\/link\/[\w-]+/g, '/admin/link/[token]'],
  [/\/\/[^/\s:@]+:[^/\s@]+@/g, '//[login]@'],
  [/hooks\.slack\.com\/\S+/g, 'hooks.slack.com/[secret]'],
  [/([?&](?:sig|code|token|key)=)[^&\s]+/gi, '$1[secret]'],
];

export function redactedText(text: string): string {
  let shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  for (const [pattern, instead] of SECRET_TEXT) shown = shown.replace(pattern, instead);
  return shown;
}

/**
 * An error by its name, its codes, where it arose and what caused it. A driver's message repeats the values it was handed, and a
 * parser's the text: of theirs, what stands between quotes is left out.
 */
function toldError(error: Error, depth: number): object {
  const { code, errno, errcode, status, kind, cause } = error as Error & Record<'code' | 'errno' | 'errcode' | 'status' | 'kind', unknown>;
  const told: Record<string, unknown> = { type: error.name, message: toldMessage(error), stack: toldStack(error) };
  for (const [name, given] of Object.entries({ code, errno, errcode, status, kind }))
    if (typeof given === 'number' || (typeof given === 'string' && /^[\w.-]{1,60}$/.test(given))) told[name] = given;
  if (cause instanceof Error && depth < DEEPEST) told['cause'] = toldError(cause, depth + 1);
  if (error instanceof AggregateError && depth < DEEPEST)
    told['errors'] = error.errors
      .slice(0, 5)
      .filter((one) => one instanceof Error)
      .map((one) => toldError(one, depth + 1));
  return told;
}

const QUOTED = /(['"`])(?:\\.|(?!\1)[^\\])*\1?/gs;

export function toldMessage(error: Error): string {
  const repeats = error instanceof SyntaxError || 'driverError' in error || 'sqlMessage' in error || 'errcode' in error;
  return redactedText(repeats ? error.message.replace(QUOTED, '‘…’') : error.message);
}

// The stack begins with the message as it was.
function toldStack(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return redactedText([`${error.name}: ${toldMessage(error)}`, ...frames].join('\n'));
}
