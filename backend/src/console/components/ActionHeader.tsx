import type { ActionHeaderProps } from 'adminjs';
import type { ComponentType } from 'react';
import { isForAll } from './ForAll.js';

/** AdminJS's header, but for what is done to all that the list matches: that stands over the list, which knows its filters. */
export function ActionHeader({
  OriginalComponent,
  resource,
  ...props
}: ActionHeaderProps & { OriginalComponent: ComponentType<ActionHeaderProps> }) {
  const resourceActions = resource.resourceActions.filter((action) => !isForAll(action));
  return <OriginalComponent {...props} resource={{ ...resource, resourceActions }} />;
}
