import fc from 'fast-check';
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

export interface WantedLine {
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

const few = fc.nat({ max: 7 });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const setting: fc.Arbitrary<Setting> = fc.record({
  kind: fc.constantFrom('group_buy', 'group_buy', 'sale'),
  closesIn: fc.constantFrom(0.2, 3, 30),
  goal: fc.constantFrom(null, null, 2, 6),
  cap: fc.constantFrom(null, null, 3, 8),
  limit: fc.integer({ min: 1, max: 6 }),
  onHand: fc.integer({ min: 2, max: 12 }),
});

const lines = fc.uniqueArray(
  fc.record({ offer: fc.nat({ max: 1 }), variant: fc.nat({ max: 1 }), quantity: fc.constantFrom(1, 1, 1, 2, 3) }),
  {
    minLength: 1,
    maxLength: 3,
    selector: ({ offer, variant }) => `${offer}/${variant}`,
  },
);
const place = fc.record({ do: fc.constant('place' as const), student: few, lines, presses: fc.constantFrom(1, 1, 1, 2) });
const pay = fc.record({
  do: fc.constant('pay' as const),
  order: few,
  wrong: fc.constantFrom('nothing', 'nothing', 'nothing', 'nothing', 'price', 'sandbox', 'currency', 'method'),
  // 1: a gateway without separate approval takes the money at once
  status: fc.constantFrom(2, 2, 2, 2, 1, 3, 5, -2, 0),
});
const submit = fc.record({
  do: fc.constant('submit' as const),
  order: few,
  receipt: few,
  whose: fc.constantFrom('own', 'own', 'own', 'any'),
  stranger: fc.constantFrom(false, false, false, true),
});
const webhook = fc.record({
  do: fc.constant('webhook' as const),
  receipt: few,
  forgedFor: fc.option(few, { freq: 3 }),
  times: fc.constantFrom(1, 1, 3),
});
const back = fc.record({ do: fc.constant('back' as const), receipt: few, forged: fc.boolean() });
const cancel = fc.record({ do: fc.constant('cancel' as const), order: few, by: fc.constantFrom('student', 'staff') });
const pass = fc
  .oneof(
    { weight: 6, arbitrary: fc.constantFrom(11_000, 61_000, 130_000, 11 * MINUTE, 11 * MINUTE) },
    { weight: 3, arbitrary: fc.constantFrom(16 * MINUTE, 41 * MINUTE, 2 * HOUR) },
    { weight: 1, arbitrary: fc.constantFrom(24 * HOUR, 6 * 24 * HOUR) },
  )
  .map((ms) => ({ do: 'pass' as const, ms }));
const JOBS = [
  'slack',
  'sms',
  'refunds',
  'refunds',
  'expiry',
  'payments',
  'settlement',
  'cancelled promotions',
  'completion',
  'probes',
  'nightly',
];
const job = fc.constantFrom(...JOBS).map((name) => ({ do: 'job' as const, name }));

const WIRE = ['drop', 'html_502', 'http_500', 'commit_then_drop', 'commit_then_500', 'commit_then_502', 'garbage'] as const;
const plan: fc.Arbitrary<FaultPlan> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ on: fc.constantFrom('confirm' as const, 'cancel' as const), kind: fc.constantFrom(...WIRE) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      on: fc.constant('receipt' as const),
      kind: fc.constantFrom('drop' as const, 'garbage' as const),
      times: fc.constantFrom(1, 1, 2),
    }),
  },
  fc.record({ on: fc.constantFrom('sms' as const, 'slack' as const), kind: fc.constantFrom('drop' as const, 'commit_then_drop' as const) }),
  fc.record({ on: fc.constant('confirm' as const), kind: fc.constantFrom('expired' as const, 'refuse' as const) }),
  fc.record({
    on: fc.constant('cancel' as const),
    kind: fc.constantFrom('already_cancelled' as const, 'over_amount' as const, 'refuse' as const),
    times: fc.constantFrom(1, 5),
  }),
  fc.record({
    on: fc.constantFrom('receipt' as const, 'confirm' as const),
    kind: fc.constant('status' as const),
    value: fc.constantFrom(3, 5, -2, -30, 0),
  }),
);
const fault = plan.map((chosen) => ({ do: 'fault' as const, plan: chosen }));
const late = few.map((call) => ({ do: 'late' as const, call }));
const cancelPromotion = fc.constant({ do: 'cancelPromotion' as const });
const send = fc.record({ do: fc.constantFrom('prepare' as const, 'ship' as const, 'deliver' as const), order: few });
const askReturn = fc.record({
  do: fc.constant('askReturn' as const),
  order: few,
  kind: fc.constantFrom('change_of_mind', 'defect'),
});
const decideReturn = fc.record({
  do: fc.constant('decideReturn' as const),
  order: few,
  decision: fc.constantFrom('accepted', 'declined'),
  restock: fc.boolean(),
});
const phone = fc.record({ do: fc.constantFrom('verifyPhone' as const, 'changePhone' as const), student: few, phone: fc.nat({ max: 2 }) });

// Chance alone seldom goes far: a purchase without trouble, a close, a parcel on its way back.
const buy = fc.record({ student: few, lines, order: few }).map(({ student, lines: wanted, order }) => ({
  do: 'oneByOne' as const,
  moves: [
    { do: 'place' as const, student, lines: wanted, presses: 1 },
    { do: 'pay' as const, order: -1, wrong: 'nothing' as const, status: 2 },
    { do: 'submit' as const, order: -1, receipt: order, whose: 'own' as const, stranger: false },
  ],
}));
const close = fc.constant({
  do: 'oneByOne' as const,
  moves: [{ do: 'toTheClose' as const }, ...['expiry', 'payments', 'settlement'].map((name) => ({ do: 'job' as const, name }))],
});
const parcel = few.map((order) => ({
  do: 'oneByOne' as const,
  moves: [
    { do: 'prepare' as const, order },
    { do: 'ship' as const, order },
    { do: 'askReturn' as const, order, kind: 'change_of_mind' as const },
  ],
}));

const calm: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: place },
  { weight: 26, arbitrary: buy },
  { weight: 7, arbitrary: pay },
  { weight: 9, arbitrary: submit },
  { weight: 3, arbitrary: webhook },
  { weight: 2, arbitrary: back },
  { weight: 6, arbitrary: cancel },
  { weight: 6, arbitrary: pass },
  { weight: 16, arbitrary: job },
  { weight: 7, arbitrary: fault },
  { weight: 4, arbitrary: late },
  { weight: 1, arbitrary: cancelPromotion },
  { weight: 3, arbitrary: close },
  { weight: 8, arbitrary: parcel },
  { weight: 3, arbitrary: send },
  { weight: 1, arbitrary: askReturn },
  { weight: 5, arbitrary: decideReturn },
  { weight: 2, arbitrary: phone },
);
const crash = fc.record({ do: fc.constant('crash' as const), at: fc.integer({ min: 1, max: 45 }), move: calm });
const together = fc
  .array(fc.oneof(place as fc.Arbitrary<Move>, submit as fc.Arbitrary<Move>, cancel as fc.Arbitrary<Move>, job), {
    minLength: 2,
    maxLength: 3,
  })
  .map((moves) => ({ do: 'together' as const, moves }));

export const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: calm },
  { weight: 3, arbitrary: crash },
  { weight: 2, arbitrary: together },
);
