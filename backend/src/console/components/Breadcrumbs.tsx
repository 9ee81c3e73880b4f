import type { ActionJSON, RecordJSON, ResourceJSON } from 'adminjs';
import { Link } from 'react-router-dom';
import { labelOfAction, resourceLabel } from './labels-of.js';
import { listAddress } from './list-address.js';

interface Props {
  resource: ResourceJSON;
  record?: RecordJSON | null;
  actionName: ActionJSON['name'];
}

/** Where one is; the list it came from is the one that was left, with its filters. */
export function Breadcrumbs({ resource, record, actionName }: Props) {
  const isList = actionName === 'list';
  return (
    <nav className="mng-crumbs" aria-label="현재 위치">
      <Link to="/admin">대시보드</Link>
      {isList ? (
        <span aria-current="page">{resourceLabel(resource.id)}</span>
      ) : (
        <Link to={listAddress(resource.id)}>{resourceLabel(resource.id)}</Link>
      )}
      {record && actionName !== 'show' && <Link to={`/admin/resources/${resource.id}/records/${record.id}/show`}>{record.title}</Link>}
      {!isList && (
        <span aria-current="page">{actionName === 'show' ? (record?.title ?? '상세') : labelOfAction(resource.id, actionName)}</span>
      )}
    </nav>
  );
}
