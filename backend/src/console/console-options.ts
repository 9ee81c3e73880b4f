import {
  AdminJS,
  type ActionContext,
  type AdminJSOptions,
  type After,
  type ListActionResponse,
  type PropertyJSON,
  type RecordActionResponse,
  type ResourceOptions,
} from 'adminjs';
import type { Context } from '../kernel/context.js';
import { SCRIPTS, STYLES } from './assets.js';
import { actionHandler } from './kit/console-action.js';
import { ConsoleResource, lastPage } from './kit/console-resource.js';
import { dashboardHandler } from './dashboard.js';
import { locale } from './kit/locale-ko.js';
import { seesWhole } from '../lists/ask.js';
import type { Property } from '../lists/property.js';
import { type ActionSpec, type ResourceSpec, sortingOf } from './kit/resource-spec.js';
import { resources } from './resources.js';
import { theme } from './kit/theme.js';
import { may, visitOf } from './kit/visit.js';

/** The console as AdminJS wants it told: every resource, what stands in its lists, and the actions a role has. */
export function createAdmin(ctx: Context): AdminJS {
  const options: AdminJSOptions = {
    rootPath: '/admin',
    loginPath: '/admin/login',
    logoutPath: '/admin/logout',
    resources: resources.map((spec) => {
      const resource = new ConsoleResource(ctx.db, spec);
      return { resource, options: resourceOptions(resource) };
    }),
    dashboard: { component: 'Dashboard', handler: dashboardHandler },
    branding: { companyName: 'MNG샵 관리자', logo: false, withMadeWithLove: false, theme },
    assets: { styles: STYLES, scripts: SCRIPTS },
    locale,
    settings: { defaultPerPage: 20 },
    env: { APP_ENV: ctx.settings.appEnv },
  };
  const admin = new AdminJS(options);
  for (const resource of admin.resources) if (resource instanceof ConsoleResource) offerWhatMayBeAsked(resource);
  return admin;
}

/** A role's pages offer no filter and no sorting that the door would refuse. */
function offerWhatMayBeAsked(resource: ConsoleResource): void {
  const decorated = resource.decorate();
  const toJSON = decorated.toJSON.bind(decorated);
  decorated.toJSON = (currentAdmin) => {
    const json = toJSON(currentAdmin);
    const visit = currentAdmin && visitOf(currentAdmin);
    if (!visit) return json;
    const reader = { role: visit.role, level: may(visit, resource.spec.access, 'read') };
    const isOpen = ({ propertyPath }: Pick<PropertyJSON, 'propertyPath'>) => {
      const { properties, conditions = {} } = resource.spec;
      if (Object.hasOwn(conditions, propertyPath)) return true;
      const property = properties[propertyPath];
      return property !== undefined && seesWhole(property, reader);
    };
    const { sortable, usual } = sortingOf(resource.spec, '');
    const isSorted = ({ propertyPath }: Pick<PropertyJSON, 'propertyPath'>) => propertyPath === usual.by || sortable.includes(propertyPath);
    return {
      ...json,
      filterProperties: json.filterProperties.filter(isOpen),
      listProperties: json.listProperties.map((one) => ({ ...one, isSortable: one.isSortable && isOpen(one) && isSorted(one) })),
    };
  };
}

function resourceOptions(resource: ConsoleResource): ResourceOptions {
  const { spec } = resource;
  return {
    navigation: spec.menu ? { name: spec.menu.group, icon: spec.menu.icon } : false,
    titleProperty: spec.title,
    sort: { sortBy: spec.sort.by, direction: spec.sort.direction },
    listProperties: [...spec.list.slice(0, 1), ...(spec.column ? ['column'] : []), ...spec.list.slice(1)],
    filterProperties: [...spec.filter],
    showProperties: [...Object.keys(spec.properties), ...(spec.detail ? ['detail'] : [])],
    editProperties: [],
    properties: {
      ...Object.fromEntries(
        Object.entries(spec.properties).map(([path, property]) => [
          path,
          propertyOptions(property, Boolean(resource.property(path)?.reference())),
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(spec.conditions ?? {}).map(([path, { values }]) => [
          path,
          { type: 'string' as const, isVisible: { filter: true }, components: { filter: 'FilterChoice' }, custom: { values } },
        ]),
      ),
      ...(spec.column
        ? { column: { type: 'string' as const, isSortable: false, isVisible: { list: true }, components: { list: spec.column.component } } }
        : {}),
      ...(spec.detail
        ? { detail: { type: 'string' as const, isVisible: { show: true }, components: { show: spec.detail.component } } }
        : {}),
    },
    actions: {
      ...defaultActions(spec),
      ...Object.fromEntries(Object.entries(spec.actions ?? {}).map(([name, action]) => [name, actionOptions(spec, name, action)])),
    },
  };
}

function propertyOptions({ format, values }: Property, isReference: boolean) {
  if (isReference) return { components: { filter: 'FilterReference' } };
  const choices = values ?? (format === 'yes' ? { true: '예', false: '아니요' } : undefined);
  const filter = choices ? { filter: 'FilterChoice' } : format === 'time' ? { filter: 'FilterTime' } : {};
  return {
    components: { list: 'Cell', show: 'Field', ...filter },
    custom: { format: format ?? 'text', values: choices ?? {} },
  };
}

const OFF = { isAccessible: false, isVisible: false, showResourceActions: false };

function defaultActions(spec: ResourceSpec): NonNullable<ResourceOptions['actions']> {
  const isAccessible = ({ currentAdmin }: ActionContext) => may(visitOf(currentAdmin), spec.access, 'read') !== false;
  return {
    new: OFF,
    edit: OFF,
    delete: OFF,
    bulkDelete: OFF,
    list: { isAccessible, after: [sayPage, ...(spec.column ? [addColumn(spec.column)] : [])] },
    search: { isAccessible },
    // What is for the list has no place over one record.
    show:
      spec.show === false ? OFF : { isAccessible, showResourceActions: false, ...(spec.detail ? { after: addDetail(spec.detail) } : {}) },
  };
}

/** Who asks for a page behind the last is shown the last: see ConsoleResource.find. */
const sayPage: After<ListActionResponse> = async (response) => {
  const { page, total, perPage } = response.meta;
  return { ...response, meta: { ...response.meta, page: Math.min(page, lastPage(total, perPage)) } };
};

const addDetail =
  ({ load }: NonNullable<ResourceSpec['detail']>): After<RecordActionResponse> =>
  async (response, _request, context) => {
    if (context.record) response.record.params['detail'] = JSON.stringify(await load(visitOf(context.currentAdmin), context.record.id()));
    return response;
  };

const addColumn =
  ({ load }: NonNullable<ResourceSpec['column']>): After<ListActionResponse> =>
  async (response, _request, context) => {
    // Whatever AdminJS's types say, ids come as the database has them: numbers.
    const records = response.records.map((record) => ({ record, id: String(record.id as unknown) }));
    const values = await load(
      visitOf(context.currentAdmin),
      records.map(({ id }) => id),
    );
    for (const { record, id } of records) record.params['column'] = JSON.stringify(values.get(id) ?? null);
    return response;
  };

function actionOptions(spec: ResourceSpec, name: string, action: ActionSpec) {
  return {
    name,
    actionType: action.kind,
    // A button for the whole list says nothing of the one record, or the form, that is open.
    showResourceActions: false,
    icon: action.icon,
    component: action.component ?? false,
    showInDrawer: action.drawer ?? false,
    variant: action.danger ? ('danger' as const) : action.primary || name === 'new' ? ('primary' as const) : ('default' as const),
    custom: action.custom ?? {},
    isAccessible: ({ currentAdmin }: ActionContext) => may(visitOf(currentAdmin), action.access ?? spec.access, action.needs) === 'all',
    isVisible: ({ record }: ActionContext) =>
      action.component !== undefined && (!record || !action.visible || action.visible(record.params)),
    handler: actionHandler(spec, action),
  };
}
