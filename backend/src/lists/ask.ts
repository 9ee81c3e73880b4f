import { invalid } from '../kernel/errors.js';
import { type Access, can } from '../access/rules/access.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import type { Properties, Property } from './property.js';

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
  if (!property) throw refused(path, '이 조건은 쓸 수 없어요. 화면에 있는 조건에서 골라 주세요.');
  if (!seesWhole(property, reader)) throw refused(path, '가려진 정보로는 찾거나 정렬할 수 없어요. 다른 조건을 골라 주세요.');
  return property;
}

/** A condition that cannot be read, named by its place in the address. */
export const refused = (path: string, detail: string) => invalid(detail, [{ path: `filters.${path.slice(0, 60)}`, message: detail }]);
