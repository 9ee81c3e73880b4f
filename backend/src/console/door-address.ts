import type { StaffAction, StaffResource } from '../access/rules/access.js';
import type { ResourceSpec } from './kit/resource-spec.js';

/** What a path of the console asks for: nothing it knows, something every member of staff has, or something of a resource. */
export type Asked = { kind: 'nothing' } | { kind: 'home' } | AskedResource;

export interface AskedResource {
  kind: 'resource';
  spec: ResourceSpec;
  access: StaffResource;
  action: StaffAction;
  /** The key of the one record that it is about. */
  record?: string;
  /** It is about the records that the query names. */
  bulk?: true;
  /** What is looked for by name. */
  text?: string;
}

const NOTHING: Asked = { kind: 'nothing' };
const READING = new Set(['list', 'show', 'search']);

/**
 * Reads a path below `/admin`. The grammar is closed: what is not written here is nothing, whatever AdminJS would route.
 * @param path decoded by nobody yet, as Express gives it
 */
export function readAddress(path: string, find: (id: string) => ResourceSpec | undefined): Asked {
  const parts = segments(path);
  if (!parts) return NOTHING;
  const [first, ...rest] = parts;
  if (first === undefined) return { kind: 'home' };
  const api = first === 'api';
  const [area, id, ...tail] = api ? rest : parts;
  if (api && area === 'dashboard' && id === undefined) return { kind: 'home' };
  const spec = area === 'resources' && id !== undefined ? find(id) : undefined;
  if (!spec) return NOTHING;
  return readAction(spec, tail, api);
}

function readAction(spec: ResourceSpec, [kind, name, last, ...more]: readonly string[], api: boolean): Asked {
  if (more.length > 0) return NOTHING;
  if (kind === undefined) return api ? NOTHING : asked(spec, 'resource', 'list');
  if (name === undefined) return NOTHING;
  switch (kind) {
    case 'actions':
      if (last === undefined) return asked(spec, 'resource', name);
      return api && name === 'search' ? about(asked(spec, 'resource', name), { text: last }) : NOTHING;
    case 'records':
      return last === undefined ? NOTHING : about(asked(spec, 'record', last), { record: name });
    case 'bulk':
      return last === undefined ? about(asked(spec, 'bulk', name), { bulk: true }) : NOTHING;
    default:
      return NOTHING;
  }
}

function asked(spec: ResourceSpec, kind: 'resource' | 'record' | 'bulk', name: string): Asked {
  const action = spec.actions && Object.hasOwn(spec.actions, name) ? spec.actions[name] : undefined;
  if (action)
    return action.kind === kind ? { kind: 'resource', spec, access: action.access ?? spec.access, action: action.needs } : NOTHING;
  if (!READING.has(name) || (kind === 'record') !== (name === 'show') || kind === 'bulk') return NOTHING;
  if (name === 'show' && spec.show === false) return NOTHING;
  return { kind: 'resource', spec, access: spec.access, action: 'read' };
}

const about = (asked: Asked, what: Pick<AskedResource, 'record' | 'bulk' | 'text'>): Asked =>
  asked.kind === 'resource' ? { ...asked, ...what } : asked;

// An empty or undecodable segment is no address: `//resources` must not mean something else to the router behind.
function segments(path: string): string[] | undefined {
  const trimmed = path.replace(/^\//, '').replace(/\/$/, '');
  if (trimmed === '') return [];
  try {
    const parts = trimmed.split('/').map(decodeURIComponent);
    return parts.includes('') ? undefined : parts;
  } catch {
    return undefined;
  }
}
