import fc from 'fast-check';
import type { Move } from './move.js';
import {
  MINUTE,
  place,
  pay,
  submit,
  webhook,
  back,
  cancel,
  cancelLine,
  pass,
  job,
  WIRE,
  fault,
  late,
  cancelPromotion,
  send,
  askReturn,
  decideReturn,
  phone,
} from './moves.js';

// Chance alone seldom goes far. Stories do; every step of them may be left out, and crashes and faults come between.
const story = (...steps: fc.Arbitrary<Move>[]) =>
  fc
    .tuple(...steps.map((step) => fc.option(step, { freq: 9 })))
    .map((moves) => ({ do: 'oneByOne' as const, moves: moves.filter((one) => one !== null) }));
const newest = -1;
const runs = (...names: string[]) => names.map((name) => fc.constant({ do: 'job' as const, name }));
const paySmoothly = fc.constant({ do: 'pay' as const, order: newest, wrong: 'nothing' as const, status: 2 });
const submitIt = fc.constant({ do: 'submit' as const, order: newest, receipt: newest, whose: 'own' as const, stranger: false });
const toTheClose = fc.constant({ do: 'toTheClose' as const });
const on = (what: 'prepare' | 'ship' | 'deliver') => fc.constant({ do: what, order: newest });

const buy = story(place, paySmoothly, submitIt);
const tryToPay = story(
  place,
  pay.map((chosen) => ({ ...chosen, order: newest })),
  submit.map((chosen) => ({ ...chosen, order: newest })),
);
const wire = (on: 'confirm' | 'cancel' | 'receipt') =>
  fc.constantFrom(...WIRE).map((kind) => ({ do: 'fault' as const, plan: { on, kind } }));
const after = (ms: number) => fc.constant({ do: 'pass' as const, ms });
const unanswered = story(
  place,
  paySmoothly,
  wire('confirm'),
  fc.option(wire('receipt'), { nil: { do: 'pass' as const, ms: 0 } }),
  submitIt,
  fc.constantFrom<Move>({ do: 'cancel', order: newest, by: 'student' }, { do: 'pass', ms: 16 * MINUTE }, { do: 'late', call: newest }),
  ...runs('expiry'),
  after(130_000),
  ...runs('payments'),
);
const payTwice = story(place, paySmoothly, fault, submitIt, paySmoothly, submitIt, late, ...runs('payments'));
const lostRefund = story(
  place,
  paySmoothly,
  submitIt,
  cancel.map((chosen) => ({ ...chosen, order: newest })),
  wire('cancel'),
  ...runs('refunds'),
  fc.constantFrom<Move>({ do: 'late', call: newest }, { do: 'pass', ms: 60_000 }),
  after(11 * MINUTE),
  ...runs('refunds'),
);
const probes = { do: 'job' as const, name: 'probes' };
const heardOnly = story(
  place,
  fc.constantFrom(1, 2).map((status) => ({ do: 'pay' as const, order: newest, wrong: 'nothing' as const, status })),
  fc.constantFrom<Move>({ do: 'webhook', receipt: newest, forgedFor: null, times: 1 }, { do: 'back', receipt: newest, forged: false }),
  webhook.map((chosen) => ({ ...chosen, receipt: newest })),
  fc.integer({ min: 1, max: 30 }).map((at) => ({ do: 'crash' as const, at, move: probes })),
);
const close = story(toTheClose, ...runs('expiry', 'payments', 'settlement'));
const changeOfMind = story(
  place,
  paySmoothly,
  submitIt,
  toTheClose,
  ...runs('settlement'),
  fc.oneof(wire('receipt'), wire('cancel')),
  ...runs('refunds'),
  cancel.map((chosen) => ({ ...chosen, order: newest })),
  ...runs('refunds'),
);
const sendBack = story(
  place,
  paySmoothly,
  submitIt,
  toTheClose,
  ...runs('settlement'),
  on('prepare'),
  on('ship'),
  askReturn.map((chosen) => ({ ...chosen, order: newest })),
  decideReturn.map((chosen) => ({ ...chosen, order: newest })),
  phone,
);
const newPhone = fc.tuple(phone, phone, fc.nat({ max: 2 })).chain(([first, second, student]) =>
  story(
    fc.constant({ ...first, student }),
    ...[place, place].flatMap((again) => [again.map((chosen) => ({ ...chosen, student })), paySmoothly, submitIt]),
    fc.constant({ ...second, student }),
    place.map((chosen) => ({ ...chosen, student })),
  ),
);

const calm: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: place },
  { weight: 14, arbitrary: buy },
  { weight: 10, arbitrary: tryToPay },
  { weight: 8, arbitrary: unanswered },
  { weight: 4, arbitrary: payTwice },
  { weight: 5, arbitrary: heardOnly },
  { weight: 6, arbitrary: lostRefund },
  { weight: 6, arbitrary: changeOfMind },
  { weight: 6, arbitrary: sendBack },
  { weight: 5, arbitrary: newPhone },
  { weight: 7, arbitrary: pay },
  { weight: 9, arbitrary: submit },
  { weight: 3, arbitrary: webhook },
  { weight: 2, arbitrary: back },
  { weight: 6, arbitrary: cancel },
  { weight: 4, arbitrary: cancelLine },
  { weight: 6, arbitrary: pass },
  { weight: 16, arbitrary: job },
  { weight: 7, arbitrary: fault },
  { weight: 4, arbitrary: late },
  { weight: 1, arbitrary: cancelPromotion },
  { weight: 3, arbitrary: close },
  { weight: 3, arbitrary: send },
  { weight: 1, arbitrary: askReturn },
  { weight: 5, arbitrary: decideReturn },
  { weight: 2, arbitrary: phone },
);
const crash = fc.record({ do: fc.constant('crash' as const), at: fc.integer({ min: 1, max: 45 }), move: calm });
const together = fc
  .array(fc.oneof(place, submit, cancel, cancelLine, job), {
    minLength: 2,
    maxLength: 3,
  })
  .map((moves) => ({ do: 'together' as const, moves }));

export const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: calm },
  { weight: 3, arbitrary: crash },
  { weight: 2, arbitrary: together },
);
