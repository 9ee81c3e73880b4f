import { Semaphore } from 'async-mutex';
import { Busy } from './errors.js';

export interface GateSize {
  /** Works at a time. */
  atOnce: number;
  /** Places in all, at work or waiting. */
  places: number;
  /** Of these, for one address. */
  placesEach: number;
}

/** Lets a few works run at a time and a bounded number wait; who comes when it is full is refused at once. */
export class Gate {
  private readonly turns: Semaphore;
  private readonly taken = new Map<string, number>();
  private all = 0;

  constructor(private readonly size: GateSize) {
    this.turns = new Semaphore(size.atOnce);
  }

  /** @throws Busy when no place is left for this address */
  refuseWhenFull(from: string): void {
    if (this.all >= this.size.places || (this.taken.get(from) ?? 0) >= this.size.placesEach) throw new Busy('busy.passwords');
  }

  /**
   * Holds a place while `work` goes on; what of it is costly waits for its `turn`.
   * @param from the address that asks, so that one cannot take all places
   * @throws Busy before `work` has begun
   */
  async enter<T>(from: string, work: (turn: Turn) => Promise<T>): Promise<T> {
    this.refuseWhenFull(from);
    this.all++;
    this.taken.set(from, (this.taken.get(from) ?? 0) + 1);
    try {
      return await work((costly) => this.turns.runExclusive(costly));
    } finally {
      this.all--;
      const left = (this.taken.get(from) ?? 1) - 1;
      if (left > 0) this.taken.set(from, left);
      else this.taken.delete(from);
    }
  }
}

export type Turn = <T>(costly: () => Promise<T>) => Promise<T>;
