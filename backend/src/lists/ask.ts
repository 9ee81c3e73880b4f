import { invalidField } from '../kernel/errors.js';
import { type Access, can } from '../access/rules/access.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import type { Properties, Property } from './property.js';
import { type Said, say } from '../words/say.js';

/** Who reads a list, and how far the role table lets them. */
export interface Reader {
  role: StaffRole;
  level: Access;
}

/** Whether the reader sees the column as it is. What they do not see they may not ask by either: an answer would tell it bit by bit. */
export const seesWhole = ({ personal, secret, refersTo }: Property, { role, level }: Reader): boolean =>
  !secret && (!personal || level === 'all') && (!refersTo || can(role, refersTo, 'read') !== false);

/**
 * The one gate of every filter, sort, search and count.
 * @throws AppError 422 for what the list does not have or the reader does not see; both sound alike but for the sentence
 */
export function askable(properties: Properties, path: string, reader: Reader): Property {
  const property = Object.hasOwn(properties, path) ? properties[path] : undefined;
  if (!property) throw refused(path, say('filter.unknown'));
  if (!seesWhole(property, reader)) throw refused(path, say('filter.hidden'));
  return property;
}

/** A condition that cannot be read, named by its place in the address. */
export const refused = (path: string, said: Said) => invalidField(`filters.${path.slice(0, 60)}`, said);
