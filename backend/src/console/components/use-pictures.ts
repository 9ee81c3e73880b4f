import { useEffect, useRef, useState } from 'react';
import { MOST_PICTURES, moved, type PictureDraft, refuseFile } from './picture-draft.js';
import { NotTaken, uploadPicture } from './upload-picture.js';

/** Files on their way at a time: more would only share the line. */
const AT_ONCE = 2;

interface Job {
  file: File;
  key: string;
  abort: AbortController;
}

/** The pictures of the form, and the uploads that go on while staff type. */
export function usePictures(first: readonly PictureDraft[]) {
  const [list, setList] = useState<readonly PictureDraft[]>(first);
  const files = useRef(new Map<string, Job>());
  const waiting = useRef<Job[]>([]);
  const running = useRef(0);
  // The form may be left with uploads under way.
  useEffect(() => {
    const jobs = files.current;
    return () => jobs.forEach(({ abort }) => abort.abort());
  }, []);

  const change = (key: string, part: Partial<PictureDraft>) =>
    setList((now) => now.map((one) => (one.key === key ? { ...one, ...part } : one)));

  function start(job: Job): void {
    change(job.key, { state: 'waiting', progress: 0, mayRetry: false });
    waiting.current.push(job);
    next();
  }

  function next(): void {
    if (running.current >= AT_ONCE) return;
    const job = waiting.current.shift();
    if (!job) return;
    running.current++;
    void run(job).finally(() => {
      running.current--;
      next();
    });
    next();
  }

  async function run({ file, key, abort }: Job): Promise<void> {
    if (abort.signal.aborted) return;
    try {
      const { upload, url } = await uploadPicture(file, {
        onProgress: (progress) => change(key, { state: 'sending', progress }),
        onSent: () => change(key, { state: 'checking', progress: 100 }),
        signal: abort.signal,
      });
      change(key, { state: 'ready', upload, url });
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      change(key, { state: 'refused', refusal: error.message, mayRetry: !error.final });
    }
  }

  function add(given: readonly File[]): number {
    const jobs = given.slice(0, Math.max(0, MOST_PICTURES - list.length)).map((file) => newJob(file));
    for (const job of jobs) files.current.set(job.key, job);
    setList((now) => [...now, ...jobs.map(({ file, key }) => drafted(file, key))]);
    for (const job of jobs) if (refuseFile(job.file) === null) start(job);
    return jobs.length;
  }

  function remove(key: string): void {
    files.current.get(key)?.abort.abort();
    files.current.delete(key);
    setList((now) => now.filter((one) => one.key !== key));
  }

  function retry(key: string): void {
    const before = files.current.get(key);
    if (!before) return;
    const job = { ...before, abort: new AbortController() };
    files.current.set(key, job);
    start(job);
  }

  const move = (from: number, to: number) => setList((now) => moved(now, from, to));
  /** Another list in the place of this one; uploads under way go on for those that are in it. */
  const replace = (next: readonly PictureDraft[]) => setList(next);
  return { list, add, change, remove, retry, move, replace };
}

export type Pictures = ReturnType<typeof usePictures>;

let made = 0;
const newJob = (file: File): Job => ({ file, key: `new-${++made}`, abort: new AbortController() });

function drafted(file: File, key: string): PictureDraft {
  const refusal = refuseFile(file);
  const draft = { key, name: file.name, url: URL.createObjectURL(file), alt: '', progress: 0 };
  return refusal === null ? { ...draft, state: 'waiting' } : { ...draft, state: 'refused', refusal, mayRetry: false };
}
