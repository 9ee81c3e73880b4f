import type { BaseEntity } from 'typeorm';
import type { Condition } from '../../lists/condition.js';
import type { Properties } from '../../lists/property.js';
import type { Sort, Sorting } from '../../lists/order.js';
import type { StaffAction, StaffResource } from '../../access/rules/access.js';
import type { MENU_GROUPS } from './menu-groups.js';
import type { Visit } from './visit.js';

export interface ResourceSpec {
  entity: typeof BaseEntity;
  /** Whose row of the role table holds for it. */
  access: StaffResource;
  label: string;
  menu?: { group: (typeof MENU_GROUPS)[number]; icon: string };
  /** The property that names a record in references and searches. */
  title: string;
  /** Every column that may leave the house, in the order of the show page. What is not here is never selected. */
  properties: Properties;
  list: readonly string[];
  filter: readonly string[];
  /** More filters, by name; each stands in `filter` too. Only for what everybody who reads the resource may see. */
  conditions?: Readonly<Record<string, Condition>>;
  sort: Sort;
  /** The columns it may be sorted by, where not every one of the list: of a table that grows, those that an index has in order. */
  sortable?: readonly string[];
  /** True where a view of it is a view of somebody's personal data: an access entry is written first. */
  logged?: boolean;
  /** False where a record has no page of its own. */
  show?: boolean;
  actions?: Readonly<Record<string, ActionSpec>>;
  /** One more column of the list, after the first, that no table holds: asked for a whole page at once, drawn by its component. */
  column?: { component: string; label: string; load: (visit: Visit, ids: readonly string[]) => Promise<ReadonlyMap<string, unknown>> };
  /** What the show page draws besides the columns, and the component that draws it. */
  detail?: { component: string; load: (visit: Visit, id: string) => Promise<unknown> };
}

export interface ActionSpec {
  kind: 'resource' | 'record' | 'bulk';
  label: string;
  /** One of react-feather's names. */
  icon: string;
  needs: StaffAction;
  /** Whose row of the role table holds, where it is not the resource's own. */
  access?: StaffResource;
  /** What draws it; left out of an action that another form calls, which then has no button either. */
  component?: string;
  /**
   * Handed to the component as it is: the form's fields, texts, limits. `everyMatch` makes it an action for whomever the list
   * matches, and is its label where the list has no filter.
   */
  custom?: Readonly<Record<string, unknown>>;
  drawer?: boolean;
  danger?: boolean;
  primary?: boolean;
  /** Whether the button stands on this record; the verb decides again. */
  visible?: (params: Readonly<Record<string, unknown>>) => boolean;
  /** What the form starts from. */
  load?: (visit: Visit, ids: readonly string[]) => Promise<unknown>;
  /** Runs on POST only, and calls one verb. */
  run?: (visit: Visit, ids: readonly string[], input: unknown) => Promise<ActionResult>;
}

interface ActionResult {
  /** Korean, what was done. */
  message: string;
  /** Where to go next; the record's page by default. */
  go?: string;
  data?: unknown;
}

/** One field of the generic form. */
export interface FormField {
  name: string;
  label: string;
  kind: 'text' | 'textarea' | 'number' | 'select' | 'check' | 'lines';
  required?: boolean;
  maxLength?: number;
  help?: string;
  options?: Readonly<Record<string, string>>;
}

/** What `ActionForm` draws: a sentence, its fields, one button. */
export interface FormSpec {
  question: string;
  fields: readonly FormField[];
  submit: string;
  /** A refusal that is a warning: after it a second button sends the same again with `field: true`, until something is changed. */
  confirm?: { code: string; field: string; label: string };
}

export const resourceId = (spec: ResourceSpec): string => spec.entity.name;

/** How a list may be sorted. @param key the property of its primary key */
export const sortingOf = ({ properties, list, sort, sortable = list }: ResourceSpec, key: string): Sorting => ({
  properties,
  key,
  usual: sort,
  sortable,
});
