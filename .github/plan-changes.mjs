// What a plan would change, in few lines.
//   terraform show -json plan.bin | node .github/plan-changes.mjs [SHOWN.json]      a list in Markdown
// With SHOWN.json, what was shown when the release was approved (the same JSON): says what is new since, and refuses what deletes
// or replaces something that nobody has seen.
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const SIGNS = { create: '+', update: '~', delete: '-', 'delete,create': '-/+', 'create,delete': '+/-' };

const changes = changesOf(JSON.parse(await text(process.stdin)));
const shown = process.argv[2] ? changesOf(JSON.parse(readFileSync(process.argv[2], 'utf8'))) : changes;
const unseen = [...changes].filter(([address, sign]) => shown.get(address) !== sign);
console.log(changes.size === 0 ? 'Nothing changes.' : lines([...changes]));
if (unseen.length > 0) console.log(`\nNot in the plan that was approved:\n\n${lines(unseen)}`);
const lost = unseen.filter(([, sign]) => sign.includes('-')).map(([address]) => address);
if (lost.length > 0) {
  console.error(
    `This would delete or replace what the approved plan did not: ${lost.join(', ')}. Nothing was changed; release again, and look at the plan.`,
  );
  process.exitCode = 1;
}

function changesOf({ resource_changes: all = [] }) {
  const signs = all.map(({ address, change }) => [address, SIGNS[change.actions.join(',')]]);
  return new Map(signs.filter(([, sign]) => sign));
}

function lines(list) {
  return list.map(([address, sign]) => `- \`${sign}\` \`${address}\``).join('\n');
}
