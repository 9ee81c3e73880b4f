import { availableParallelism } from 'node:os';
import { crowdTheDoor, FILE, LIST } from './crowded-door.js';
import { type Door, DOORS } from './sign-in-doors.js';

const server = process.env['TEST_MYSQL_URL'];
const engine = server ? new URL(server) : 'sqlite';
const named = process.argv.slice(2).filter((part): part is Door => part in DOORS);
const doors = named.length > 0 ? named : (Object.keys(DOORS) as Door[]);
const waves = Number(process.env['PROVE_WAVES'] ?? 10);
const idleSeconds = Number(process.env['PROVE_IDLE_SECONDS'] ?? 10);

console.log(
  `A crowd at the doors beside a reader, on ${engine === 'sqlite' ? 'embedded SQLite' : 'MySQL'}, ${availableParallelism()} cores`,
);
for (const door of doors) {
  for (const crowd of [30, 200]) {
    const { idle, during, statuses, waves: took } = await crowdTheDoor({ engine, crowd, waves, idleSeconds, door });
    console.log(`\n${door}: ${crowd} at once, ${waves} times; the last answer after ${ms(quantile(took, 0.5))} (median wave)`);
    console.log(
      `  answers: ${Object.entries(statuses)
        .map(([status, count]) => `${count} × ${status}`)
        .join(', ')}`,
    );
    for (const path of [LIST, FILE]) console.log(`  ${path.padEnd(32)} idle ${line(idle[path])}   during ${line(during[path])}`);
  }
}

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
