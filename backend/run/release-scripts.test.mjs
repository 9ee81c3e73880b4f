// What the release workflow runs, with an `az` that answers as Azure does.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ROOT } from './run.mjs';

// Programs that start programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mngshop-release-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** `az` as a program of its own: `world` has the state, `answers` is the body of (args, world) => answer. */
function withAz(world, answers) {
  writeFileSync(join(folder, 'world.json'), JSON.stringify({ ...world, calls: [] }));
  const program = `#!${process.execPath}
const fs = require('fs'), file = ${JSON.stringify(join(folder, 'world.json'))};
const world = JSON.parse(fs.readFileSync(file, 'utf8')), args = process.argv.slice(2), said = args.join(' ');
world.calls.push(said);
const answer = (${answers})(said, world, args);
fs.writeFileSync(file, JSON.stringify(world));
if (answer === 'fail') process.exit(3);
if (answer !== undefined) process.stdout.write(JSON.stringify(answer));`;
  writeFileSync(join(folder, 'az'), program);
  chmodSync(join(folder, 'az'), 0o755);
}
const world = () => JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8'));

function run(script, args, input = '') {
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, RELEASE_PAUSE_MS: '1', RELEASE_TRIES: '6' };
  const child = spawn(process.execPath, [join(ROOT, '.github', script), ...args], { env });
  child.stdin.end(input);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

describe('colours.mjs', () => {
  const two = {
    resource_group: { value: 'rg-mngshop-prod' },
    front_door: { value: { profile: 'afd', endpoint: 'shop', route: 'api' } },
    apps: {
      value: {
        blue: { name: 'app-blue', origin_group: 'blue-mngshop-prod', door: 'https://blue.example' },
        green: { name: 'app-green', origin_group: 'green-mngshop-prod', door: 'https://green.example' },
      },
    },
  };
  const one = { ...two, front_door: { value: null }, apps: { value: { only: { name: 'app', origin_group: null, door: null } } } };
  const outputs = (value) => {
    writeFileSync(join(folder, 'outputs.json'), JSON.stringify(value));
    return join(folder, 'outputs.json');
  };
  // A change of the edge is seen a question later.
  const edge = `(said, world) => {
    if (said.includes('route update')) { world.next = said.match(/--origin-group (\\S+)/)[1]; return {}; }
    const group = world.group; world.group = world.next ?? world.group;
    return { originGroup: { id: '/subscriptions/x/originGroups/' + group } };
  }`;

  it('finds the one that rests, whichever it is', async () => {
    withAz({ group: 'green-mngshop-prod' }, edge);
    const { output } = await run('colours.mjs', ['find', outputs(two)]);
    expect(output.split('\n').filter(Boolean)).toEqual([
      'LIVE=green',
      'RESTING=blue',
      'APP=app-blue',
      'DOOR=https://blue.example',
      'LIVE_APP=app-green',
    ]);
    expect(world().calls[0]).toBe('afd route show -g rg-mngshop-prod --profile-name afd --endpoint-name shop --route-name api -o json');
  });

  it('is content with one app, and asks nobody', async () => {
    const { output } = await run('colours.mjs', ['find', outputs(one)]);
    expect(output).toBe('LIVE=only\nRESTING=only\nAPP=app\nDOOR=\nLIVE_APP=app\n');
    expect(existsSync(join(folder, 'world.json'))).toBe(false);
  });

  it('leads visitors over by one change, and waits until it is seen', async () => {
    withAz({ group: 'blue-mngshop-prod' }, edge);
    expect(await run('colours.mjs', ['lead', outputs(two), 'green'])).toEqual({ code: 0, output: '' });
    expect(world().calls.filter((call) => call.includes('update'))).toEqual([
      'afd route update -g rg-mngshop-prod --profile-name afd --endpoint-name shop --route-name api --origin-group green-mngshop-prod -o json',
    ]);
  });

  it('fails where the change does not come, or leads elsewhere', async () => {
    withAz({ group: 'blue-mngshop-prod' }, `() => ({ originGroup: { id: '/x/blue-mngshop-prod' } })`);
    const stuck = await run('colours.mjs', ['lead', outputs(two), 'green']);
    expect([stuck.code, stuck.output]).toEqual([1, expect.stringContaining('still led to blue')]);
    withAz({}, `() => ({ originGroup: { id: '/x/somebody-elses' } })`);
    expect((await run('colours.mjs', ['find', outputs(two)])).output).toContain('none of ours');
    expect((await run('colours.mjs', ['lead', outputs(two), 'red'])).code).toBe(1);
  });
});

describe('wait-ready.mjs', () => {
  it('waits until what was deployed is ready, and is that version', async () => {
    let asked = 0;
    const server = createServer((request, response) => {
      if (request.url === '/readyz') return response.writeHead(++asked > 2 ? 200 : 503).end();
      response.end(JSON.stringify({ version: asked > 4 ? 'new' : 'old' }));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const origin = `http://127.0.0.1:${server.address().port}`;
    expect(await run('wait-ready.mjs', [origin, 'new'])).toEqual({ code: 0, output: 'new is ready.\n' });
    const never = await run('wait-ready.mjs', [origin, 'another']);
    expect([never.code, never.output]).toEqual([1, expect.stringContaining('new is running, not another')]);
    server.close();
  });
});

describe('smoke.mjs', () => {
  const smoke = async (customers) => {
    const server = createServer((request, response) => {
      const answer = (status, body) => response.writeHead(status).end(body);
      if (request.url === '/') {
        response.setHeader('content-security-policy', 'x');
        return answer(200, 'MNG샵');
      }
      if (request.url === '/healthz') return answer(200, '{"version":"new"}');
      if (request.url === '/admin/login') return answer(200, '<form>');
      if (request.url === '/smoke-not-there') return answer(404, '');
      if (request.url.startsWith('/api/customer/')) return answer(...customers[request.url.slice(14)]);
      answer(200, '');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    vi.stubEnv('SMOKE_PAUSE_MS', '1');
    const result = await run('../backend/run/smoke.mjs', [`http://127.0.0.1:${server.address().port}`, 'new']);
    vi.unstubAllEnvs();
    server.close();
    return result;
  };
  const closed = [503, '{"code":"maintenance"}'];

  it('lets a shop pass that is open, and one that was closed on purpose: a release in maintenance is not taken back', async () => {
    expect((await smoke({ universities: [200, '{"universities":[]}'], promotions: [401, '{}'] })).code).toBe(0);
    expect((await smoke({ universities: closed, promotions: closed })).code).toBe(0);
  });

  it('lets none pass whose database is away, or that shows prices to visitors', async () => {
    const away = await smoke({ universities: [503, '{"code":"busy"}'], promotions: [503, '{"code":"busy"}'] });
    expect([away.code, away.output]).toEqual([1, expect.stringContaining('6 passed, 2 failed')]);
    expect((await smoke({ universities: closed, promotions: [200, '{}'] })).code).toBe(1);
  });
});

describe('check-function.mjs', () => {
  const good = ['AzureWebJobsStorage__accountName', 'AzureWebJobsStorage__credential', 'AzureWebJobsStorage__clientId', 'BLOB_URL'];
  const azure = `(said, world) => {
    if (said.includes('appsettings list')) return world.settings.map((name) => ({ name }));
    if (said.includes('functionapp show')) return { id: '/subscriptions/x/sites/func' };
    if (said.includes('rest --method get')) { const state = world.states.shift(); return state === 'fail' ? 'fail' : { state, errors: state === 'Error' ? ['Unable to access AzureWebJobsStorage'] : [] }; }
    if (said.includes('function list')) return world.functions.map((name) => ({ name: 'func/' + name }));
  }`;
  const check = (given) => {
    withAz({ settings: good, states: ['Running'], functions: ['issue-upload'], ...given }, azure);
    return run('check-function.mjs', ['rg', 'func']);
  };

  it('is content with a host that runs on its identity, after a while too', async () => {
    expect(await check({})).toEqual({ code: 0, output: 'func runs.\n' });
    expect((await check({ states: ['fail', 'Initializing', 'Running'] })).code).toBe(0);
  });

  it('finds the empty connection string that a green apply leaves behind', async () => {
    const { code, output } = await check({ settings: [...good, 'AzureWebJobsStorage'] });
    expect([code, output]).toEqual([1, expect.stringContaining('wins over the identity')]);
  });

  it('finds what the identity lacks, a host that does not start, and one without its function', async () => {
    expect((await check({ settings: good.slice(1) })).output).toContain('AzureWebJobsStorage__accountName');
    expect((await check({ states: Array(30).fill('Error') })).output).toContain('Unable to access AzureWebJobsStorage');
    const empty = await check({ states: Array(30).fill('Running'), functions: [] });
    expect([empty.code, empty.output]).toEqual([1, expect.stringContaining('has not found issue-upload, but nothing')]);
  });
});

describe('app-settings.mjs', () => {
  const azure = `(said, world, args) => {
    if (said.includes('list')) return Object.entries(world.settings).map(([name, value]) => ({ name, value }));
    if (said.includes(' set ')) for (const { name, value } of JSON.parse(fs.readFileSync(args[args.indexOf('--settings') + 1].slice(1), 'utf8'))) world.settings[name] = value;
    if (said.includes(' delete ')) for (const name of args.slice(args.indexOf('--setting-names') + 1, args.indexOf('-o'))) delete world.settings[name];
    return {};
  }`;
  const wanted = {
    APP_ENV: 'prod',
    DATABASE_URL: '@Microsoft.KeyVault(SecretUri=https://kv/secrets/database-url/)',
    SECRETS_REVISION: '2/1',
  };
  const give = (settings) => {
    writeFileSync(join(folder, 'outputs.json'), JSON.stringify({ resource_group: { value: 'rg' }, app_settings: { value: wanted } }));
    withAz({ settings }, azure);
    return run('app-settings.mjs', [join(folder, 'outputs.json'), 'app-green']);
  };

  it('gives one app what differs, and takes away what it is not to have any more', async () => {
    const { code, output } = await give({ ...wanted, SECRETS_REVISION: '1/1', DATABASE_ADMIN_URL: '@Microsoft.KeyVault(x)' });
    expect([code, output]).toEqual([0, 'app-green: 1 set (SECRETS_REVISION), 1 taken away (DATABASE_ADMIN_URL).\n']);
    expect(world().settings).toEqual(wanted);
    expect(world().calls.every((call) => call.includes('-g rg -n app-green'))).toBe(true);
  });

  it('changes nothing where nothing changed: no restart', async () => {
    await give(wanted);
    expect(world().calls.length).toBe(1);
  });
});

describe('locked-providers.sh', () => {
  const look = () => {
    const child = spawn('bash', [join(ROOT, '.github/locked-providers.sh')], { cwd: folder });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
  };

  it('lets nothing run without the hashes of both providers, and says how they are made', async () => {
    expect(await look()).toMatchObject({ code: 1, output: expect.stringContaining('terraform providers lock -platform=linux_amd64') });
    const one = 'provider "registry.terraform.io/hashicorp/azurerm" {}\n';
    writeFileSync(join(folder, '.terraform.lock.hcl'), one);
    expect(await look()).toMatchObject({ code: 1, output: expect.stringContaining('does not name registry.terraform.io/azure/azapi') });
    writeFileSync(join(folder, '.terraform.lock.hcl'), `${one}provider "registry.terraform.io/azure/azapi" {}\n`);
    expect((await look()).code).toBe(0);
  });
});

describe('plan-changes.mjs', () => {
  const plan = (changes) =>
    JSON.stringify({ resource_changes: Object.entries(changes).map(([address, actions]) => ({ address, change: { actions } })) });
  const shown = (changes) => {
    writeFileSync(join(folder, 'shown.json'), plan(changes));
    return join(folder, 'shown.json');
  };

  it('lists what changes, and not what stays', async () => {
    const { output } = await run(
      'plan-changes.mjs',
      [],
      plan({ a: ['create'], b: ['no-op'], c: ['update'], d: ['delete', 'create'], e: ['read'] }),
    );
    expect(output).toBe('- `+` `a`\n- `~` `c`\n- `-/+` `d`\n');
    expect((await run('plan-changes.mjs', [], plan({ b: ['no-op'] }))).output).toBe('Nothing changes.\n');
  });

  it('says what nobody saw, and refuses it where it deletes', async () => {
    const seen = shown({ a: ['create'], d: ['delete', 'create'] });
    expect((await run('plan-changes.mjs', [seen], plan({ a: ['create'], d: ['delete', 'create'] }))).output).not.toContain(
      'Not in the plan',
    );
    const more = await run('plan-changes.mjs', [seen], plan({ a: ['create'], c: ['update'] }));
    expect([more.code, more.output]).toEqual([0, expect.stringContaining('Not in the plan that was approved:\n\n- `~` `c`')]);
    const less = await run('plan-changes.mjs', [seen], plan({ a: ['delete', 'create'] }));
    expect([less.code, less.output]).toEqual([1, expect.stringContaining('delete or replace what the approved plan did not: a.')]);
  });
});

describe('keep-data.mjs', () => {
  const plan = (type, actions) => JSON.stringify({ resource_changes: [{ address: `${type}.x`, type, change: { actions } }] });
  it.each(['azurerm_mysql_flexible_server', 'azurerm_storage_account', 'azurerm_storage_container', 'azurerm_key_vault'])(
    'keeps %s',
    async (type) => {
      expect((await run('keep-data.mjs', [], plan(type, ['delete', 'create']))).code).toBe(1);
      expect((await run('keep-data.mjs', [], plan(type, ['update']))).code).toBe(0);
    },
  );
});
