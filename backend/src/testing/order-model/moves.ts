import fc from 'fast-check';
import type { FaultPlan } from '../../simulator/faults.js';
import type { Setting } from './move.js';

// The newest, or any.
const few = fc.oneof(fc.constant(-1), fc.nat({ max: 7 }));
export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const setting: fc.Arbitrary<Setting> = fc.record({
  kind: fc.constantFrom('group_buy', 'sale'),
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
export const place = fc.record({ do: fc.constant('place' as const), student: few, lines, presses: fc.constantFrom(1, 1, 1, 2) });
export const pay = fc.record({
  do: fc.constant('pay' as const),
  order: few,
  wrong: fc.constantFrom('nothing', 'nothing', 'nothing', 'nothing', 'price', 'sandbox', 'currency', 'method'),
  // 1: a gateway without separate approval takes the money at once
  status: fc.constantFrom(2, 2, 2, 2, 1, 3, 5, -2, 0),
});
export const submit = fc.record({
  do: fc.constant('submit' as const),
  order: few,
  receipt: few,
  whose: fc.constantFrom('own', 'own', 'own', 'any'),
  stranger: fc.constantFrom(false, false, false, true),
});
export const webhook = fc.record({
  do: fc.constant('webhook' as const),
  receipt: few,
  forgedFor: fc.option(few, { freq: 3 }),
  times: fc.constantFrom(1, 1, 3),
});
export const back = fc.record({ do: fc.constant('back' as const), receipt: few, forged: fc.boolean() });
export const cancel = fc.record({ do: fc.constant('cancel' as const), order: few, by: fc.constantFrom('student', 'staff') });
export const cancelLine = fc.record({ do: fc.constant('cancelLine' as const), order: few, line: fc.nat({ max: 2 }) });
export const pass = fc
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
export const job = fc.constantFrom(...JOBS).map((name) => ({ do: 'job' as const, name }));

export const WIRE = ['drop', 'html_502', 'http_500', 'commit_then_drop', 'commit_then_500', 'commit_then_502', 'garbage'] as const;
const plan: fc.Arbitrary<FaultPlan> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ on: fc.constantFrom('confirm' as const, 'cancel' as const), kind: fc.constantFrom(...WIRE) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      on: fc.constant('receipt' as const),
      kind: fc.constantFrom('drop' as const, 'garbage' as const),
      times: fc.constantFrom(1, 1, 2),
    }),
  },
  fc.record({ on: fc.constantFrom('sms' as const, 'slack' as const), kind: fc.constantFrom('drop' as const, 'commit_then_drop' as const) }),
  fc.record({ on: fc.constant('confirm' as const), kind: fc.constantFrom('expired' as const, 'refuse' as const) }),
  fc.record({ on: fc.constant('confirm' as const), kind: fc.constant('other_amount' as const), value: fc.constantFrom(1, 2_000_000) }),
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
export const fault = plan.map((chosen) => ({ do: 'fault' as const, plan: chosen }));
export const late = few.map((call) => ({ do: 'late' as const, call }));
export const cancelPromotion = fc.constant({ do: 'cancelPromotion' as const });
export const send = fc.record({ do: fc.constantFrom('prepare' as const, 'ship' as const, 'deliver' as const), order: few });
export const askReturn = fc.record({
  do: fc.constant('askReturn' as const),
  order: few,
  kind: fc.constantFrom('change_of_mind', 'defect'),
});
export const decideReturn = fc.record({
  do: fc.constant('decideReturn' as const),
  order: few,
  decision: fc.constantFrom('accepted', 'declined'),
  restock: fc.boolean(),
});
export const phone = fc.record({
  do: fc.constantFrom('verifyPhone' as const, 'changePhone' as const),
  student: few,
  phone: fc.nat({ max: 2 }),
});
