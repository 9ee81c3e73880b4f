import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Load, Told } from './load.js';

const CONNECTIONS = 32;
const SECONDS = 3;
const ROUNDS = 3;

export interface Read {
  name: string;
  path: string;
  headers: Record<string, string>;
}

export interface Measured {
  name: string;
  perSecond: number;
  /** What a bare server answers with as many bytes, in the same round. */
  ratio: number;
  /** Of the shop's process, ms a request. */
  cpuMs: number;
  p99: number;
}

/**
 * How fast each address is answered, beside a bare server with as many bytes in the same round; rounds alternate and the
 * medians are told. The load comes from a process of its own on the same machine.
 * @throws Error when anything but 200 or 304 was answered
 */
export async function measureReads(url: string, pid: number, reads: readonly Read[]): Promise<Measured[]> {
  const bare = await startBare();
  const load = forkHere('load.ts');
  try {
    const rounds: Measured[][] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const measured: Measured[] = [];
      for (const read of reads) measured.push(await measureOne({ url, pid, bareUrl: bare.url, load }, read));
      // The first warms up.
      if (round > 0) rounds.push(measured);
    }
    return reads.map((_, index) => medians(rounds.map((round) => round[index] as Measured)));
  } finally {
    load.kill();
    bare.stop();
  }
}

interface Stage {
  url: string;
  pid: number;
  bareUrl: string;
  load: ChildProcess;
}

async function measureOne({ url, pid, bareUrl, load }: Stage, { name, path, headers }: Read): Promise<Measured> {
  const bytes = (await (await fetch(url + path, { headers })).arrayBuffer()).byteLength;
  const call = async (at: string): Promise<Told> => {
    load.send({ url: at, headers, connections: CONNECTIONS, seconds: SECONDS } satisfies Load);
    const [told] = (await once(load, 'message')) as [Told];
    if (told.wrong > 0) throw new Error(`${at}: ${told.wrong} answers were neither 200 nor 304.`);
    return told;
  };
  const base = await call(`${bareUrl}/${bytes}`);
  const before = cpuMs(pid);
  const told = await call(url + path);
  return {
    name,
    perSecond: told.perSecond,
    ratio: told.perSecond / base.perSecond,
    cpuMs: (cpuMs(pid) - before) / told.requests,
    p99: told.p99,
  };
}

async function startBare(): Promise<{ url: string; stop(): void }> {
  const child = forkHere('bare-server.mjs');
  const [port] = (await once(child, 'message')) as [number];
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

const forkHere = (file: string): ChildProcess => fork(join(import.meta.dirname, file));

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const medians = (rounds: readonly Measured[]): Measured => ({
  name: rounds[0]?.name ?? '',
  perSecond: median(rounds.map((round) => round.perSecond)),
  ratio: median(rounds.map((round) => round.ratio)),
  cpuMs: median(rounds.map((round) => round.cpuMs)),
  p99: median(rounds.map((round) => round.p99)),
});

/** What a process has computed so far, all its threads; Linux counts it in hundredths of a second. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
