import { type ActionContext, type ActionRequest, type ActionResponse, Filter, flat } from 'adminjs';
import type { Response } from 'express';
import { AppError } from '../../kernel/errors.js';
import { ConsoleResource } from './console-resource.js';
import type { ActionSpec, ResourceSpec } from './resource-spec.js';
import { resourceId } from './resource-spec.js';
import { type Visit, visitOf } from './visit.js';

/** As many as one campaign takes. */
const MATCH_MOST = 10_000;

/**
 * A GET hands the form what it starts from and changes nothing; a POST calls the verb. A refusal comes back with its own
 * status and its Korean sentence as the notice.
 */
export function actionHandler(spec: ResourceSpec, action: ActionSpec) {
  return async (request: ActionRequest, response: Response, context: ActionContext): Promise<ActionResponse> => {
    const visit = visitOf(context.currentAdmin);
    try {
      const ids = await idsOf(action, request, context);
      if (request.method !== 'post') return { ...records(context), form: await start(action, visit, ids) };
      return await runOnce(spec, action, request, context, visit, ids);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      response.status(error.status);
      return { ...records(context), notice: { message: error.detail, type: 'error' }, code: error.code, errors: error.errors };
    }
  };
}

async function runOnce(
  spec: ResourceSpec,
  action: ActionSpec,
  request: ActionRequest,
  context: ActionContext,
  visit: Visit,
  ids: string[],
) {
  if (!action.run) throw new AppError(404, 'not_found', '이 화면에서 보낼 것이 없어요.');
  const done = await action.run(visit, ids, (request.payload as { input?: unknown } | undefined)?.input);
  // As it is now: AdminJS loaded it before the verb ran.
  if (context.record) context.record = (await context.resource.findOne(ids[0] ?? '', context)) ?? context.record;
  return {
    ...records(context),
    notice: { message: done.message, type: 'success' as const },
    redirectUrl: done.go ?? `/admin/resources/${resourceId(spec)}${action.kind === 'record' ? `/records/${ids[0] ?? ''}/show` : ''}`,
    data: done.data,
  };
}

async function start(action: ActionSpec, visit: Visit, ids: string[]): Promise<unknown> {
  if (action.load) return action.load(visit, ids);
  return action.custom?.['everyMatch'] ? { count: ids.length } : undefined;
}

async function idsOf(action: ActionSpec, request: ActionRequest, context: ActionContext): Promise<string[]> {
  if (context.record) return [context.record.id()];
  if (context.records) return context.records.map((record) => record.id());
  const { resource } = context;
  if (!action.custom?.['everyMatch'] || !(resource instanceof ConsoleResource)) return [];
  const { filters } = flat.unflatten<Record<string, unknown>, { filters?: Record<string, string> }>(request.query ?? {});
  return resource.matching(new Filter(filters ?? {}, resource), context, MATCH_MOST);
}

function records({ record, records: many, currentAdmin }: ActionContext) {
  return {
    ...(record ? { record: record.toJSON(currentAdmin) } : {}),
    ...(many ? { records: many.map((one) => one.toJSON(currentAdmin)) } : {}),
  };
}
