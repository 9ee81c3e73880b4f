// `npm start`: builds what has changed, fills an empty local database, runs the shop and says where it is.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { FLAGS } from './flags.mjs';
import { requireNode } from './require-node.mjs';
import { ROOT, run } from './run.mjs';

requireNode();
const env = { ...process.env, NODE_ENV: 'production', APP_ENV: process.env.APP_ENV || 'local' };
await build();
if (env.APP_ENV === 'local') await run('node', ['dist/seed/seed.js', '--if-empty'], { env, show: true });

const shop = fork(join(ROOT, 'dist/backend/src/main.js'), {
  cwd: ROOT,
  env,
  execArgv: FLAGS,
});
shop.once('message', () => console.log(welcome(env)));
shop.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => shop.kill(signal));

function welcome({ APP_ENV, PORT }) {
  const at = `http://localhost:${PORT || 3000}`;
  if (APP_ENV !== 'local') return `MNG샵이 준비됐어요: ${at}`;
  return `
MNG샵이 준비됐어요.

  학생 화면   ${at}              student1@mngshop.test … student20@mngshop.test
  관리자      ${at}/admin        owner@ · manager@ · fulfilment@ · support@ · viewer@mngshop.test
  시뮬레이터  ${at}/_simulator   나간 문자와 알림, 가상 결제
  API         ${at}/api/docs

  비밀번호는 모두 mngshop-demo-2026 이에요. 멈추려면 Ctrl+C.
`;
}
