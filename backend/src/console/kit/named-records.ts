import { type ActionContext, type ActionRequest, Filter } from 'adminjs';
import { z } from 'zod';
import { invalid } from '../../kernel/errors.js';
import { readFilters } from '../../lists/filters.js';
import type { ConsoleResource } from './console-resource.js';
import { type FilterWord, filterWords } from './filter-words.js';
import { asWritten } from '../../words/say.js';

/** As many as one campaign takes. */
const MATCH_MOST = 10_000;

type Filters = Readonly<Record<string, string>>;
/** The three ways to say which records an action is for. None follows from another being absent. */
type Naming = { by: 'ids'; ids: string[] } | { by: 'filters'; filters: Filters } | { by: 'all' };

/** Whom an action of "everyone the list matches" is for, as the form shows it. */
export interface NamedRecords {
  by: Naming['by'];
  ids: string[];
  /** Sent back as they are: the form's own address plays no part when it is posted. */
  filters: Filters;
  words: FilterWord[];
}

const Id = z.union([z.string().regex(/^\d{1,15}$/), z.int().positive().transform(String)]);
const Posted = z.object({
  ids: z.array(Id).max(MATCH_MOST).optional(),
  filters: z.record(z.string().max(100), z.string().max(200)).optional(),
  all: z.boolean().optional(),
});

type Request = Pick<ActionRequest, 'method' | 'payload' | 'query'>;

/**
 * Reads which records a request names: `{ ids }`, `{ filters }` or `{ all: true }` in what was posted, else `filters.NAME=…` in
 * the address. A filter without a value names nobody. A form that is only opened without a filter is told about all: it has to
 * post that choice.
 * @throws AppError 422 where a post names nobody; where records are named in two ways, or cannot be read, or are more than 10,000
 */
export async function nameRecords(request: Request, resource: ConsoleResource, context: ActionContext): Promise<NamedRecords> {
  const naming = read(request) ?? (request.method === 'post' ? null : { by: 'all' as const });
  if (!naming) throw invalid(asWritten('누구에게 할지 고르지 않았어요. 목록에서 필터를 걸거나 골라 주세요.'));
  if (naming.by === 'ids') return { by: 'ids', ids: naming.ids, filters: {}, words: [] };
  const filters = naming.by === 'filters' ? naming.filters : {};
  // First, as it refuses names that AdminJS would take apart.
  const ids = await resource.matching(readFilters(Object.entries(filters)), context, MATCH_MOST);
  const filter = new Filter(filters, resource);
  return { by: naming.by, ids, filters, words: filterWords(resource.spec, await filter.populate(context)) };
}

function read({ payload, query }: Request): Naming | null {
  const posted = Posted.safeParse(payload ?? {});
  if (!posted.success) throw invalid(asWritten('누구를 골랐는지 읽을 수 없어요. 목록에서 다시 골라 주세요.'));
  const inBody = ways(posted.data);
  const named = inBody.length > 0 ? inBody : ways({ filters: filtersOf(query) });
  if (named.length > 1) throw invalid(asWritten('고른 방법이 둘 이상이에요. 목록에서 다시 골라 주세요.'));
  return named[0] ?? null;
}

function ways({ ids = [], filters = {}, all }: z.output<typeof Posted>): Naming[] {
  const filled = Object.fromEntries(Object.entries(filters).filter(([, value]) => value.trim() !== ''));
  return [
    ...(ids.length > 0 ? [{ by: 'ids' as const, ids }] : []),
    ...(Object.keys(filled).length > 0 ? [{ by: 'filters' as const, filters: filled }] : []),
    ...(all ? [{ by: 'all' as const }] : []),
  ];
}

const PREFIX = 'filters.';
const filtersOf = (query: Readonly<Record<string, unknown>> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      name.startsWith(PREFIX) && typeof value === 'string' ? [[name.slice(PREFIX.length), value]] : [],
    ),
  );
