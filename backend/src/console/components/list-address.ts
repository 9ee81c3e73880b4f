/** Where each list stood when it was last looked at: its filters, order and page. Breadcrumbs and drawers lead back there. */

const KEY = 'mng-lists';
const LIST_PARAMS = /^(filters\..+|sortBy|direction|page)$/;

type Lists = Record<string, string>;

function read(): Lists {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as { of?: string; lists?: Lists };
    return kept.of === me() && kept.lists ? kept.lists : {};
  } catch {
    return {};
  }
}

// What was searched for is personal data too: another person in the same tab begins anew.
const me = (): string => window.REDUX_STATE.session?.['id'] ?? '';

/** Of an address, what says which rows a list shows, empty or with its `?`. */
export function listParams(search: string): string {
  const kept = [...new URLSearchParams(search)].filter(([name, value]) => LIST_PARAMS.test(name) && value !== '');
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept).toString()}`;
}

export function rememberList(resource: string, search: string): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ of: me(), lists: { ...read(), [resource]: listParams(search) } }));
  } catch {
    // A browser that keeps nothing: the list then begins without its filters.
  }
}

export const rememberedList = (resource: string): string => read()[resource] ?? '';

/** The list of a resource, as it was left. */
export const listAddress = (resource: string): string => `/admin/resources/${resource}${rememberedList(resource)}`;

export const forgetLists = (): void => sessionStorage.removeItem(KEY);
