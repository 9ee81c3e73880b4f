// What .github/workflows promise, read out of them.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './run.mjs';

const workflow = (name) => parse(readFileSync(join(ROOT, `.github/workflows/${name}.yml`), 'utf8'));
const { deploy, release, again } = Object.fromEntries(['deploy', 'release', 'again'].map((name) => [name, workflow(name)]));
const all = globSync('.github/workflows/*.yml', { cwd: ROOT }).map((file) => [file, parse(readFileSync(join(ROOT, file), 'utf8'))]);
const steps = release.jobs.release.steps;
const place = (name) => {
  const found = steps.findIndex((step) => step.name === name);
  expect(found, name).toBeGreaterThanOrEqual(0);
  return found;
};

describe('a release', () => {
  it('that waits for prod’s approval holds no lock but prod’s', () => {
    expect(deploy.concurrency).toBeUndefined();
    expect(release.jobs.release.concurrency).toEqual({ group: 'release-${{ inputs.environment }}', 'cancel-in-progress': false });
    // The environment, and with it the approval, is of the very job that holds the lock.
    expect(release.jobs.release.environment).toBe('${{ inputs.environment }}');
  });

  it('leaves from main only, wherever it is started', () => {
    const main = "github.ref == 'refs/heads/main'";
    expect(release.jobs.release.if).toBe(main);
    expect(deploy.jobs.check.if).toBe(main);
    expect(again.jobs.may.steps[0].run).toContain('refs/heads/main');
    // Who may log in at all: releases, and plans, which only look. Who signs what was built has a token too, and runs nobody's code.
    expect(
      deploy.jobs.provenance.steps.every(({ uses, run }) => /^actions\/(download-artifact|attest-build-provenance)@/.test(uses) && !run),
    ).toBe(true);
    const logins = all.flatMap(([file, { jobs }]) =>
      Object.values(jobs)
        .filter((job) => job.permissions?.['id-token'] === 'write' && !job.uses)
        .map(() => file),
    );
    expect(new Set(logins)).toEqual(
      new Set(['.github/workflows/deploy.yml', '.github/workflows/plan-one.yml', '.github/workflows/release.yml']),
    );
    expect(readFileSync(join(ROOT, '.github/workflows/plan-one.yml'), 'utf8')).toContain('ARM_CLIENT_ID: ${{ vars.AZURE_PLAN_CLIENT_ID }}');
  });

  it('to prod is approved after its plan was shown, and does no more than that', () => {
    expect([deploy.jobs.plan.needs, deploy.jobs.plan.with.environment, deploy.jobs.prod.needs]).toEqual(['dev', 'prod', 'plan']);
    expect([deploy.jobs.prod.with, again.jobs.release.with].map((given) => given.shown)).toEqual([true, true]);
    expect(again.jobs.release.needs).toBe('plan');
    expect(steps[place('Infrastructure')].run).toMatch(/keep-data\.mjs[\s\S]*plan-changes\.mjs \$\{SHOWN[\s\S]*terraform apply/);
  });

  it('without required reviewers is started by people who are named', () => {
    expect(deploy.jobs.prod.if).toBe("vars.PROD_BY_HAND != 'true'");
    expect(again.jobs.may.steps[0].env.RELEASERS).toBe('${{ vars.PROD_RELEASERS }}');
    expect([again.jobs.plan.needs]).toEqual(['may']);
  });

  it('runs no provider whose hash is not in the repository', () => {
    const scripts = all.flatMap(([, { jobs }]) => Object.values(jobs).flatMap((job) => (job.steps ?? []).map((step) => step.run ?? '')));
    const inits = scripts.filter((script) => script.includes('terraform init'));
    expect(inits.length).toBe(2);
    for (const script of inits) expect(script).toMatch(/locked-providers\.sh[\s\S]*terraform init -input=false -lockfile=readonly/);
  });

  it('leads visitors over once the new one is ready, and lets the old one rest once no visitor is left', () => {
    const order = [
      'Infrastructure',
      'What was good before',
      'Storefront, assets first',
      'Function',
      'Server',
      'Ready',
      'Lead visitors over',
    ];
    const then = ['Storefront, pages', 'Smoke test', 'This was good', 'Rest', 'Back'];
    const places = [...order, ...then].map(place);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Number(steps[place('Rest')].env.DRAIN_SECONDS)).toBeGreaterThanOrEqual(1200);
    expect(steps[place('Rest')].run).toContain('-n "$LIVE_APP"');
    expect(steps[place('Server')].run).toMatch(
      /app-settings\.mjs outputs\.json "\$APP"[\s\S]*appsettings\/refresh[\s\S]*webapp deploy .*"\$APP"/,
    );
    expect(steps[place('Server')].run).not.toContain('LIVE_APP');
  });

  it('asks the live function, and takes it back too: with pages, server and visitors', () => {
    expect(steps[place('Function')].run).toMatch(/config-zip[\s\S]*check-function\.mjs/);
    const { run, if: when } = steps[place('Back')];
    for (const part of [
      'before/site',
      'colours.mjs lead outputs.json "$LIVE"',
      'before/released/server.zip',
      'before/released/functions.zip',
      'smoke',
    ])
      expect(run).toContain(part);
    expect(when).toContain("steps.smoke.outcome != 'success'");
  });
});
