import type { ActionJSON, RecordJSON, ResourceJSON } from 'adminjs';
import { Link, useLocation } from 'react-router-dom';
import { digits } from './format.js';
import { labelOfAction } from './labels-of.js';
import { listParams } from './list-address.js';
import { useTicks } from './ticks.js';

interface Props {
  resource: ResourceJSON;
  selectedRecords?: readonly RecordJSON[];
}

/** What is ticked on all pages of the list, and what can be done with it. */
export function Ticked({ resource, selectedRecords: ticked = [] }: Props) {
  const { search } = useLocation();
  const { clear } = useTicks(resource.id, search);
  if (ticked.length === 0) return null;
  return (
    <caption className="mng-ticked">
      <div>
        <span role="status">
          <b>{digits(ticked.length)}건</b> 골랐어요
        </span>
        <button type="button" className="mng-quiet" onClick={clear}>
          모두 풀기
        </button>
        {actionsOfAll(ticked).map((action) => (
          <Link key={action.name} className="mng-second" to={addressOf(resource.id, action, { ticked, search })}>
            {labelOfAction(resource.id, action.name)}
          </Link>
        ))}
      </div>
    </caption>
  );
}

/** Only what every one of them has. */
const actionsOfAll = ([first, ...others]: readonly RecordJSON[]): ActionJSON[] =>
  (first?.bulkActions ?? []).filter(({ name }) => others.every(({ bulkActions }) => bulkActions.some((one) => one.name === name)));

function addressOf(
  resource: string,
  { name, showInDrawer }: ActionJSON,
  { ticked, search }: { ticked: readonly RecordJSON[]; search: string },
) {
  const params = new URLSearchParams(showInDrawer ? listParams(search) : '');
  params.set('recordIds', ticked.map(({ id }) => id).join(','));
  return `/admin/resources/${resource}/bulk/${name}?${params.toString()}`;
}
