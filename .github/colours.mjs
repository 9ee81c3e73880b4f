// Which of the two web apps visitors are led to, and leading them to the other: one change of one route of Front Door.
//   node .github/colours.mjs find outputs.json           LIVE, RESTING, APP (to be released to), DOOR, as lines for GITHUB_ENV
//   node .github/colours.mjs lead outputs.json COLOUR    leads visitors there, and looks that they are
// outputs.json is `terraform output -json`. Where there is one app, it is all of them, and there is nothing to lead.
import { readFileSync } from 'node:fs';
import { az, eventually, PAUSE_MS } from './az.mjs';

const [verb, file, colour] = process.argv.slice(2);
const outputs = JSON.parse(readFileSync(file, 'utf8'));
const {
  resource_group: group,
  apps,
  front_door: edge,
} = Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
const colours = Object.keys(apps);

if (verb === 'find') await find();
else if (verb === 'lead' && colours.includes(colour)) await lead();
else throw new Error(`colours.mjs find FILE, or colours.mjs lead FILE ${colours.join('|')}`);

async function find() {
  const live = colours.length === 1 ? colours[0] : await liveColour();
  const resting = colours.find((one) => one !== live) ?? live;
  const lines = { LIVE: live, RESTING: resting, APP: apps[resting].name, DOOR: apps[resting].door ?? '', LIVE_APP: apps[live].name };
  for (const [name, value] of Object.entries(lines)) console.log(`${name}=${value}`);
}

async function lead() {
  await az('afd', 'route', 'update', ...route(), '--origin-group', apps[colour].origin_group);
  await eventually(
    async () => {
      const live = await liveColour();
      if (live !== colour) throw new Error(`Visitors are still led to ${live}.`);
    },
    { tries: 8, pauseMs: PAUSE_MS },
  );
}

async function liveColour() {
  const { originGroup } = await az('afd', 'route', 'show', ...route());
  const name = originGroup.id.split('/').at(-1);
  const found = colours.find((one) => apps[one].origin_group === name);
  if (!found)
    throw new Error(`The route leads to ${name}, which is none of ours: ${colours.map((one) => apps[one].origin_group).join(', ')}.`);
  return found;
}

function route() {
  return ['-g', group, '--profile-name', edge.profile, '--endpoint-name', edge.endpoint, '--route-name', edge.route];
}
