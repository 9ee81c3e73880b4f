interface Korean {
  labels: Record<string, string>;
  resources: Record<string, { properties: Record<string, string>; actions: Record<string, string> }>;
}

const korean = (): Korean => (window.REDUX_STATE.locale as unknown as { translations: { ko: Korean } }).translations.ko;

/** What a property is called, as the server has told AdminJS. */
export const labelOf = (resource: string, path: string): string => korean().resources[resource]?.properties[path] ?? path;

/** What a resource is called. */
export const resourceLabel = (resource: string): string => korean().labels[resource] ?? resource;

/** What an action of a resource is called. */
export const labelOfAction = (resource: string, action: string): string => korean().resources[resource]?.actions[action] ?? action;
