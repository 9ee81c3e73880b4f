import { Pagination } from '@adminjs/design-system';
import { type ActionProps, RecordsTable, useNotice, useRecords } from 'adminjs';
import { useEffect } from 'react';
import { Navigate, useLocation, useSearchParams } from 'react-router-dom';
import { countText, isMore, MOST_COUNTED } from '../../kernel/rules/counted.js';
import { ForAll } from './ForAll.js';
import { digits } from './format.js';
import { listParams, rememberedList, rememberList } from './list-address.js';
import { forgetTicks, MOST_TICKED, useTicks } from './ticks.js';

/** AdminJS's list, but that it is remembered where one left it, and that ticks last over its pages. */
export function List(props: ActionProps) {
  const { pathname, search } = useLocation();
  const id = props.resource.id;
  const isBehindDrawer = pathname.replace(/\/$/, '') !== `/admin/resources/${id}`;
  const remembered = isBehindDrawer && listParams(search) === '' ? rememberedList(id) : '';
  useEffect(() => {
    if (!isBehindDrawer) rememberList(id, search);
  }, [id, search, isBehindDrawer]);
  // Opened from a record's page, a drawer has lost the list's filters: the list behind it is the one it was opened from.
  if (remembered) return <Navigate replace to={pathname + withParams(search, remembered)} />;
  return <Rows {...props} />;
}

function withParams(search: string, added: string): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of new URLSearchParams(added)) params.set(name, value);
  return `?${params.toString()}`;
}

function Rows({ resource, setTag }: ActionProps) {
  const { search } = useLocation();
  const [, setParams] = useSearchParams();
  const notice = useNotice();
  const { records, loading, direction, sortBy, page, total, fetchData, perPage } = useRecords(resource.id);
  const ticks = useTicks(resource.id, search);
  useEffect(() => setTag?.(countText(total)), [total, setTag]);
  // What was done to the ticked is done; AdminJS says so with this word.
  useEffect(() => {
    if (new URLSearchParams(search).has('refresh')) forgetTicks(resource.id);
  }, [resource.id, search]);

  const isTicked = (id: string) => ticks.records.some((one) => one.id === id);
  const tick = (changed: typeof records, ticked: boolean) => {
    if (!ticks.set(changed, ticked)) notice({ type: 'error', message: `한 번에 ${MOST_TICKED}건까지 고를 수 있어요. 필터로 좁혀 주세요.` });
  };
  const tickable = records.filter(({ bulkActions }) => bulkActions.length > 0);
  return (
    <section data-css={`${resource.id}-list-table-wrapper`} className="mng-list">
      <ForAll resource={resource} search={search} total={total} />
      <RecordsTable
        resource={resource}
        records={records}
        actionPerformed={() => void fetchData()}
        onSelect={(record) => tick([record], !isTicked(record.id))}
        onSelectAll={() => tick(tickable, !tickable.every(({ id }) => isTicked(id)))}
        selectedRecords={[...ticks.records]}
        direction={direction}
        sortBy={sortBy ?? ''}
        isLoading={loading}
      />
      <div className="mng-pages">
        <Pagination
          page={page}
          perPage={perPage}
          total={Math.min(total, MOST_COUNTED)}
          onChange={(next: number) => {
            const params = new URLSearchParams(search);
            params.set('page', String(next));
            setParams(params);
          }}
        />
        {isMore(total) && (
          <p role="note">
            {digits(MOST_COUNTED)}건이 넘어요. 앞의 {digits(MOST_COUNTED)}건까지 넘겨 볼 수 있어요. 나머지는 필터로 좁히거나 정렬을 바꿔
            보세요.
          </p>
        )}
      </div>
    </section>
  );
}
