import { evaluate, type Scope } from './workflow-expressions.js';

/** Azure's workflow definition language, as far as ours use it. */
interface Action {
  type: 'Http' | 'If' | 'Response' | 'Scope';
  runAfter: Record<string, string[]>;
  inputs?: Record<string, unknown>;
  expression?: unknown;
  actions?: Actions;
  else?: { actions: Actions };
}
export type Actions = Record<string, Action>;
type Status = 'Succeeded' | 'Failed' | 'TimedOut' | 'Skipped';

export interface HttpCall {
  method: string;
  uri: string;
  queries?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
}
/** What answers the workflow's own calls; null for nobody. */
export type World = (call: HttpCall) => { status: number; body: unknown } | null;
export interface Played {
  response: { statusCode: number; body: unknown } | null;
  calls: HttpCall[];
}

/** Plays a workflow through, as Azure does: actions after those they run after, an unanswered call timed out, one response. */
export function playWorkflow(actions: Actions, given: { body: unknown; parameters: Record<string, unknown> }, world: World): Played {
  const played: Played = { response: null, calls: [] };
  const scope: Scope = { triggerBody: given.body, parameters: given.parameters, bodies: new Map(), now: new Date() };
  runAll(actions, scope, world, played);
  return played;
}

// A group ends as badly as the last of its actions that nothing took care of.
function runAll(actions: Actions, scope: Scope, world: World, played: Played): Status {
  const ended = new Map<string, Status>();
  while (ended.size < Object.keys(actions).length) {
    const ready = Object.entries(actions).find(
      ([name, { runAfter }]) => !ended.has(name) && Object.keys(runAfter).every((one) => ended.has(one)),
    );
    if (!ready) throw new Error('An action runs after one that is not there.');
    const [name, action] = ready;
    const wanted = Object.entries(action.runAfter).every(([before, statuses]) => statuses.includes(ended.get(before) ?? ''));
    ended.set(name, wanted ? runOne(name, action, scope, world, played) : 'Skipped');
  }
  const handled = new Set(
    Object.entries(actions).flatMap(([name, { runAfter }]) => (ended.get(name) === 'Skipped' ? [] : Object.keys(runAfter))),
  );
  const bad = [...ended].find(([name, status]) => !handled.has(name) && (status === 'Failed' || status === 'TimedOut'));
  return bad ? 'Failed' : 'Succeeded';
}

function runOne(name: string, action: Action, scope: Scope, world: World, played: Played): Status {
  if (action.type === 'Scope') return runAll(action.actions ?? {}, scope, world, played);
  if (action.type === 'If')
    return runAll((holds(action.expression, scope) ? action.actions : action.else?.actions) ?? {}, scope, world, played);
  if (action.type === 'Response') {
    if (played.response) throw new Error(`${name} answers a second time.`);
    played.response = evaluate(action.inputs, scope) as NonNullable<Played['response']>;
    return 'Succeeded';
  }
  const call = evaluate(action.inputs, scope) as HttpCall;
  played.calls.push(call);
  const answer = world(call);
  if (!answer) return 'TimedOut';
  scope.bodies.set(name, answer.body);
  return answer.status < 400 ? 'Succeeded' : 'Failed';
}

/** A condition: `{ and: […] }`, `{ or: […] }`, `{ equals: [a, b] }`, `{ greater: [a, b] }`. */
function holds(expression: unknown, scope: Scope): boolean {
  const [kind, parts] = Object.entries(expression as Record<string, unknown[]>)[0] ?? ['', []];
  if (kind === 'and') return parts.every((part) => holds(part, scope));
  if (kind === 'or') return parts.some((part) => holds(part, scope));
  const [left, right] = parts.map((part) => evaluate(part, scope));
  if (kind === 'equals') return left === right;
  if (kind === 'greater') return Number(left) > Number(right);
  throw new Error(`The condition ${kind} is not known here.`);
}
