import { setTimeout as sleep } from 'node:timers/promises';
import { StockChange } from '../src/catalog/stock-change.entity.js';
import { aSale, students } from './goods.js';
import type { Ground } from './proving-ground.js';
import { type Answer, place } from './shoppers.js';

export interface Buying {
  /** Resolves when so many more have their answer. */
  more(count: number): Promise<void>;
  /** Ends it, and waits for the answers. */
  stop(): Promise<Bought>;
}

export interface Bought {
  placed: number;
  /** Answers that were no order, in words. */
  refused: string[];
  /** ms: of all answers, the half and the 95th of a hundred. */
  p50: number;
  p95: number;
}

const STOCK = 1_000_000;

/** People who come one after another, `perSecond` of them, whether those before have their answer or not. */
export async function buyers(ground: Ground, url: string, most: number): Promise<(perSecond: number) => Buying> {
  const sale = await aSale(ground, { onHand: STOCK });
  // As staff would have put it in: the books are checked afterwards.
  for (const { variantId } of sale.goods) {
    await ground.db.manager.insert(StockChange, { variantId, delta: STOCK, reason: '증명', at: ground.now() });
  }
  const cookies = await students(ground, most);
  return (perSecond) => {
    const answers: Promise<Answer>[] = [];
    let going = true;
    let answered = 0;
    const waiting: { until: number; resolve(): void }[] = [];
    const count = () => {
      answered++;
      for (const one of waiting) if (answered >= one.until) one.resolve();
    };
    const coming = (async () => {
      for (const began = performance.now(); going;) {
        const cookie = cookies.pop();
        if (!cookie) throw new Error('Too few students.');
        const answer = place(url, cookie, sale);
        void answer.then(count);
        answers.push(answer);
        await sleep(Math.max(0, began + (answers.length / perSecond) * 1000 - performance.now()));
      }
    })();
    return {
      more: (wanted) => new Promise((resolve) => waiting.push({ until: answered + wanted, resolve })),
      stop: async () => {
        going = false;
        await coming;
        return summed(await Promise.all(answers));
      },
    };
  };
}

function summed(answers: Answer[]): Bought {
  const times = answers.map((answer) => answer.took).toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor(times.length * share)] ?? 0);
  const refused = answers.filter((answer) => answer.status !== 201).map((answer) => `${answer.status} ${answer.body.code ?? ''}`);
  return { placed: answers.length - refused.length, refused, p50: at(0.5), p95: at(0.95) };
}
