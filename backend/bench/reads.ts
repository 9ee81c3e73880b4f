import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { forked, type Forked, forkHere } from './forked.js';
import type { Load, Told } from './load.js';
import { cpuMs, median } from './process-figures.js';

const CONNECTIONS = 32;
const ROUNDS = 3;

export interface Read {
  name: string;
  path: string;
  cookies: readonly string[];
  headers?: Record<string, string>;
}

export interface MeasuredRead {
  name: string;
  perSecond: number;
  /** What a bare server answers with as many bytes, in the same round. */
  ratio: number;
  /** Of the shop's process, ms a request. */
  cpuMs: number;
  p99: number;
  bytes: number;
}

/**
 * How fast each address is answered, beside a bare server with as many bytes in the same round; rounds alternate and the
 * medians are told.
 * @throws Error when anything but 200 or 304 was answered
 */
export async function measureReads(
  { url, pid }: { url: string; pid: number },
  reads: readonly Read[],
  seconds: number,
): Promise<MeasuredRead[]> {
  const bare = await startBare();
  const load = forked<Load, Told>('load.ts');
  try {
    const rounds: MeasuredRead[][] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const measured: MeasuredRead[] = [];
      for (const read of reads) measured.push(await measureOne({ url, pid, bareUrl: bare.url, load, seconds }, read));
      // The first warms up.
      if (round > 0) rounds.push(measured);
    }
    return reads.map((_, index) => medians(rounds.map((round) => round[index] as MeasuredRead)));
  } finally {
    load.stop();
    bare.stop();
  }
}

interface Measuring {
  url: string;
  pid: number;
  bareUrl: string;
  load: Forked<Load, Told>;
  seconds: number;
}

async function measureOne({ url, pid, bareUrl, load, seconds }: Measuring, { name, path, cookies, headers = {} }: Read) {
  const { bytes } = await travelled(url + path, { ...headers, ...(cookies[0] ? { cookie: cookies[0] } : {}) });
  const call = async (at: string): Promise<Told> => {
    const told = await load.ask({ url: at, cookies, headers, connections: CONNECTIONS, seconds });
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
    bytes,
  };
}

/** An answer as it travels. Not by fetch, which unpacks it, and says `no-cache` with a tag, so that there is no 304. */
export async function travelled(url: string, headers: Record<string, string>): Promise<{ status: number; bytes: number }> {
  const [answer] = (await once(get(url, { headers }), 'response')) as [IncomingMessage];
  let bytes = 0;
  for await (const chunk of answer) bytes += (chunk as Buffer).length;
  return { status: answer.statusCode ?? 0, bytes };
}

async function startBare(): Promise<{ url: string; stop(): void }> {
  const child = forkHere('bare-server.mjs');
  const [port] = (await once(child, 'message')) as [number];
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

const medians = (rounds: readonly MeasuredRead[]): MeasuredRead => {
  const of = (pick: (one: MeasuredRead) => number) => median(rounds.map(pick));
  return {
    name: rounds[0]?.name ?? '',
    perSecond: of(({ perSecond }) => perSecond),
    ratio: of(({ ratio }) => ratio),
    cpuMs: of(({ cpuMs: ms }) => ms),
    p99: of(({ p99 }) => p99),
    bytes: of(({ bytes }) => bytes),
  };
};
