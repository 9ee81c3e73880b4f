import type { ObjectLiteral } from 'typeorm';
import { resourceId, type ResourceSpec } from '../../src/console/kit/resource-spec.js';
import { resources } from '../../src/console/resources.js';
import type { StaffRole } from '../../src/kernel/rules/staff-role.js';
import { seeded } from '../../src/testing/hostile-queries.js';
import { enter, questions, viewers, type World } from '../../src/testing/two-worlds.js';
import type { AttackedShop, Result } from './attack.js';

/** Combinations for each resource and role; each question alone is hidden-fields.test.ts. */
const COMBINED = { small: 1, whole: Number(process.env['PROVE_COMBINED'] ?? 150) };
const SEED = Number(process.env['PROVE_SEED'] ?? 20_261_127);

/**
 * Filters, sorting, paging and searching in any combination, by every column there is, in two worlds that differ only in what
 * the role does not see: codes in texts and their hashes for the owner, personal data for those who see it masked.
 */
export async function codeOracle(shop: AttackedShop): Promise<Result[]> {
  const below = seeded(SEED);
  const failures: string[] = [];
  let asked = 0;
  for (const spec of resources) {
    for (const role of viewers(filled(shop), spec)) {
      const paths = await combined(shop, spec, role, below);
      asked += paths.length;
      const [one, other] = [await inWorld(shop, 'one', spec, role, paths), await inWorld(shop, 'other', spec, role, paths)];
      const differing = paths.filter((_, index) => one[index] !== other[index]);
      if (differing.length > 0) failures.push(...(await reallyDiffering(shop, spec, role, differing)));
    }
  }
  return [{ claim: 'no role tells two worlds apart that differ in what it does not see', failures, figures: `${asked} questions` }];
}

const filled = (shop: AttackedShop) => ({ ctx: shop.ctx, customerIds: shop.rows.customerIds });

async function rowsOf(shop: AttackedShop, spec: ResourceSpec): Promise<ObjectLiteral[]> {
  const key = shop.db.getMetadata(spec.entity).primaryColumns[0]!.propertyName;
  return shop.db.manager.find<ObjectLiteral>(spec.entity, { order: { [key]: 'ASC' }, take: 2 });
}

async function combined(shop: AttackedShop, spec: ResourceSpec, role: StaffRole, below: (count: number) => number): Promise<string[]> {
  const base = `/admin/api/resources/${resourceId(spec)}/actions`;
  const single = questions(filled(shop), role, spec, await rowsOf(shop, spec));
  const parts = single.flatMap((path) => (path.startsWith(`${base}/list?`) ? [path.slice(path.indexOf('?') + 1)] : []));
  if (parts.length === 0) return [];
  const one = () => parts[below(parts.length)]!;
  return Array.from({ length: COMBINED[shop.size] }, () => {
    const words = new Map(
      Array.from({ length: 2 + below(3) }, one)
        .flatMap((part) => part.split('&'))
        .map((word) => [word.split('=')[0], word]),
    );
    return `${base}/list?${[...words.values()].join('&')}`;
  });
}

async function inWorld(shop: AttackedShop, world: World, spec: ResourceSpec, role: StaffRole, paths: readonly string[]): Promise<string[]> {
  await enter(filled(shop), world, role, spec, await rowsOf(shop, spec));
  const client = await shop.staff(role);
  const told: string[] = [];
  for (const path of paths) {
    const { status, text } = await client.get(path);
    told.push(`${status} ${text}`);
  }
  return told;
}

// What a job changed meanwhile is the same the next time in neither world: only what each world says twice is a difference.
async function reallyDiffering(shop: AttackedShop, spec: ResourceSpec, role: StaffRole, paths: readonly string[]): Promise<string[]> {
  const tell = async (world: World) =>
    [await inWorld(shop, world, spec, role, paths), await inWorld(shop, world, spec, role, paths)] as const;
  const [one, oneAgain] = await tell('one');
  const [other, otherAgain] = await tell('other');
  return paths
    .filter((_, index) => one[index] === oneAgain[index] && other[index] === otherAgain[index] && one[index] !== other[index])
    .map((path) => `${role}: ${path}`);
}
