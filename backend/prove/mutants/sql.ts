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
  [/\bNOT (?=IN\b|EXISTS\b)/g, () => ''],
  [/(?<!NOT )\b(?:IN|EXISTS)(?= ?\()/g, (found) => `NOT ${found}`],
  [/\b(?:ASC|DESC)\b/g, (found) => (found === 'ASC' ? 'DESC' : 'ASC')],
  [/\bDISTINCT /g, () => ''],
  [/\b(?:MIN|MAX)(?=\()/g, (found) => (found === 'MIN' ? 'MAX' : 'MIN')],
];

/** Every change of one operator, and every condition joined by AND or OR taken out on its own. */
export function sqlChanges(sql: string): SqlChange[] {
  const swapped = SWAPS.flatMap(([pattern, to]) =>
    [...sql.matchAll(pattern)].map((match) => {
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

const splice = (text: string, at: number, length: number, put: string): string => text.slice(0, at) + put + text.slice(at + length);

/** What follows WHERE or ON, or the whole of a text that begins with no statement; each term, those in brackets too. */
function conditions(sql: string): { at: number; text: string }[] {
  const starts = [...sql.matchAll(/\b(?:WHERE|HAVING) /g)].map((match) => match.index + match[0].length);
  if (!/^\s*(?:SELECT|INSERT|UPDATE|DELETE|EXISTS|NOT EXISTS)\b/.test(sql) && starts.length === 0) starts.push(0);
  return starts.flatMap((start) => terms(sql, start));
}

function terms(sql: string, start: number): { at: number; text: string }[] {
  const found: { at: number; text: string }[] = [];
  let depth = 0;
  let from = start;
  let at = start;
  const end = () => {
    const text = sql.slice(from, at).trim();
    const begin = from + sql.slice(from, at).search(/\S/);
    if (text === '') return;
    found.push({ at: begin, text });
    if (text.startsWith('(') && !text.startsWith('(SELECT')) found.push(...terms(sql, begin + 1));
  };
  for (; at < sql.length; at++) {
    const rest = sql.slice(at);
    if (sql[at] === '(') depth++;
    if (sql[at] === ')' && depth-- === 0) break;
    if (depth > 0) continue;
    if (/^\s(?:ORDER BY|GROUP BY|LIMIT|FOR UPDATE)\b/.test(rest)) break;
    const joint = /^\s+(?:AND|OR)\s+/.exec(rest)?.[0];
    if (joint === undefined) continue;
    end();
    from = at + joint.length;
    at = from - 1;
  }
  end();
  return found;
}
