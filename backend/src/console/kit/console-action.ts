import type { ActionContext, ActionRequest, ActionResponse } from 'adminjs';
import type { Response } from 'express';
import { AppError, refusal } from '../../kernel/errors.js';
import { tellRefusal } from '../../kernel/tell-refusal.js';
import { ConsoleResource } from './console-resource.js';
import { nameRecords } from './named-records.js';
import type { ActionSpec, ResourceSpec } from './resource-spec.js';
import { resourceId } from './resource-spec.js';
import { type Visit, visitOf } from './visit.js';

/**
 * A GET hands the form what it starts from and changes nothing; a POST calls the verb. A refusal comes back with its own
 * status and its Korean sentence as the notice.
 */
export function actionHandler(spec: ResourceSpec, action: ActionSpec) {
  return async (request: ActionRequest, response: Response, context: ActionContext): Promise<ActionResponse> => {
    const visit = visitOf(context.currentAdmin);
    try {
      if (request.method !== 'post') return { ...records(context), form: (await start(action, request, context, visit)) ?? {} };
      const ids = await idsOf(action, request, context);
      return await runOnce(spec, action, request, context, visit, ids);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      response.status(error.status);
      const { code, detail, errors } = tellRefusal(error);
      return { ...records(context), notice: { message: detail, type: 'error' }, code, errors };
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
  if (!action.run) throw refusal(404, 'not_found.action');
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

async function start(action: ActionSpec, request: ActionRequest, context: ActionContext, visit: Visit): Promise<unknown> {
  if (!namesRecords(action, context)) return action.load?.(visit, await idsOf(action, request, context));
  const { ids, ...rest } = await nameRecords(request, context.resource, context);
  return { ...((await action.load?.(visit, ids)) as object | undefined), named: rest };
}

async function idsOf(action: ActionSpec, request: ActionRequest, context: ActionContext): Promise<string[]> {
  if (context.record) return [context.record.id()];
  if (context.records) return context.records.map((record) => record.id());
  if (!namesRecords(action, context)) return [];
  return (await nameRecords(request, context.resource, context)).ids;
}

/** Whether the action is for whomever the request names, beyond the page that is ticked. */
const namesRecords = (action: ActionSpec, context: ActionContext): context is ActionContext & { resource: ConsoleResource } =>
  Boolean(action.custom?.['everyMatch']) && context.resource instanceof ConsoleResource;

function records({ record, records: many, currentAdmin }: ActionContext) {
  return {
    ...(record ? { record: record.toJSON(currentAdmin) } : {}),
    ...(many ? { records: many.map((one) => one.toJSON(currentAdmin)) } : {}),
  };
}
