import type { EntityMetadata, ObjectLiteral } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { can } from '../access/rules/access.js';
import { type ResourceSpec, resourceId } from '../console/kit/resource-spec.js';
import { STAFF_ROLES, type StaffRole } from '../kernel/rules/staff-role.js';
import { seesWhole } from '../lists/ask.js';
import { kindOf } from '../lists/filters.js';
import type { Property } from '../lists/property.js';
import type { ConsoleShop } from './console-fixture.js';

/** Two worlds that differ only in what a role does not see: where an answer differs, the role has read it. */

/** A shop with console-fixture.ts's rows in it. */
type Filled = Pick<ConsoleShop, 'ctx' | 'customerIds'>;

export type World = 'one' | 'other';
// Row 0 comes before row 1 in one world and after it in the other, and what row 0 holds in one is nowhere in the other.
const LETTERS: Record<World, readonly [string, string]> = { one: ['a', 'y'], other: ['z', 'x'] };
const DIGITS: Record<World, readonly [string, string]> = { one: ['1', '8'], other: ['9', '7'] };

const PERSONAL: Record<NonNullable<Property['personal']>, (letter: string, digit: string) => string> = {
  name: (letter) => `김${letter}${letter}`,
  phone: (_letter, digit) => `010${digit.repeat(4)}5555`,
  email: (letter) => `c${letter.repeat(6)}@mngshop.test`,
  postcode: (_letter, digit) => digit.repeat(5),
  address: (letter) => `서울 중구 ${letter.repeat(6)}`,
  holder: (letter) => `phone:${letter.repeat(20)}`,
  hidden: (letter) => `${letter.repeat(8)} 비밀`,
};

/** What a hidden column of row `n` holds; as it is shown, the same in both worlds. */
function valueIn(
  shop: Filled,
  world: World,
  n: 0 | 1,
  column: ColumnMetadata,
  metadata: EntityMetadata,
  property: Property | undefined,
): unknown {
  const [letter, digit] = [LETTERS[world][n], DIGITS[world][n]];
  const kind = kindOf(metadata, column.propertyName);
  if (kind === 'time') return new Date(`201${digit}-01-01T00:00:00.000Z`);
  if (kind === 'boolean') return world === 'one' ? n === 0 : n === 1;
  if (kind === 'number') return column.referencedColumn ? shop.customerIds[world === 'one' ? n : 1 - n] : Number(digit);
  if (property?.secret === 'code') return `[MNG샵] 인증 번호 ${digit.repeat(6)}`;
  return property?.personal ? PERSONAL[property.personal](letter, digit) : letter.repeat(8);
}

/** Columns that the role does not see as they are, the ones that no list has included. */
function hiddenFrom(shop: Filled, role: StaffRole, spec: ResourceSpec): ColumnMetadata[] {
  const reader = { role, level: can(role, spec.access, 'read') };
  return shop.ctx.db.getMetadata(spec.entity).columns.filter(({ propertyName, isPrimary }) => {
    const property = spec.properties[propertyName];
    return !isPrimary && !(property && seesWhole(property, reader));
  });
}

export async function enter(shop: Filled, world: World, role: StaffRole, spec: ResourceSpec, rows: readonly ObjectLiteral[]) {
  const metadata = shop.ctx.db.getMetadata(spec.entity);
  const key = metadata.primaryColumns[0]!.propertyName;
  for (const n of [0, 1] as const) {
    const change = hiddenFrom(shop, role, spec).map((column) => [
      column.propertyName,
      valueIn(shop, world, n, column, metadata, spec.properties[column.propertyName]),
    ]);
    await shop.ctx.db.manager.update(spec.entity, { [key]: rows[n]![key] as unknown }, Object.fromEntries(change) as object);
  }
}

/** Everything that a list, a search and a page can be asked of the first row, by every column there is. */
export function questions(shop: Filled, role: StaffRole, spec: ResourceSpec, [first, second]: readonly ObjectLiteral[]): string[] {
  const metadata = shop.ctx.db.getMetadata(spec.entity);
  const base = `/admin/api/resources/${resourceId(spec)}`;
  const hidden = new Set(hiddenFrom(shop, role, spec));
  const key = metadata.primaryColumns[0]!.propertyName;
  const asked = [`${base}/actions/list`, `${base}/actions/search/`];
  if (spec.show !== false) for (const row of [first!, second!]) asked.push(`${base}/records/${String(row[key])}/show`);
  for (const column of metadata.columns) {
    const path = column.propertyName;
    const value = hidden.has(column) ? valueIn(shop, 'one', 0, column, metadata, spec.properties[path]) : first![path];
    const text = value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : String(value);
    for (const part of new Set([text, text.slice(0, 4), text.slice(-4), text.slice(2, 6)])) {
      const typed = encodeURIComponent(part);
      asked.push(`${base}/actions/list?filters.${path}=${typed}`, `${base}/actions/search/${typed}?searchProperty=${path}`);
      if (!hidden.has(column)) break;
    }
    asked.push(`${base}/actions/list?filters.${path}~~from=${encodeURIComponent(text)}`);
    for (const direction of ['asc', 'desc']) asked.push(`${base}/actions/list?perPage=500&sortBy=${path}&direction=${direction}`);
    if (path === spec.title) asked.push(`${base}/actions/search/${encodeURIComponent(text)}`);
  }
  return asked;
}

/** One role of each view of a resource: those who see the same of it get the same. */
export function viewers(shop: Filled, spec: ResourceSpec): StaffRole[] {
  const readers = STAFF_ROLES.filter((role) => can(role, spec.access, 'read') && hiddenFrom(shop, role, spec).length > 0);
  const views = new Map(
    readers.map((role) => [
      hiddenFrom(shop, role, spec)
        .map(({ propertyName }) => propertyName)
        .join(),
      role,
    ]),
  );
  return [...views.values()];
}
