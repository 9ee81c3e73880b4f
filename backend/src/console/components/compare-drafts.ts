/**
 * What others have saved while somebody was typing, field by field. Knows neither forms nor screens: a shape says what a
 * draft is made of, and three drafts are held against each other: the one the form started from, mine, and what is stored.
 */

import { same } from '../../kernel/same.js';

export interface Sides<D> {
  base: D;
  mine: D;
  theirs: D;
}

export interface Difference<D> {
  /** Names it among the others. */
  path: string;
  label: string;
  /** Each side in words. */
  base: string;
  mine: string;
  theirs: string;
  /** `theirs`: only they changed it. `both`: so did I, otherwise. `fixed`: mine cannot be kept any more. */
  kind: 'theirs' | 'both' | 'fixed';
  /** The draft with theirs in it. */
  take: (draft: D) => D;
}

export interface Comparer<D> {
  /** Mine with what is not typed, such as ids and stock, as it is stored now. */
  adopt: (sides: Sides<D>) => D;
  compare: (sides: Sides<D>) => Difference<D>[];
}
export type Shape<D> = readonly Comparer<D>[];
export type Choices = Readonly<Record<string, 'mine' | 'theirs' | undefined>>;

/** Everything that they changed and I have not changed alike, with mine as it can be saved on top of theirs. */
export function compareDrafts<D>(shape: Shape<D>, sides: Sides<D>): { mine: D; differences: Difference<D>[] } {
  const mine = shape.reduce((draft, { adopt }) => adopt({ ...sides, mine: draft }), sides.mine);
  return { mine, differences: shape.flatMap(({ compare }) => compare({ ...sides, mine })) };
}

/** Mine with theirs wherever that was chosen, and where mine cannot be kept. */
export const resolve = <D>(mine: D, differences: readonly Difference<D>[], choices: Choices): D =>
  differences.filter((one) => one.kind === 'fixed' || choices[one.path] === 'theirs').reduce((draft, one) => one.take(draft), mine);

/** What is chosen before anybody chooses: where only they changed something there is nothing of mine to lose. */
export const firstChoices = <D>(differences: readonly Difference<D>[]): Choices =>
  Object.fromEntries(differences.filter(({ kind }) => kind === 'theirs').map(({ path }) => [path, 'theirs' as const]));

export interface Part<D> {
  label: string;
  of: (draft: D) => unknown;
  text: (draft: D) => string;
  put: (draft: D, from: D) => D;
  /** Whether mine can be kept no longer, as after publishing. */
  fixed?: (theirs: D) => boolean;
}

/** One field. */
export function part<D>(path: string, spec: Part<D>): Comparer<D> {
  return {
    adopt: ({ mine }) => mine,
    compare: (sides) => comparePart(path, spec, sides, spec.fixed?.(sides.theirs) ?? false),
  };
}

/** A field of the draft that bears its own name. */
export const field = <D extends object>(name: keyof D & string, label: string, given: Partial<Part<D>> = {}): Comparer<D> =>
  part(name, {
    label,
    of: (draft) => draft[name],
    text: (draft) => String(draft[name] ?? ''),
    put: (draft, from) => ({ ...draft, [name]: from[name] }),
    ...given,
  });

function comparePart<D>(
  path: string,
  { label, of, text, put }: Part<D>,
  { base, mine, theirs }: Sides<D>,
  fixed: boolean,
): Difference<D>[] {
  if (same(of(mine), of(theirs)) || (!fixed && same(of(base), of(theirs)))) return [];
  const kind = fixed ? 'fixed' : same(of(mine), of(base)) ? 'theirs' : 'both';
  return [{ path, label, base: text(base), mine: text(mine), theirs: text(theirs), kind, take: (draft) => put(draft, theirs) }];
}

export interface Rows<D, R> {
  /** What they are called together, as in `옵션 조합 순서`. */
  label: string;
  of: (draft: D) => readonly R[];
  put: (draft: D, rows: R[]) => D;
  /** The same on all sides for the same row; see `adopt` for what was just made. */
  key: (row: R) => string;
  /** Names a row. */
  name: (row: R) => string;
  /** All of a row in words. */
  whole: (row: R) => string;
  parts: readonly [path: string, part: Part<R>][];
  /** My row, which is theirs too, with what is not typed taken from theirs. */
  adopt: (mine: R, theirs: R) => R;
  /** Whether a row of mine is one of theirs that the form did not start with: made by a save whose answer was lost. */
  isMade?: (mine: R, theirs: R) => boolean;
  /** A row of mine that they took out cannot come back. */
  final?: boolean;
  /** Whether rows can be neither added nor taken out any more, and their `fixedParts` not be changed. */
  fixed?: (theirs: D) => boolean;
  fixedParts?: readonly string[];
}

const NONE = '없음';
const OUT = '뺐어요';

/** A list of rows that each have an identity: compared row by row, then by their order. */
export function rows<D, R>(path: string, spec: Rows<D, R>): Comparer<D> {
  return {
    adopt: ({ base, mine, theirs }) => spec.put(mine, adoptRows(spec, { base, mine, theirs })),
    compare: (sides) => [...compareRows(path, spec, sides), ...compareOrder(path, spec, sides)],
  };
}

function adoptRows<D, R>({ of, key, isMade, adopt }: Rows<D, R>, { base, mine, theirs }: Sides<D>): R[] {
  const known = new Set(of(base).map(key));
  return of(mine).map((row) => {
    const twin = of(theirs).find((other) => key(other) === key(row) || (!known.has(key(other)) && isMade?.(row, other)));
    return twin ? adopt(row, twin) : row;
  });
}

function compareRows<D, R>(path: string, spec: Rows<D, R>, sides: Sides<D>): Difference<D>[] {
  const [base, mine, theirs] = [byKey(spec, sides.base), byKey(spec, sides.mine), byKey(spec, sides.theirs)];
  const fixed = spec.fixed?.(sides.theirs) ?? false;
  return [...new Set([...theirs.keys(), ...base.keys(), ...mine.keys()])].flatMap((key) => {
    const [was, own, other] = [base.get(key), mine.get(key), theirs.get(key)];
    const at = `${path}.${key}`;
    if (own && other) return compareFields(at, spec, { base: was, mine: own, theirs: other, fixed }, key);
    return comparePresence(at, spec, { was, own, other, fixed, order: spec.of(sides.theirs) }, key);
  });
}

function compareFields<D, R>(at: string, spec: Rows<D, R>, { base, mine, theirs, fixed }: Twins<R>, key: string) {
  return spec.parts.flatMap(([name, one]) =>
    // A row that both have added had nothing before: what differs, both chose.
    comparePart(`${at}.${name}`, one, { base: base ?? mine, mine, theirs }, fixed && (spec.fixedParts?.includes(name) ?? false)).map(
      (found): Difference<D> => ({
        ...found,
        label: `${spec.name(theirs)} ${one.label}`,
        ...(base ? {} : { base: NONE, kind: 'both' }),
        take: (draft) =>
          spec.put(
            draft,
            replaced(spec, draft, key, (row) => one.put(row, theirs)),
          ),
      }),
    ),
  );
}

interface Twins<R> {
  base: R | undefined;
  mine: R;
  theirs: R;
  fixed: boolean;
}

interface Presence<R> {
  was: R | undefined;
  own: R | undefined;
  other: R | undefined;
  fixed: boolean;
  order: readonly R[];
}

function comparePresence<D, R>(
  path: string,
  spec: Rows<D, R>,
  { was, own, other, fixed, order }: Presence<R>,
  key: string,
): Difference<D>[] {
  const row = other ?? own ?? was;
  if (row === undefined || (own === undefined && other === undefined)) return [];
  const untouched = (one: R | undefined) => one !== undefined && was !== undefined && sameRow(spec, one, was);
  // I added it, or I took out what they left as it was: there is nothing of theirs to choose.
  if (!fixed && (other === undefined ? was === undefined : untouched(other))) return [];
  const theirsAlone = other === undefined ? untouched(own) : was === undefined;
  const kind = fixed || (other === undefined && spec.final) ? 'fixed' : theirsAlone ? 'theirs' : 'both';
  const text = (one: R | undefined) => (one === undefined ? (was === undefined ? NONE : OUT) : spec.whole(one));
  const take = (draft: D) =>
    spec.put(draft, other === undefined ? without(spec, draft, key) : inserted(spec, spec.of(draft), other, order));
  const base = was === undefined ? NONE : spec.whole(was);
  return [{ path, label: `${spec.label} ${spec.name(row)}`, base, mine: text(own), theirs: text(other), kind, take }];
}

function compareOrder<D, R>(path: string, spec: Rows<D, R>, { base, mine, theirs }: Sides<D>): Difference<D>[] {
  const [was, own, other] = [byKey(spec, base), byKey(spec, mine), byKey(spec, theirs)];
  const common = (of: Map<string, R>) => [...of.keys()].filter((key) => was.has(key) && own.has(key) && other.has(key));
  const words = (of: Map<string, R>) =>
    common(of)
      .map((key) => spec.name(of.get(key) as R))
      .join(' → ');
  const placed = (draft: D) => {
    const at = [...other.keys()];
    const place = (row: R) => (at.includes(spec.key(row)) ? at.indexOf(spec.key(row)) : at.length);
    return spec.put(
      draft,
      [...spec.of(draft)].toSorted((a, b) => place(a) - place(b)),
    );
  };
  const order: Part<Map<string, R>> = { label: `${spec.label} 순서`, of: common, text: words, put: (draft) => draft };
  return comparePart(`${path}.order`, order, { base: was, mine: own, theirs: other }, false).map(({ take: _take, ...found }) => ({
    ...found,
    take: placed,
  }));
}

const byKey = <D, R>({ of, key }: Rows<D, R>, draft: D) => new Map(of(draft).map((row) => [key(row), row]));
const sameRow = <D, R>({ parts }: Rows<D, R>, a: R, b: R) => parts.every(([, { of }]) => same(of(a), of(b)));
const without = <D, R>({ of, key }: Rows<D, R>, draft: D, gone: string) => of(draft).filter((row) => key(row) !== gone);
const replaced = <D, R>({ of, key }: Rows<D, R>, draft: D, at: string, change: (row: R) => R) =>
  of(draft).map((row) => (key(row) === at ? change(row) : row));

/** After the nearest row that stands before it on their side. */
function inserted<D, R>({ key }: Rows<D, R>, into: readonly R[], row: R, order: readonly R[]): R[] {
  const before = order
    .slice(
      0,
      order.findIndex((one) => key(one) === key(row)),
    )
    .map(key);
  const at = into.findLastIndex((one) => before.includes(key(one)));
  return into.toSpliced(at + 1, 0, row);
}
