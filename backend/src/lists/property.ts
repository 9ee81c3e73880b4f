import type { StaffResource } from '../access/rules/access.js';

/** Kinds of personal data, each masked in its own way. */
export type PersonalKind = 'name' | 'phone' | 'email' | 'postcode' | 'address' | 'holder' | 'hidden';

/** How a value is written on a screen; the components draw it. */
type Format = 'won' | 'count' | 'time' | 'phone' | 'yes' | 'tag' | 'options' | 'tiers' | 'pairs' | 'list' | 'json' | 'text';

/** One column as a list shows it and is asked by it. */
export interface Property {
  label: string;
  /** A `tag` holds one of a few words, and may be asked for several of them. */
  format?: Format;
  /** What each of those words is called. */
  values?: Readonly<Record<string, string>>;
  /** The class whose record it names, where the entity has no relation to it: one that stands above. */
  reference?: string;
  /** Personal data, free text that may hold some included: masked where the role sees the resource masked, and then asked by nobody. */
  personal?: PersonalKind;
  /** Holds a secret, as a whole or as a code in a message: shown to nobody as it is, and asked by nobody, the owner included. */
  secret?: 'whole' | 'code';
  /** Shown only to who may read this as well. */
  refersTo?: StaffResource;
  /** How a text is compared; contains is the slow one: for tables that stay small, or with `pairs`. */
  match?: 'exact' | 'prefix' | 'contains';
  /** Its letters are indexed by pairs on MySQL, so that what it contains is found without reading every row (FULLTEXT, ngram). */
  pairs?: boolean;
  /** No two rows share a value: nothing has to decide between them. */
  unique?: boolean;
  /** The column holds ASCII alone, as keys and numbers do: any other text is found nowhere, and MySQL would not even compare it. */
  code?: boolean;
  /** How the column writes its letters, where it has but one way. */
  letters?: 'upper' | 'lower';
  /** How the column writes what people type, where it has a form of its own. */
  written?: (typed: string) => string;
}

export type Properties = Readonly<Record<string, Property>>;
