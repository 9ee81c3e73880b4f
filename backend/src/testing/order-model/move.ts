import type { FaultPlan } from '../../simulator/faults.js';

/** What a sequence starts from: one promotion of two offers, each of a product with two variants; three students. */
export interface Setting {
  kind: 'group_buy' | 'sale';
  /** Hours until it closes. */
  closesIn: number;
  goal: number | null;
  cap: number | null;
  limit: number;
  onHand: number;
}

interface WantedLine {
  offer: number;
  variant: number;
  quantity: number;
}

/** One thing that happens. Orders, receipts and students are counted around: number 7 of three is number 1. */
export type Move =
  | { do: 'place'; student: number; lines: readonly WantedLine[]; presses: number }
  | { do: 'pay'; order: number; wrong: 'nothing' | 'price' | 'sandbox' | 'currency' | 'method'; status: number }
  | { do: 'submit'; order: number; receipt: number; whose: 'own' | 'any'; stranger: boolean }
  | { do: 'webhook'; receipt: number; forgedFor: number | null; times: number }
  | { do: 'back'; receipt: number; forged: boolean }
  | { do: 'cancel'; order: number; by: 'student' | 'staff' }
  | { do: 'cancelLine'; order: number; line: number }
  | { do: 'pass'; ms: number }
  | { do: 'toTheClose' }
  | { do: 'job'; name: string }
  | { do: 'fault'; plan: FaultPlan }
  | { do: 'late'; call: number }
  | { do: 'cancelPromotion' }
  | { do: 'prepare' | 'ship' | 'deliver'; order: number }
  | { do: 'askReturn'; order: number; kind: 'change_of_mind' | 'defect' }
  | { do: 'decideReturn'; order: number; decision: 'accepted' | 'declined'; restock: boolean }
  | { do: 'verifyPhone'; student: number; phone: number }
  | { do: 'changePhone'; student: number; phone: number }
  | { do: 'together'; moves: readonly Move[] }
  | { do: 'oneByOne'; moves: readonly Move[] }
  | { do: 'crash'; at: number; move: Move };
