import { availableParallelism, constants, setPriority } from 'node:os';
import { crowdTheDoor, FILE, LIST, wrongAnswers } from './crowded-door.js';
import { type Door, DOORS } from './sign-in-doors.js';

const server = process.env['TEST_MYSQL_URL'];
const engine = server ? new URL(server) : 'sqlite';
const named = process.argv.slice(2).filter((part): part is Door => part in DOORS);
const doors = named.length > 0 ? named : (Object.keys(DOORS) as Door[]);
const waves = Number(process.env['PROVE_WAVES'] ?? 10);
/** The crowd computes on this machine only because it is a test: what it costs must not count as the shop's slowness. */
const ready = () => setPriority(constants.priority.PRIORITY_LOW);
const idleMs = Number(process.env['PROVE_IDLE_SECONDS'] ?? 10) * 1_000;
let passed = 0;
let failed = 0;

console.log(
  `A crowd at the doors beside a reader, on ${engine === 'sqlite' ? 'embedded SQLite' : 'MySQL'}, ${availableParallelism()} cores`,
);
for (const door of doors) {
  for (const crowd of [30, 200]) {
    const crowded = await crowdTheDoor({ engine, crowd, waves, idleMs, door, ready });
    const answers = Object.entries(crowded.statuses).map(([status, count]) => `${count} × ${status}`);
    console.log(`\n${door}: ${crowd} at once, ${waves} times; the last answer after ${ms(quantile(crowded.waves, 0.5))} (median wave)`);
    console.log(`  answers: ${answers.join(', ')}`);
    for (const path of [LIST, FILE])
      console.log(`  ${path.padEnd(32)} idle ${line(crowded.idle[path])}   during ${line(crowded.during[path])}`);
    const wrong = wrongAnswers(crowded);
    for (const failure of wrong) console.log(`  FAILED ${failure}`);
    if (wrong.length === 0) passed++;
    else failed++;
  }
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

function line(times: number[] = []): string {
  return `p50 ${ms(quantile(times, 0.5))} p99 ${ms(quantile(times, 0.99))} (${times.length})`;
}

function quantile(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
