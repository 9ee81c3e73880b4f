import type { Buyer } from '../buyers.js';
import type { Person } from './scenario.js';

/** One of the people with what became of them. */
export interface Participant {
  person: Person;
  buyer: Buyer;
  number: string;
  receiptId: string;
}
