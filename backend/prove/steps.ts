import { basename } from 'node:path';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Context } from '../src/kernel/context.js';

export type Phase = 'before' | 'after';
/** Told of every await of a verb, just before it begins and as soon as it has ended. */
export type OnStep = (name: string, phase: Phase) => void;

Error.stackTraceLimit = 60;

/**
 * Gives every query a name from the lines of the verbs that wait for it, as
 * `confirm-payment.ts:34 > record-capture.ts:41 UPDATE payments`: outermost verb, innermost file, statement.
 */
export function nameQueries(db: DataSource, onStep: OnStep): void {
  const create = db.createQueryRunner.bind(db);
  db.createQueryRunner = (mode): QueryRunner => {
    const runner = create(mode);
    const query = runner.query.bind(runner) as (...given: unknown[]) => Promise<unknown>;
    runner.query = ((...given: unknown[]) => around(statement(String(given[0])), onStep, () => query(...given))) as QueryRunner['query'];
    return runner;
  };
}

/** The same for every call to the outside. */
export function nameCalls(ctx: Context, onStep: OnStep): Context {
  const named = <T extends object>(what: string, client: T): T =>
    new Proxy(client, {
      get(target, method) {
        const member: unknown = Reflect.get(target, method);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) =>
          around(`${what}.${String(method)}`, onStep, () => Reflect.apply(member, target, given) as Promise<unknown>);
      },
    });
  return { ...ctx, payments: named('bootpay', ctx.payments), slack: named('slack', ctx.slack), sms: named('sms', ctx.sms) };
}

async function around(what: string, onStep: OnStep, work: () => Promise<unknown>): Promise<unknown> {
  const where = place(new Error('where').stack ?? '');
  if (where === null) return work();
  const name = `${where} ${what}`;
  onStep(name, 'before');
  try {
    return await work();
  } finally {
    onStep(name, 'after');
  }
}

const CAPABILITY = /[/\\](?:orders|payments|outbox|promotions)[/\\]([\w-]+\.[tj]s):(\d+)/;

/** What the night's jobs do once a day: a story comes by it when its shop is new, and by nothing that one can wait for. */
const ONCE_A_DAY = /^(?:forget-[\w-]+|reconcile-day|warn-overdue)\./;

/** Null for what no verb waits for: the jobs' own look-outs, the doors, the clock. */
function place(stack: string): string | null {
  const frames = stack.split('\n').flatMap((line) => {
    const [, file, row] = CAPABILITY.exec(line) ?? [];
    return file && row && !file.includes('.routes.') && !ONCE_A_DAY.test(file) && !line.includes('/prove/')
      ? [`${basename(file)}:${row}`]
      : [];
  });
  const [inner] = frames;
  const outer = frames.at(-1);
  if (!inner || !outer) return null;
  return inner === outer ? inner : `${outer} > ${inner}`;
}

function statement(sql: string): string {
  const [, verb = '', rest = ''] = /^\s*(\w+)([\s\S]*)/.exec(sql) ?? [];
  const table = /(?:FROM|INTO|UPDATE|^)\s+[`"]?(\w+)/i.exec(verb === 'UPDATE' ? `UPDATE${rest}` : rest)?.[1];
  return /^(SELECT|INSERT|UPDATE|DELETE)$/i.test(verb) ? `${verb} ${table ?? ''}`.trim() : verb;
}
