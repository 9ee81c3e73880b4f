/** One way in which a statement, or a condition of one, could be wrong. Holes are what a template puts in: they stay as they are. */
export interface SqlChange {
  /** What it was, and what it became, short enough for a list. */
  from: string;
  to: string;
  /** The whole text with the change in it. */
  sql: string;
}

/** Whether a text is SQL or a piece of it, however it reaches the database. */
export const isSql = (text: string): boolean =>
  /\b(?:SELECT|INSERT|UPDATE|DELETE|WHERE|EXISTS|IS (?:NOT )?NULL)\b/.test(text) || /[\w.)] ?(?:=|<>|<=?|>=?) ?(?:\?|:\w|')/.test(text);

const SWAPS: readonly [pattern: RegExp, to: (found: string) => string][] = [
  [/(?<= )(?:<=|>=|<|>)(?= )/g, (found) => (found.endsWith('=') ? found.slice(0, -1) : `${found}=`)],
  [/(?<= )<>(?= )/g, () => '='],
  [/(?<= )[+-](?= )/g, (found) => (found === '+' ? '-' : '+')],
  [/\bIS NOT NULL\b/g, () => 'IS NULL'],
  [/\bIS NULL\b/g, () => 'IS NOT NULL'],
  [/\bNOT (?=IN\b|EXISTS\b|\$\{)/g, () => ''],
  [/(?<!NOT )\b(?:IN|EXISTS)(?= ?(?:\(|\$\{))/g, (found) => `NOT ${found}`],
  [/\b(?:ASC|DESC)\b/g, (found) => (found === 'ASC' ? 'DESC' : 'ASC')],
  [/\bDISTINCT /g, () => ''],
  [/\b(?:MIN|MAX)(?=\()/g, (found) => (found === 'MIN' ? 'MAX' : 'MIN')],
];

/** Every change of one operator, and every condition joined by AND or OR taken out on its own. */
export function sqlChanges(sql: string): SqlChange[] {
  const holes = holesOf(sql);
  const swapped = SWAPS.flatMap(([pattern, to]) =>
    [...sql.matchAll(pattern)]
      .filter(({ index }) => !holes.some(([start, end]) => start < index && index < end))
      .map((match) => {
        const [from, becomes] = [match[0], to(match[0])];
        const around = sql.slice(Math.max(0, match.index - 25), match.index + from.length + 25).trim();
        return { from: around, to: `${from.trim()} → ${becomes.trim() || 'nothing'}`, sql: splice(sql, match.index, from.length, becomes) };
      }),
  );
  const dropped = conditions(sql).map(({ at, text }) => ({
    from: text,
    to: 'always',
    // Kept, and made of no account: what stands for a parameter in it still takes one.
    sql: splice(sql, at, text.length, `(${text} OR 1 = 1)`),
  }));
  return [...swapped, ...dropped];
}

/** From where to where a template puts something in. */
function holesOf(sql: string): [start: number, end: number][] {
  const found: [number, number][] = [];
  for (let at = sql.indexOf('${'); at >= 0; at = sql.indexOf('${', found.at(-1)![1])) found.push([at, holeEnd(sql, at)]);
  return found;
}

/** @param start of `${` */
function holeEnd(sql: string, start: number): number {
  let depth = 0;
  for (let at = start; at < sql.length; at++) {
    if (sql[at] === '{') depth++;
    if (sql[at] === '}' && --depth === 0) return at + 1;
  }
  return sql.length;
}

const splice = (text: string, at: number, length: number, put: string): string => text.slice(0, at) + put + text.slice(at + length);

/** What follows WHERE or ON, or the whole of a text that begins with no statement; each term, those in brackets too. */
function conditions(sql: string): { at: number; text: string }[] {
  const starts = [...sql.matchAll(/\b(?:WHERE|HAVING) /g)].map((match) => match.index + match[0].length);
  if (starts.length === 0 && isCondition(sql)) starts.push(0);
  return starts.flatMap((start) => terms(sql, start));
}

/** A piece without WHERE that compares something; an amount or an order compares nothing. */
const isCondition = (sql: string): boolean =>
  !/^\s*(?:SELECT|INSERT|UPDATE|DELETE|EXISTS|NOT EXISTS|FROM|ORDER BY|DISTINCT)\b/.test(sql) &&
  /[=<>]|\b(?:IN|IS|LIKE|BETWEEN|AND|OR)\b/.test(sql.replace(/\$\{[^}]*\}/g, ''));

function terms(sql: string, start: number): { at: number; text: string }[] {
  const found: { at: number; text: string }[] = [];
  let depth = 0;
  let from = start;
  let at = start;
  let between = false;
  const end = () => {
    const text = sql.slice(from, at).trim();
    const begin = from + sql.slice(from, at).search(/\S/);
    if (text === '') return;
    found.push({ at: begin, text });
    if (text.startsWith('(') && !text.startsWith('(SELECT')) found.push(...terms(sql, begin + 1));
  };
  for (; at < sql.length; at++) {
    const rest = sql.slice(at);
    if (rest.startsWith('${')) at = holeEnd(sql, at) - 1;
    if (sql[at] === '(') depth++;
    if (sql[at] === ')' && depth-- === 0) break;
    if (depth > 0) continue;
    // Behind a whole condition, something put in is a lock or a limit.
    if (/^\s(?:ORDER BY|GROUP BY|LIMIT|FOR UPDATE)\b/.test(rest) || (sql[at - 1] === '}' && /^\s+\$\{/.test(rest))) break;
    if (/^\sBETWEEN\s/.test(rest)) between = true;
    const joint = /^\s+(?:AND|OR)\s+/.exec(rest)?.[0];
    if (joint === undefined) continue;
    if (between) {
      between = false;
      continue;
    }
    end();
    from = at + joint.length;
    at = from - 1;
  }
  end();
  return found;
}
