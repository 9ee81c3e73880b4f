// docs/OPERATIONS.md, read as a shell and an engineer read it: what a command names exists, what it uses was set before.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './run.mjs';

const read = (file) => readFileSync(join(ROOT, file), 'utf8');
const BOOK = read('docs/OPERATIONS.md');
const TERRAFORM = 'infra/terraform';
const ROOTS = { 'infra/terraform': TERRAFORM, 'infra/terraform/bootstrap': `${TERRAFORM}/bootstrap` };

/** Its shell blocks with the heading each stands under. */
const blocks = (book) =>
  book
    .split(/^(?=#{2,3} )/m)
    .flatMap((section) =>
      [...section.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].map(([, code]) => ({ heading: /^#+ (.*)/.exec(section)?.[1] ?? '', code })),
    );
const named = (root, kind) =>
  new Set(
    globSync(`${root}/*.tf`, { cwd: ROOT }).flatMap((file) =>
      [...read(file).matchAll(new RegExp(`^${kind} "(\\w+)"`, 'gm'))].map(([, name]) => name),
    ),
  );
const anchors = (book) =>
  new Set(
    [...book.matchAll(/^#{1,3} (.*)$/gm)].map(([, title]) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

// In single quotes nothing is a variable; what awk, jq and GitHub read for themselves is not ours either.
const bare = (code) => code.replaceAll(/'[^']*'/g, "''").replaceAll(/^\s*#.*$/gm, '');
/** The app's own environment, in a shell there. */
const IN_THE_APP = new Set(['DATABASE_URL', 'DATABASE_ADMIN_URL']);

/** What is used before it is set, from top to bottom; the run-books begin anew with what they say was set. */
function unset(book) {
  const [building, ...running] = book.split(/^## Run-books$/m);
  return [building, running.join('')].flatMap((part) => {
    const known = new Set(['PWD', 'HOME', 'PATH']);
    return blocks(part).flatMap(({ heading, code }) => {
      const problems = [];
      for (const line of bare(code).replaceAll('\\\n', ' ').split('\n')) {
        const uses = [...line.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name]) => name);
        const loop = /\bfor (\w+) in\b/.exec(line)?.[1];
        if (loop) known.add(loop);
        const reads = /\bread [^&|]*?(\w+) &&/.exec(line)?.[1];
        if (reads) known.add(reads);
        problems.push(
          ...uses.filter((name) => !known.has(name) && !IN_THE_APP.has(name)).map((name) => `${heading}: $${name} in ${line.trim()}`),
        );
        for (const [, name] of line.matchAll(/(?:^|\s)(?:export )?([A-Za-z_]\w*)=/g)) known.add(name);
        if (line.includes('colours.mjs find')) for (const name of ['LIVE', 'RESTING', 'APP', 'DOOR', 'LIVE_APP']) known.add(name);
      }
      return problems;
    });
  });
}

describe('the run-book', () => {
  it('uses nothing that was not set before', () => {
    expect(unset(BOOK)).toEqual([]);
    // That it would notice.
    expect(unset(BOOK.replace('STATE_ACCOUNT=$(terraform', 'STATEACCOUNT=$(terraform')).length).toBeGreaterThan(3);
    expect(unset(BOOK.replace('SITE=$(jq', 'SIDE=$(jq'))).not.toEqual([]);
  });

  it('asks Terraform for outputs and gives it variables that are there', () => {
    const problems = blocks(BOOK).flatMap(({ heading, code }) =>
      code
        .replaceAll('\\\n', ' ')
        .split('\n')
        .flatMap((line) =>
          [...line.matchAll(/terraform -chdir=(\S+?)"? (\S+)([^|;)]*)/g)].flatMap(([, folder, verb, rest]) => {
            if (folder.includes('$')) return [];
            const root = ROOTS[folder];
            if (!root) return [`${heading}: there is no ${folder}`];
            const outputs =
              verb === 'output'
                ? rest.split(/\s+/).filter((word) => word && !word.startsWith('-') && !word.startsWith('>') && !word.startsWith('/'))
                : [];
            const given = [...rest.matchAll(/-var (\w+)=/g)].map(([, name]) => name);
            return [
              ...outputs.filter((name) => !named(root, 'output').has(name)).map((name) => `${heading}: ${folder} has no output ${name}`),
              ...given.filter((name) => !named(root, 'variable').has(name)).map((name) => `${heading}: ${folder} has no variable ${name}`),
            ];
          }),
        ),
    );
    const variables = [...BOOK.matchAll(/TF_VAR_(\w+)/g)].map(([, name]) => name).filter((name) => !named(TERRAFORM, 'variable').has(name));
    expect([...problems, ...variables]).toEqual([]);
    // What prod's outputs.json is asked for, too.
    const asked = [...BOOK.matchAll(/jq -r \.(\w+)\.value(?:\.(\w+))? \/tmp\/outputs\.json/g)].map(([, output]) => output);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((output) => !named(TERRAFORM, 'output').has(output))).toEqual([]);
  });

  it('gives every variable that has no default, where it applies', () => {
    const required = (root) =>
      globSync(`${root}/variables.tf`, { cwd: ROOT }).flatMap((file) =>
        [...read(file).matchAll(/^variable "(\w+)" \{\n([\s\S]*?)^\}/gm)]
          .filter(([, , body]) => !/^ {2}default/m.test(body))
          .map(([, name]) => name),
      );
    const applies = blocks(BOOK).flatMap(({ code }) =>
      [...code.replaceAll('\\\n', ' ').matchAll(/^.*-chdir=infra\/terraform\/bootstrap apply(.*)$/gm)].map(([, rest]) => rest),
    );
    expect(applies.length).toBe(2);
    for (const rest of applies) for (const name of required(`${TERRAFORM}/bootstrap`)) expect(rest).toContain(`-var ${name}=`);
    for (const environment of ['dev', 'prod']) {
      const settings = read(`${TERRAFORM}/environments/${environment}.tfvars`);
      const missing = required(TERRAFORM).filter(
        (name) => !new RegExp(`^${name}\\s*=`, 'm').test(settings) && !BOOK.includes(`TF_VAR_${name}=`),
      );
      expect(missing, environment).toEqual([]);
    }
  });

  it('sets on GitHub what the workflows read, and nothing else', () => {
    const wanted = new Set(
      globSync('.github/workflows/*.yml', { cwd: ROOT }).flatMap((file) =>
        [...read(file).matchAll(/\bvars\.(\w+)/g)].map(([, name]) => name),
      ),
    );
    const set = new Set([...BOOK.matchAll(/gh variable set (\w+)/g)].map(([, name]) => name));
    expect([...wanted].filter((name) => !set.has(name))).toEqual([]);
    expect([...set].filter((name) => !wanted.has(name))).toEqual([]);
  });

  it('names settings, secrets and files that are there', () => {
    const settings = [...BOOK.matchAll(/`([a-z][a-z0-9_]+)`? = /g)].map(([, name]) => name);
    const variables = named(TERRAFORM, 'variable');
    expect(settings.filter((name) => name.includes('_') && !variables.has(name))).toEqual([]);
    const [, secrets] = /secret_names = concat\(([\s\S]*?)\n {2}\)/.exec(read(`${TERRAFORM}/settings.tf`));
    const put = [...BOOK.matchAll(/for secret in ([a-z -]+);/g)].flatMap(([, list]) => list.trim().split(' '));
    expect(new Set(put)).toEqual(
      new Set(
        [...secrets.matchAll(/\["([a-z-]+(?:", "[a-z-]+)*)"\]/g)]
          .flatMap(([, list]) => list.split('", "'))
          .filter((name) => name !== 'sentry-dsn'),
      ),
    );
    const files = [
      ...BOOK.matchAll(/(?:node |`)((?:backend|infra|storefront|\.github|docs)\/[\w./-]+\.(?:tfvars|tf|ts|mjs|sh|md|json|yml))/g),
    ].map(([, file]) => file);
    expect(files.length).toBeGreaterThan(8);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    const commands = [...BOOK.matchAll(/dist\/(backend\/src\/ops\/[\w-]+)\.js/g)].map(([, file]) => `${file}.ts`);
    expect(commands.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    const scripts = [...BOOK.matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name);
    expect(scripts.filter((name) => !JSON.parse(read('package.json')).scripts[name])).toEqual([]);
  });

  it('turns nothing that the tests of Terraform hold fast: a release goes through them first', () => {
    const turned = [...BOOK.matchAll(/`(\w+)`? = |[Rr]aise `(\w+)`|^- `(\w+)`/gm)].map(([, one, two, three]) => one ?? two ?? three);
    const pinned = ['given', 'names'].flatMap((name) =>
      [...read(`${TERRAFORM}/tests/${name}.auto.tfvars`).matchAll(/^(\w+)\s*=/gm)].map(([, variable]) => variable),
    );
    // These the tests read from the file itself, or look at in no way.
    const free = [
      'alert_emails',
      'backup_allowed_addresses',
      'backup_immutability_locked',
      'database_geo_redundant_backup',
      'database_sku',
    ];
    const looked = new Set([...turned, 'domain', 'sms_sender', 'sms_opt_out'].filter((name) => named(TERRAFORM, 'variable').has(name)));
    expect(looked.size).toBeGreaterThan(8);
    expect([...looked].filter((name) => !pinned.includes(name) && !free.includes(name))).toEqual([]);
  });

  it('lets the first apply ask nothing of a new account’s queues, which its maker may not', () => {
    for (const file of ['versions.tf', 'bootstrap/main.tf'])
      expect(/features \{[\s\S]*?^ {2}\}/m.exec(read(`${TERRAFORM}/${file}`))?.[0], file).toContain('data_plane_available = false');
  });

  it('goes into the shop’s folder before it runs the shop’s commands there', () => {
    for (const { heading, code } of blocks(BOOK)) {
      const at = code.indexOf('node dist/');
      if (at >= 0) expect(code.slice(0, at), heading).toContain('cd /home/site/wwwroot');
    }
  });

  it('has the place that every alert and every link names', () => {
    const there = anchors(BOOK);
    const alerts = [...read(`${TERRAFORM}/monitoring.tf`).matchAll(/anchor\s+= "([^"]*)"|run_book\}([a-z-]+)"/g)].map(
      ([, one, other]) => one ?? other,
    );
    expect(alerts.length).toBeGreaterThan(10);
    const links = [...BOOK.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    const slack = [...read(`${TERRAFORM}/workflows/slack.json`).matchAll(/parameters\('runBook'\), '([a-z-]+)'/g)].map(
      ([, anchor]) => anchor,
    );
    expect(slack).toEqual(['the-month-costs-more']);
    expect([...alerts, ...links, ...slack].filter((anchor) => !there.has(anchor))).toEqual([]);
  });

  it('does things in an order in which each can succeed', () => {
    const order = [
      'providers lock', // before anything runs
      'az ad group member add', // before roles on data are used
      '-chdir=infra/terraform/bootstrap apply',
      'az logout && az login', // a token with the group in it
      'until az storage blob list', // roles have spread
      'environments/$environment', // the branch rule, before the first push
      'container_name=dev',
      'environments/dev.tfvars',
      'git push',
      'container_name=prod',
      'environments/prod.tfvars',
      'domain_validation', // DNS before the release whose smoke test asks the domain
      'until curl',
    ];
    const code = blocks(BOOK.split(/^## Run-books$/m)[0])
      .map((block) => block.code)
      .join('\n');
    const places = order.map((words) => code.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});
