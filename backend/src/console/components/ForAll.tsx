import type { ActionJSON, ResourceJSON } from 'adminjs';
import { Link } from 'react-router-dom';
import { countText } from '../../kernel/rules/counted.js';
import { labelOfAction } from './labels-of.js';
import { filtersIn } from './use-receivers.js';

export const isForAll = ({ custom }: ActionJSON): boolean => Boolean(custom['everyMatch']);

/** What can be done to everyone whom the list matches: each leads on with the list's filters in its address. */
export function ForAll({ resource, search, total }: { resource: ResourceJSON; search: string; total: number }) {
  const actions = resource.resourceActions.filter(isForAll);
  if (actions.length === 0 || total === 0) return null;
  const filters = filtersIn(search);
  return (
    <p className="mng-for-all">
      {actions.map(({ name, custom }) => (
        <Link key={name} className="mng-second" to={`/admin/resources/${resource.id}/actions/${name}${filters}`}>
          {filters ? labelOfAction(resource.id, name) : String(custom['everyMatch'])}
          <span className="mng-number">{countText(total)}명</span>
        </Link>
      ))}
    </p>
  );
}
