import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './run.mjs';

const TERRAFORM_ROOT = join(ROOT, 'infra/terraform');
// Not every resource can carry tags; these cannot.
const UNTAGGED =
  /^(azapi_update_resource|azurerm_(subnet|mysql_flexible_(database|server_configuration)|storage_(account_static_website|container|container_immutability_policy|management_policy)|role_assignment|cdn_frontdoor_(origin_group|origin|custom_domain|custom_domain_association|route|rule_set|security_policy)|logic_app_(trigger|action)_custom|monitor_diagnostic_setting|consumption_budget_resource_group|federated_identity_credential))$/;

/** @returns {string[]} images of docker-compose.yml that could be another tomorrow */
export function composeProblems() {
  const { services = {} } = parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'));
  const loose = Object.entries(services).filter(([, { image, build }]) => image && !build && !/:\d[\w.-]+$/.test(image));
  return [
    ...(Object.keys(services).length > 0 ? [] : ['It has no services.']),
    ...loose.map(([name, { image }]) => `${name}: ${image} is not pinned to a version.`),
  ];
}

/** @returns {string[]} resources without tags, variables and outputs without a description, a type or a validation */
export function describedProblems() {
  const files = globSync('{,bootstrap/}*.tf', { cwd: TERRAFORM_ROOT });
  return files.flatMap((file) => {
    const blocks = readFileSync(join(TERRAFORM_ROOT, file), 'utf8').matchAll(
      /^(resource|variable|output) "(\w+)"(?: "(\w+)")? \{\n([\s\S]*?)^\}/gm,
    );
    return [...blocks].flatMap(([, kind, type, name, body]) =>
      wanting(kind, type, body).map((what) => `${file}: ${type} ${name ?? ''} has no ${what}.`),
    );
  });
}

function wanting(kind, type, body) {
  const has = (what) => new RegExp(`^  ${what}\\b`, 'm').test(body);
  if (kind === 'resource') return UNTAGGED.test(type) || has('tags') ? [] : ['tags'];
  if (kind === 'output') return has('description') ? [] : ['description'];
  // A switch has two values, and a shape is checked by its type.
  const free = /^ {2}type\s+= (bool|object)/m.test(body) || has('validation');
  return [...['description', 'type'].filter((what) => !has(what)), ...(free ? [] : ['validation'])];
}
