const TOLD_EVERY_MS = 3_000;

export interface Progress {
  partBegins(): void;
  /** So many of the part by now. A part that is written once more, after a deadlock, counts once. */
  written(ofPart: number): void;
}

/** Tells now and then how many of `total` are written and how long the rest takes. */
export function progressOf(total: number, say: (line: string) => void): Progress {
  const started = performance.now();
  let [before, part, told] = [0, 0, started];
  return {
    partBegins: () => {
      before += part;
      part = 0;
    },
    written: (ofPart) => {
      part = ofPart;
      const done = before + part;
      if (performance.now() - told < TOLD_EVERY_MS || done >= total) return;
      told = performance.now();
      const left = ((told - started) / done) * (total - done);
      say(`주문 ${done.toLocaleString('ko-KR')}건을 썼어요. (${Math.floor((done / total) * 100)} %, ${leftText(left)} 남았어요)`);
    },
  };
}

const leftText = (ms: number): string => (ms < 90_000 ? `${Math.ceil(ms / 1000)}초쯤` : `${Math.round(ms / 60_000)}분쯤`);
