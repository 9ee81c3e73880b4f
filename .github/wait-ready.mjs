// node .github/wait-ready.mjs ORIGIN VERSION: waits until what was just deployed is ready: database, migrations, clock, and the version.
import { eventually, PAUSE_MS } from './az.mjs';

const [origin, version] = process.argv.slice(2);
await eventually(
  async () => {
    const ready = await get('/readyz');
    if (ready.status !== 200) throw new Error(`/readyz answered ${ready.status}: ${(await ready.text()).slice(0, 300)}`);
    const { version: running } = await (await get('/healthz')).json();
    if (running !== version) throw new Error(`${running} is running, not ${version}`);
  },
  // Ten minutes: a door that was just made is known everywhere only after a while.
  { tries: 40, pauseMs: PAUSE_MS },
);
console.log(`${version} is ready.`);

async function get(path) {
  return fetch(new URL(path, origin), { signal: AbortSignal.timeout(15_000), headers: { 'cache-control': 'no-cache' } });
}
