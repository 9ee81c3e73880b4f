import type { Log } from '../kernel/context.js';
import type { Job } from './jobs.js';

/** Runs every job at its interval until stopped. `stop` waits for what is under way. */
export function runJobs(jobs: readonly Job[], log: Log): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loops = jobs.map((job) => loop(job, log, stopping.signal));
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
      await Promise.all(jobs.map(async (job) => job.ended?.()));
    },
  };
}

async function loop(job: Job, log: Log, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    let done = 0;
    try {
      done = await job.run();
    } catch (error) {
      log.error({ job: job.name, err: error }, 'A job failed');
    }
    // Work that filled a batch goes on at once.
    if (done < 20) await pause(job.every, stop);
    else await pause(1, stop);
  }
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) return resolve();
    const timer = setTimeout(end, ms);
    stop.addEventListener('abort', end, { once: true });
    function end() {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve();
    }
  });
}
