import { BootpayRefusal } from './bootpay-refusal.js';
import type { CancelRequest } from './ledger.js';
import type { Store } from './store.js';

export type LateWork = { target: 'confirm'; receiptId: string } | { target: 'cancel'; request: CancelRequest };

export interface LateCommits {
  add(work: LateWork, dueAt: number): void;
  /** Does whatever is due by now; also called before each read, so that nobody sees a moment that has passed. */
  runDue(): void;
  close(): void;
}

/** Work that nobody was told about and that happens all the same, some time later; what is due survives a restart. */
export function createLateCommits(store: Store, commit: (work: LateWork) => void): LateCommits {
  let timer: NodeJS.Timeout | undefined;

  function schedule(): void {
    clearTimeout(timer);
    const next = store.prepare('SELECT MIN(due_at) AS due FROM late').get()?.['due'];
    if (next != null) timer = setTimeout(runDue, Math.max(1, Number(next) - Date.now())).unref();
  }

  function runDue(): void {
    const due = store.prepare('DELETE FROM late WHERE due_at <= ? RETURNING n, body').all(Date.now());
    for (const row of due.toSorted((a, b) => Number(a['n']) - Number(b['n']))) commitQuietly(JSON.parse(String(row['body'])) as LateWork);
    schedule();
  }

  // overtaken meanwhile: expired, or cancelled by another call
  function commitQuietly(work: LateWork): void {
    try {
      commit(work);
    } catch (error) {
      if (!(error instanceof BootpayRefusal)) throw error;
    }
  }

  schedule();
  return {
    add(work, dueAt) {
      store.prepare('INSERT INTO late (target, body, due_at) VALUES (?, ?, ?)').run(work.target, JSON.stringify(work), dueAt);
      schedule();
    },
    runDue,
    close: () => clearTimeout(timer),
  };
}
