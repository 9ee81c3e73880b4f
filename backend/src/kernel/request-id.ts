import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Runs what a request asks for under its id: log lines, faults reported and messages written meanwhile carry it. */
export const inRequest = <T>(id: string, work: () => T): T => current.run(id, work);

/** Of the request that is being answered; undefined outside of one, as in a job. */
export const requestId = (): string | undefined => current.getStore();
