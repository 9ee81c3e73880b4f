import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { DataSource } from 'typeorm';
import type { Observe } from '../api/http/watched.js';
import type { ProcessFigures } from '../jobs/rules/figures.js';

export interface ProcessWatch {
  observe: Observe;
  /** Since the last call. */
  take(): ProcessFigures;
  stop(): void;
}

const MIB = 1024 * 1024;

/** Counts answers, and looks how late the event loop is and who waits for a connection. Costs a timer every 20 ms. */
export function watchProcess(db: DataSource): ProcessWatch {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let answers = [0, 0, 0];
  return {
    observe: (_route, _method, status) => {
      answers[0] = (answers[0] ?? 0) + 1;
      if (status >= 400) answers[status >= 500 ? 2 : 1] = (answers[status >= 500 ? 2 : 1] ?? 0) + 1;
    },
    take: () => {
      const [all = 0, refusals = 0, faults = 0] = answers;
      const figures = {
        loop_lag_p99_ms: ms(delay.percentile(99)),
        loop_lag_max_ms: ms(delay.max),
        memory_mib: Math.round(process.memoryUsage.rss() / MIB),
        ...poolOf(db),
        answers: all,
        answers_4xx: refusals,
        answers_5xx: faults,
      };
      delay.reset();
      answers = [0, 0, 0];
      return figures;
    },
    stop: () => void delay.disable(),
  };
}

// The timer's own 20 ms are no lateness; nothing has been measured where there is no number yet.
const ms = (nanoseconds: number) => (nanoseconds < 1e15 ? Math.max(0, Math.round(nanoseconds / 1e6 - 20)) : 0);

// mysql2 tells its pool's state by these fields alone. Embedded SQLite has no pool.
function poolOf(db: DataSource): Pick<ProcessFigures, 'pool_open' | 'pool_waiting'> {
  const { pool } = db.driver as { pool?: { _allConnections?: { length: number }; _connectionQueue?: { length: number } } };
  return { pool_open: pool?._allConnections?.length ?? 0, pool_waiting: pool?._connectionQueue?.length ?? 0 };
}
