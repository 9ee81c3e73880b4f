import type { FaultPlan } from '../src/simulator/faults.js';
import { violations } from './invariants.js';
import { newRun, type Run } from './kill-run.js';
import { messagesOf, openGround } from './proving-ground.js';
import type { ShopProcess } from './shop-process.js';
import type { Phase } from './steps.js';
import { STORIES, type Story } from './stories.js';

/** One death: at which step of which story, and from which of its stages on it is waited for. */
interface Death {
  story: Story;
  stage: number;
  name: string;
  phase: Phase;
  hit: number;
}

export interface KillOptions {
  engine: 'sqlite' | URL;
  /** Deaths at least; every step once, and then again with faults on top. */
  runs: number;
  lanes: number;
  /** Tells one line for each thing worth reading. */
  say(line: string): void;
}

export interface KillReport {
  steps: number;
  deaths: number;
  /** Steps at which it died at least once. */
  diedAt: Set<Death>;
  withFaults: number;
  /** Planned deaths whose step was not come by. */
  notReached: number;
  /** Steps that were never come by again after they were found. */
  missed: string[];
  failures: string[];
}

/** Kills the server at every step of checkout, refund and delivery, and looks at the books after it came back. */
export async function proveKills(options: KillOptions): Promise<KillReport> {
  const report: KillReport = { steps: 0, deaths: 0, withFaults: 0, diedAt: new Set(), notReached: 0, missed: [], failures: [] };
  const deaths = await discover(options, report);
  report.steps = deaths.length;
  const chosen = options.runs < deaths.length ? spread(deaths, options.runs) : deaths;
  let next = 0;
  const take = () => {
    if (report.deaths + running >= options.runs && next >= chosen.length) return undefined;
    if (next >= options.runs * 3) return undefined;
    const death = chosen[next % chosen.length] as Death;
    return { death, round: Math.floor(next / chosen.length), seed: next++ };
  };
  let running = 0;
  await Promise.all(
    Array.from({ length: options.lanes }, () =>
      lane(options, async (one) => {
        for (let planned = take(); planned; planned = take()) {
          running++;
          await one(planned, report).finally(() => running--);
          // Faults may lead past the step, and so may a customer who does not wait: then again without, each time another.
          for (let again = 1; again <= 3 && planned.round === 0 && !report.diedAt.has(planned.death); again++)
            await one({ ...planned, round: -1, seed: planned.seed + again }, report);
        }
      }),
    ),
  );
  report.missed = chosen.filter((death) => !report.diedAt.has(death)).map(({ story, name, phase }) => `${story.name} | ${name} (${phase})`);
  return report;
}

const spread = <T>(all: readonly T[], count: number): T[] =>
  Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)] as T);

/** Tells every story once without a death and writes down the steps that it comes by. */
async function discover({ engine, say }: KillOptions, report: KillReport): Promise<Death[]> {
  const ground = await openGround(engine);
  const found = new Map<string, Death>();
  try {
    const server = await ground.start();
    for (const story of STORIES) {
      const run = newRun(ground, server, { patient: true });
      await tellStory(run, story, [], async (stage) => {
        for (const [key] of await server.tell({ steps: true })) {
          const [, name = '', phase = ''] = /^(.*) \((before|after)\)$/.exec(key) ?? [];
          // After a read is before what comes next.
          if (phase === 'after' && name.includes(' SELECT ')) continue;
          if (!found.has(key)) found.set(key, { story, stage, name, phase: phase as Phase, hit: 1 });
        }
      });
      report.failures.push(...(await checked(run, false)).map((violation) => `${story.name}, nobody died: ${violation}`));
    }
    await server.kill();
  } finally {
    await ground.close();
  }
  say(`${found.size} steps of ${STORIES.length} stories, named by the lines that wait for them`);
  return [...found.values()];
}

/** Runs the stages and what follows; `after` is called at the end of each, with its number. */
async function tellStory(run: Run, story: Story, troubles: FaultPlan[], after: (stage: number) => Promise<void>): Promise<void> {
  const { faults } = run.ground.simulator;
  faults.clear();
  const stages = await story.begin(run);
  await after(-1);
  for (const fault of [...story.faults, ...troubles]) faults.plan(fault);
  for (const [index, stage] of stages.entries()) {
    await stage();
    await after(index);
  }
  await run.rest();
  await after(stages.length);
}

type One = (planned: { death: Death; round: number; seed: number }, report: KillReport) => Promise<void>;

/** A database, an outside and one server after the other, for as many deaths as `work` asks for. */
async function lane({ engine, say }: KillOptions, work: (one: One) => Promise<void>): Promise<void> {
  const ground = await openGround(engine);
  let server: ShopProcess | undefined;
  let known = new Set<string>();
  const one: One = async ({ death, round, seed }, report) => {
    server = server?.alive() ? server : await ground.start();
    const run = newRun(ground, server, { patient: seed % 4 !== 0 });
    // Faults on every third at first; told again, always.
    const troubles = round < 0 || (round === 0 && seed % 3 !== 2) ? [] : troublesFor(death.story, seed);
    const told = `${death.story.name} | ${death.name} (${death.phase})${troubles.map((t) => ` + ${t.on} ${t.kind}`).join('')}`;
    const found: string[] = [];
    try {
      await tellStory(run, death.story, troubles, async (stage) => {
        if (stage === death.stage - 1) await (await run.server()).tell({ die: death });
      });
    } catch (error) {
      found.push(error instanceof Error ? error.message : String(error));
    }
    server = await run.server();
    await server.tell({ die: { name: '', phase: 'before', hit: 1 } });
    const all = await checked(run, true);
    found.push(...all.filter((violation) => !known.has(violation)));
    known = new Set(all);
    count(report, death, { died: run.deaths > 0, troubled: troubles.length > 0 });
    if (run.deaths > 0 && report.deaths % 60 === 0) say(`${report.deaths} deaths, ${report.failures.length} failures so far`);
    for (const failure of found) say(`FAILED ${told}: ${failure}`);
    report.failures.push(...found.map((failure) => `${told}: ${failure}`));
  };
  try {
    await work(one);
    await server?.kill();
  } finally {
    await ground.close();
  }
}

function count(report: KillReport, death: Death, { died, troubled }: { died: boolean; troubled: boolean }): void {
  if (!died) return void report.notReached++;
  report.deaths++;
  report.diedAt.add(death);
  if (troubled) report.withFaults++;
}

// Slack's incoming webhook cannot be asked what it has got: after a death, or an answer that was lost, it may repeat.
async function checked({ ground }: Run, slackMayRepeat: boolean): Promise<string[]> {
  const slack = await messagesOf(ground, 'slack');
  return violations(ground.db, { ledger: ground.simulator.ledger, quiet: true, slack, slackMayRepeat });
}

const TROUBLES: Record<FaultPlan['on'], FaultPlan['kind'][]> = {
  token: [],
  receipt: ['drop', 'html_502', 'hang', 'garbage', 'http_500'],
  confirm: ['commit_then_drop', 'commit_then_500', 'commit_then_502', 'commit_then_timeout', 'late_commit', 'drop', 'http_500', 'expired'],
  cancel: ['commit_then_drop', 'commit_then_500', 'commit_then_timeout', 'late_commit', 'drop', 'already_cancelled', 'refuse', 'garbage'],
  slack: ['commit_then_drop', 'http_500', 'hang', 'refuse'],
  sms: ['commit_then_500', 'drop', 'hang', 'garbage'],
  webhook: ['early', 'late', 'twice', 'never', 'reorder', 'premature'],
};

/** Two faults of the kinds that befall this story, another pair for each seed. */
function troublesFor(story: Story, seed: number): FaultPlan[] {
  const kinds = story.troubles.flatMap((on) => TROUBLES[on].map((kind) => ({ on, kind })));
  const first = kinds[seed % kinds.length];
  const second = kinds[(seed * 7 + 3) % kinds.length];
  return [first, second].flatMap((trouble) => (trouble ? [{ ...trouble, times: 1 + (seed % 2), delayMs: 120 }] : []));
}
