import { Resource } from '@adminjs/typeorm';
import { type ActionContext, AppError as ShownError, BaseRecord, type BaseResource, type Filter, ForbiddenError } from 'adminjs';
import { type DataSource, In, type ObjectLiteral, type Repository } from 'typeorm';
import { AppError, forbidden, invalid } from '../../kernel/errors.js';
import { logAccess } from '../../access/log-access.js';
import type { AccessEntry } from '../../access/access-entry.entity.js';
import type { Access } from '../../access/rules/access.js';
import { type AskedFilter, toOrder, toWhere } from './console-query.js';
import { mask, withoutCode } from './mask.js';
import type { ResourceSpec } from './resource-spec.js';
import { findResource } from '../resources.js';
import { may, type Visit, visitOf } from './visit.js';

const PAGE_MOST = 500;
// A deep page reads everything before it (400 ms at 100,000 rows): from here on one filters.
const DEEPEST_ROW = 20_000;

/** How much of a row a reader gets: all of it, or only what names it in somebody else's page. */
type Depth = 'row' | 'name';

/**
 * One table as AdminJS reads it. Only the listed columns are ever selected, personal data is masked before AdminJS sees it,
 * and whoever's data it is gets an access entry first. It writes nothing: verbs do, and their errors are told as they are.
 */
export class ConsoleResource extends Resource {
  private readonly rows: Repository<ObjectLiteral>;
  private readonly key: string;

  constructor(
    db: DataSource,
    readonly spec: ResourceSpec,
  ) {
    super(spec.entity);
    this.rows = db.getRepository<ObjectLiteral>(spec.entity);
    this.key = this.rows.metadata.primaryColumns[0]!.propertyName;
    for (const [path, { reference }] of Object.entries(spec.properties)) {
      const property = reference ? super.property(path) : null;
      if (property) property.reference = () => reference ?? null;
    }
  }

  override databaseName = () => 'mngshop';
  override databaseType = () => 'mngshop';
  override idName = () => this.key;

  // Secrets have `select: false`: for AdminJS they do not exist, so they can be neither shown nor filtered by.
  override properties() {
    return super.properties().filter((property) => this.isListed(property.path()));
  }

  override property(path: string) {
    return this.isListed(path) ? super.property(path) : (null as unknown as ReturnType<Resource['property']>);
  }

  private isListed(path: string): boolean {
    return path === this.rows?.metadata.primaryColumns[0]?.propertyName || Object.hasOwn(this.spec.properties, path);
  }

  override async count(filter: Filter, context?: ActionContext): Promise<number> {
    const { level } = this.reader(context);
    return shown(() => this.rows.countBy(toWhere(this.spec, askedFilter(filter), level)));
  }

  override async find(filter: Filter, options: Page, context?: ActionContext): Promise<BaseRecord[]> {
    const { visit, level } = this.reader(context);
    const depth: Depth = context?.action?.name === 'search' ? 'name' : 'row';
    return shown(async () => {
      const { skip, take } = window(options);
      const where = toWhere(this.spec, askedFilter(filter), level);
      const found = await this.rows.find({ select: [this.key], where, order: toOrder(this.spec, options.sort, level), skip, take });
      return this.readMany(
        visit,
        level,
        'list',
        depth,
        found.map((row) => row[this.key] as Id),
      );
    });
  }

  override async findOne(id: Id, context?: ActionContext): Promise<BaseRecord | null> {
    const own = context?.resource === (this as BaseResource);
    const [record] = await (own ? this.ownRows([id], 'show', context) : this.names([id], context));
    return record ?? null;
  }

  override async findMany(ids: Id[], context?: ActionContext): Promise<BaseRecord[]> {
    return context?.resource === (this as BaseResource) ? this.ownRows(ids, 'list', context) : this.names(ids, context);
  }

  /** Ids of everything a list's filters match, at most `most` of it. @throws AppError 422 where there is more */
  async matching(filter: Filter, context: ActionContext, most: number): Promise<string[]> {
    const { level } = this.reader(context);
    const where = toWhere(this.spec, askedFilter(filter), level);
    const found = await this.rows.find({ select: [this.key], where, order: { [this.key]: 'ASC' }, take: most + 1 });
    if (found.length > most) throw invalid(`한 번에 ${most.toLocaleString('ko-KR')}명까지 보낼 수 있어요. 필터로 좁혀 주세요.`);
    return found.map((row) => String(row[this.key]));
  }

  override create = (): Promise<never> => refuseWriting();
  override update = (): Promise<never> => refuseWriting();
  override delete = (): Promise<never> => refuseWriting();
  override validateAndSave = (): Promise<never> => refuseWriting();

  private ownRows(ids: Id[], action: 'list' | 'show', context: ActionContext | undefined): Promise<BaseRecord[]> {
    const { visit, level } = this.reader(context);
    return shown(() => this.readMany(visit, level, action, 'row', ids));
  }

  /** What another resource's page shows of it: the name, masked like anywhere, and nothing where the role may not read it. */
  private async names(ids: Id[], context: ActionContext | undefined): Promise<BaseRecord[]> {
    const visit = visitOf(context?.currentAdmin);
    const level = may(visit, this.spec.access, 'read');
    return level ? this.load(visit, level, 'name', ids) : [];
  }

  private async readMany(visit: Visit, level: Access, action: AccessEntry['action'], depth: Depth, ids: Id[]): Promise<BaseRecord[]> {
    if (ids.length === 0) return [];
    if (this.spec.logged) await logAccess(visit.ctx, { action, resource: this.spec.access, subjects: ids, address: visit.address });
    return this.load(visit, level, depth, ids);
  }

  private async load(visit: Visit, level: Access, depth: Depth, ids: Id[]): Promise<BaseRecord[]> {
    const columns = depth === 'name' ? [this.spec.title] : this.properties().map((property) => property.path());
    const rows = await this.rows.find({ select: [...new Set([this.key, ...columns])], where: { [this.key]: In(ids) } });
    const byId = new Map(rows.map((row) => [String(row[this.key]), row]));
    return ids.flatMap((id) => {
      const row = byId.get(String(id));
      return row ? [new BaseRecord(this.cleaned(visit, level, row), this)] : [];
    });
  }

  private cleaned(visit: Visit, level: Access, row: ObjectLiteral): Record<string, unknown> {
    const clean: Record<string, unknown> = {};
    for (const property of this.properties()) {
      const path = property.path();
      if (row[path] === undefined || !mayFollow(visit, property.reference())) continue;
      const { personal, format } = this.spec.properties[path] ?? {};
      const value: unknown = personal && level !== 'all' ? mask(personal, row[path]) : row[path];
      clean[path] = format && JSON_FORMATS.has(format) ? JSON.stringify(value) : value;
    }
    if (row['purpose'] === 'code' && typeof clean['text'] === 'string') clean['text'] = withoutCode(clean['text']);
    return clean;
  }

  private reader(context: ActionContext | undefined): { visit: Visit; level: Access } {
    const visit = visitOf(context?.currentAdmin);
    const level = may(visit, this.spec.access, 'read');
    if (!level) throw new ForbiddenError(forbidden().detail);
    return { visit, level };
  }
}

type Id = string | number;
interface Page {
  limit?: number;
  offset?: number;
  sort?: { sortBy?: string; direction?: 'asc' | 'desc' };
}

// AdminJS would flatten them into a hundred little properties.
const JSON_FORMATS: ReadonlySet<string> = new Set(['options', 'tiers', 'pairs', 'list', 'json']);

function mayFollow(visit: Visit, reference: string | null): boolean {
  const target = reference === null ? undefined : findResource(reference);
  return !target || may(visit, target.access, 'read') !== false;
}

function window({ limit, offset }: Page): { take: number; skip: number } {
  const take = Math.min(Math.max(Math.trunc(Number(limit)) || 10, 1), PAGE_MOST);
  const skip = Math.max(Math.trunc(Number(offset)) || 0, 0);
  if (skip > DEEPEST_ROW) throw invalid('이렇게 뒤쪽은 넘겨 볼 수 없어요. 필터로 좁혀 주세요.');
  return { take, skip };
}

function askedFilter(filter: Filter): AskedFilter {
  const entries = Object.entries(filter?.filters ?? {}) as [string, { value: unknown; property: { type(): string } | null }][];
  return Object.fromEntries(entries.map(([path, { value, property }]) => [path, { value, type: property?.type() ?? 'string' }]));
}

async function refuseWriting(): Promise<never> {
  throw new ForbiddenError('이 화면에서는 바로 고칠 수 없어요. 단추로 할 수 있는 일만 할 수 있어요.');
}

/** A refusal of ours in the form that AdminJS tells people; everything else stays a fault. */
async function shown<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw new ShownError(error.detail, {});
    throw error;
  }
}
