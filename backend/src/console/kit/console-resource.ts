import { Resource } from '@adminjs/typeorm';
import { type ActionContext, type BaseRecord, type BaseResource, type Filter, ForbiddenError } from 'adminjs';
import { type DataSource, type FindOptionsWhere, In, type ObjectLiteral, type Repository } from 'typeorm';
import { forbidden, invalid, notFound } from '../../kernel/errors.js';
import { tellRefusal } from '../../kernel/tell-refusal.js';
import type { TypedPeriod } from '../../kernel/rules/period.js';
import { logAccess } from '../../access/log-access.js';
import type { AccessEntry } from '../../access/access-entry.entity.js';
import { compareNumber, compareText } from '../../lists/compare-text.js';
import { askable, type Reader, seesWhole } from '../../lists/ask.js';
import { type Asked, kindOf, toWhere } from '../../lists/filters.js';
import type { Property } from '../../lists/property.js';
import { countRows } from '../../lists/count-rows.js';
import { toOrder } from '../../lists/order.js';
import { isMore, MOST_COUNTED } from '../../kernel/rules/counted.js';
import { shownValue } from './mask.js';
import { type ResourceSpec, sortingOf } from './resource-spec.js';
import { ConsoleRecord } from './console-record.js';
import { findResource } from '../resources.js';
import { may, type Visit, visitOf } from './visit.js';
import { asWritten } from '../../words/say.js';

const PAGE_MOST = 500;
// Few rows are found by their filter and then sorted. Left to itself MySQL walks along the order instead and hopes to meet them soon.
const FIND_FIRST = "/*+ SET_VAR(optimizer_switch = 'prefer_ordering_index=off') */";

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
    return this.counted(filter, this.where(askedOf(filter), this.reader(context)));
  }

  // AdminJS asks for a page, and then how many there are, by one filter.
  private readonly counts = new WeakMap<Filter, Promise<number>>();

  private counted(filter: Filter, where: FindOptionsWhere<ObjectLiteral>): Promise<number> {
    const count = this.counts.get(filter) ?? countRows(this.rows, where);
    this.counts.set(filter, count);
    return count;
  }

  override async find(filter: Filter, options: Page, context?: ActionContext): Promise<BaseRecord[]> {
    const reader = this.reader(context);
    const search = context?.action?.name === 'search';
    const asked = askedOf(filter);
    const where = this.where(asked, reader, search);
    const ids = search
      ? await this.best(asked, where, options, reader)
      : await this.idsOf(where, options, reader, await this.counted(filter, where));
    return this.readMany(reader, 'list', search ? 'name' : 'row', ids);
  }

  /** What is looked for by name: the name itself first, then what begins with it, then what has it somewhere. */
  private async best(asked: Asked, where: FindOptionsWhere<ObjectLiteral>, options: Page, reader: Reader): Promise<Id[]> {
    const [[path, text] = ['', ''], ...others] = asked;
    const property = this.spec.properties[path];
    if (others.length > 0 || !property || typeof text !== 'string' || Number(options.offset) > 0 || !isContained(property))
      return this.idsOf(where, options, reader);
    const ids = new Set<Id>();
    for (const match of ['exact', 'prefix', 'contains'] as const) {
      const nearer = { [path]: compareText(this.rows.metadata, path, { ...property, match }, text) };
      for (const id of await this.idsOf(nearer, options, reader)) ids.add(id);
    }
    return [...ids].slice(0, window(options).take);
  }

  /** What is asked, as TypeORM takes it. A search looks through numbers too, where a text is no error but found nowhere. */
  private where(asked: Asked, reader: Visitor, search = false): FindOptionsWhere<ObjectLiteral> {
    const { metadata } = this.rows;
    const conditions = { known: this.spec.conditions ?? {}, now: reader.visit.ctx.clock.now() };
    if (!search) return toWhere(metadata, this.spec.properties, asked, reader, conditions);
    const numbers = [...asked].filter(([path, text]) => typeof text === 'string' && kindOf(metadata, path) === 'number');
    const others = new Map([...asked].filter(([path]) => !numbers.some(([number]) => number === path)));
    const where = toWhere(metadata, this.spec.properties, others, reader);
    for (const [path, text] of numbers) {
      askable(this.spec.properties, path, reader);
      where[path] = compareNumber(typeof text === 'string' ? text.trim() : '');
    }
    return where;
  }

  /**
   * The keys of one page; of the last one where a page behind it is asked for.
   * @param total how many match as far as they are counted; where nobody counted, the page is the first
   */
  private async idsOf(where: FindOptionsWhere<ObjectLiteral>, options: Page, reader: Reader, total?: number): Promise<Id[]> {
    const order = toOrder(sortingOf(this.spec, this.key), options.sort, reader);
    const { take, skip: asked } = window(options);
    const skip = total === undefined ? 0 : Math.min(asked, lastPageStart(total, take));
    const query = this.rows.createQueryBuilder('row').select(`row.${this.key}`, 'id').where(where).limit(take).offset(skip);
    for (const [path, towards] of Object.entries(order)) query.addOrderBy(`row.${path}`, towards);
    const [sql, values] = query.getQueryAndParameters();
    const few = total !== undefined && !isMore(total) && Object.keys(where).length > 0;
    const hinted = few && this.rows.manager.connection.options.type === 'mysql' ? sql.replace(/^SELECT /, `SELECT ${FIND_FIRST} `) : sql;
    return (await this.rows.manager.query<{ id: Id }[]>(hinted, values)).map(({ id }) => id);
  }

  /** @throws AppError 404 where the page that is asked for is of no record */
  override async findOne(id: Id, context?: ActionContext): Promise<BaseRecord | null> {
    const own = context?.resource === (this as BaseResource);
    const [record] = await (own ? this.ownRows([id], 'show', context) : this.names([id], context));
    if (own && !record) throw notFound();
    return record ?? null;
  }

  override async findMany(ids: Id[], context?: ActionContext): Promise<BaseRecord[]> {
    return context?.resource === (this as BaseResource) ? this.ownRows(ids, 'list', context) : this.names(ids, context);
  }

  /** Ids of everything a list's filters match, at most `most` of it. @throws AppError 422 where there is more */
  async matching(asked: Asked, context: ActionContext, most: number): Promise<string[]> {
    const where = this.where(asked, this.reader(context));
    const found = await this.rows.find({ select: [this.key], where, order: { [this.key]: 'ASC' }, take: most + 1 });
    if (found.length > most) throw invalid(asWritten(`한 번에 ${most.toLocaleString('ko-KR')}명까지 보낼 수 있어요. 필터로 좁혀 주세요.`));
    return found.map((row) => String(row[this.key]));
  }

  override create = (): Promise<never> => refuseWriting();
  override update = (): Promise<never> => refuseWriting();
  override delete = (): Promise<never> => refuseWriting();
  override validateAndSave = (): Promise<never> => refuseWriting();

  private ownRows(ids: Id[], action: 'list' | 'show', context: ActionContext | undefined): Promise<BaseRecord[]> {
    return this.readMany(this.reader(context), action, 'row', ids);
  }

  /** What another resource's page shows of it: the name, masked like anywhere, and nothing where the role may not read it. */
  private async names(ids: Id[], context: ActionContext | undefined): Promise<BaseRecord[]> {
    const visit = visitOf(context?.currentAdmin);
    const level = may(visit, this.spec.access, 'read');
    return level ? this.load({ visit, role: visit.role, level }, 'name', ids) : [];
  }

  private async readMany(reader: Visitor, action: AccessEntry['action'], depth: Depth, ids: Id[]): Promise<BaseRecord[]> {
    if (ids.length === 0) return [];
    const { ctx, address } = reader.visit;
    if (this.spec.logged) await logAccess(ctx, { action, resource: this.spec.access, subjects: ids, address });
    return this.load(reader, depth, ids);
  }

  private async load(reader: Visitor, depth: Depth, ids: Id[]): Promise<BaseRecord[]> {
    const columns = depth === 'name' ? [this.spec.title] : this.properties().map((property) => property.path());
    const rows = await this.rows.find({ select: [...new Set([this.key, ...columns])], where: { [this.key]: In(ids) } });
    const byId = new Map(rows.map((row) => [String(row[this.key]), row]));
    return ids.flatMap((id) => {
      const row = byId.get(String(id));
      return row ? [new ConsoleRecord(this.cleaned(reader, row), this)] : [];
    });
  }

  private cleaned(reader: Visitor, row: ObjectLiteral): Record<string, unknown> {
    const clean: Record<string, unknown> = {};
    for (const property of this.properties()) {
      const path = property.path();
      const spec = this.spec.properties[path];
      if (row[path] === undefined || !mayFollow(reader.visit, property.reference())) continue;
      if (spec?.refersTo && !may(reader.visit, spec.refersTo, 'read')) continue;
      const value = spec && !seesWhole(spec, reader) ? shownValue(spec, row[path], reader.level, row['purpose']) : row[path];
      clean[path] = spec?.format && JSON_FORMATS.has(spec.format) ? JSON.stringify(value) : value;
    }
    return clean;
  }

  private reader(context: ActionContext | undefined): Visitor {
    const visit = visitOf(context?.currentAdmin);
    const level = may(visit, this.spec.access, 'read');
    if (!level) throw new ForbiddenError(tellRefusal(forbidden()).detail);
    return { visit, role: visit.role, level };
  }
}

/** A reader with the visit that they come on. */
interface Visitor extends Reader {
  visit: Visit;
}

type Id = string | number;
interface Page {
  limit?: number;
  offset?: number;
  sort?: { sortBy?: string; direction?: 'asc' | 'desc' };
}

const isContained = ({ match, format }: Property) => (match ?? 'contains') === 'contains' && (format ?? 'text') === 'text';

// AdminJS would flatten them into a hundred little properties.
const JSON_FORMATS: ReadonlySet<string> = new Set(['options', 'tiers', 'pairs', 'list', 'json']);

function mayFollow(visit: Visit, reference: string | null): boolean {
  const target = reference === null ? undefined : findResource(reference);
  return !target || may(visit, target.access, 'read') !== false;
}

function window({ limit, offset }: Page): { take: number; skip: number } {
  const take = Math.min(Math.max(Math.trunc(Number(limit)) || 10, 1), PAGE_MOST);
  return { take, skip: Math.max(Math.trunc(Number(offset)) || 0, 0) };
}

const lastPageStart = (total: number, take: number): number => (lastPage(total, take) - 1) * take;

/** The number of the last page that a list shows: of what is counted; an empty list has one as well. */
export const lastPage = (total: number, perPage: number): number => Math.max(Math.ceil(Math.min(total, MOST_COUNTED) / perPage), 1);

// AdminJS has taken the address apart once more; the door let nothing through that this could change.
const askedOf = ({ filters }: Filter): Asked =>
  new Map(Object.entries(filters).map(([path, { value }]) => [path, value as string | TypedPeriod]));

async function refuseWriting(): Promise<never> {
  throw new ForbiddenError('이 화면에서는 바로 고칠 수 없어요. 단추로 할 수 있는 일만 할 수 있어요.');
}
