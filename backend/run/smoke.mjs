// `npm run smoke -- ORIGIN [VERSION]`: is this shop up, whole, and the version that was just deployed? Reads only; ends with what failed.
const [origin, version] = process.argv.slice(2);
if (!origin) {
  console.error('npm run smoke -- https://the-shop [VERSION]');
  process.exit(1);
}

// Customers' calls in maintenance: a shop that was closed on purpose is released like any other.
const CLOSED = 'maintenance';

const checks = {
  'the front page is the storefront’s': async () => {
    const page = await get('/', 200);
    expect((await page.text()).includes('MNG샵'), 'not the front page');
    expect(page.headers.get('content-security-policy'), 'no Content-Security-Policy');
  },
  'a shared link opens its shell': async () => void (await get('/promotions/smoke', 200)),
  'what is not there is 404': async () => void (await get('/smoke-not-there', 404)),
  'the API reads its database': async () => {
    const { universities, code } = await (await get('/api/customer/universities', 200, 503)).json();
    expect(Array.isArray(universities) || code === CLOSED, 'no list of universities');
  },
  'nothing priced is shown to visitors': async () => {
    const response = await get('/api/customer/promotions', 401, 503);
    expect(response.status === 401 || (await response.json()).code === CLOSED, 'it is neither refused nor closed');
  },
  'the console asks who it is': async () => expect((await (await get('/admin/login', 200)).text()).includes('<form'), 'no sign-in form'),
  'database, migrations and clock are ready': async () => void (await get('/readyz', 200)),
  'it is the version that was deployed': async () => {
    const running = (await (await get('/healthz', 200)).json()).version;
    expect(!version || running === version, `${running} is running, not ${version}`);
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  const problem = await settled(check);
  if (problem) failed++;
  console.log(`${problem ? 'FAILED' : 'ok    '} ${name}${problem ? `: ${problem}` : ''}`);
}
console.log(`${Object.keys(checks).length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

// A proxy that learns of a new origin takes a while: a minute in all, then it is a failure.
async function settled(check) {
  for (let round = 0; ; round++) {
    try {
      return void (await check());
    } catch (error) {
      if (round === 6) return error.message;
      await new Promise((resolve) => setTimeout(resolve, Number(process.env.SMOKE_PAUSE_MS ?? 10_000)));
    }
  }
}

async function get(path, ...statuses) {
  const response = await fetch(new URL(path, origin), { redirect: 'follow', signal: AbortSignal.timeout(15_000) });
  expect(statuses.includes(response.status), `${path} answered ${response.status}, not ${statuses[0]}`);
  return response;
}

function expect(truth, problem) {
  if (!truth) throw new Error(problem);
}
