import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { createLog } from './log.js';
import { reportFaultsTo } from './report.js';
import { inRequest } from './request-id.js';

/** What a log writes, line by line, as JSON has it. */
function lines() {
  const written: string[] = [];
  return {
    log: createLog('info', { write: (line) => written.push(line) }),
    written,
    last: () => JSON.parse(written.at(-1) ?? '{}') as Line,
  };
}
interface Line {
  level: number;
  msg: string;
  requestId?: string;
  err: { type: string; message: string; stack: string; code?: string; cause?: { message: string } };
}

describe('a line of the log', () => {
  it.each([
    ['a phone', '01012345678', { what: 'tell 010-1234-5678 of it' }],
    ['a phone of abroad', '1012345678', { what: '+821012345678' }],
    ['an address of mail', 'student', { what: 'student.one@snu.ac.kr is taken' }],
    ['a session', 'eyJ', { what: 'Bearer eyJhbGciOi.eyJzdWIiOiIx.c2lnbmF0dXJl' }],
    ['a password by its name, however deep', 'geheim', { a: { b: { newPassword: 'geheim' } } }],
    ['a cookie', 'geheim', { headers: { cookie: 'sid=geheim' } }],
    ['a link that is taken once', 'AAAA', { path: `/admin/link/${'A'.repeat(43)}` }],
    ['what logs in to the database', 'geheim', { what: 'mysql://shop:geheim@db/mngshop' }],
    ['where Slack is written to', 'T0AB', { what: 'POST https://hooks.slack.com/services/T0AB/B1/xyz failed' }],
    ['a signature', 'abc123', { what: 'https://x.test/upload?sp=c&sig=abc123' }],
  ])('has no %s', (_what, secret, fields) => {
    const { log, written } = lines();
    log.warn(fields, 'Something');
    expect(written).toHaveLength(1);
    expect(written[0]).not.toContain(secret);
  });

  it('is one line, whatever is in it: nobody writes another one', () => {
    const { log, written } = lines();
    log.info({ what: 'x\n{"level":50,"msg":"A request failed"}\r\u2028\u0085' }, 'Some\nthing');
    expect(written).toHaveLength(1);
    expect(written[0]?.trimEnd().split(/[\r\n]/)).toHaveLength(1);
  });

  it('tells an error by what it is and where it arose, and leaves out what a driver or a parser repeats of its input', () => {
    const { log, written, last } = lines();
    const driver = Object.assign(new Error("Duplicate entry '홍길동-geheim' for key 'customers.email'"), {
      code: 'ER_DUP_ENTRY',
      errno: 1062,
    });
    log.error({ err: new QueryFailedError('INSERT INTO customers VALUES (?)', ['geheim'], driver) }, 'A request failed');
    expect(written[0]).not.toMatch(/geheim|홍길동|INSERT/);
    expect(last().err).toMatchObject({ type: 'QueryFailedError', code: 'ER_DUP_ENTRY' });
    expect(last().err.stack).toMatch(/redacted\.test\.ts:\d+:\d+/);
    let parsing: unknown;
    try {
      JSON.parse('geheim{');
    } catch (error) {
      parsing = error;
    }
    log.error({ err: new Error('Bootpay answered nonsense', { cause: parsing }) }, 'A job failed');
    expect(written[1]).not.toContain('geheim');
    expect(last().err.message).toBe('Bootpay answered nonsense');
    // Names of our own code stay.
    const wrong = () => (undefined as unknown as { price: number }).price;
    try {
      wrong();
    } catch (error) {
      log.error({ err: error }, 'A request failed');
    }
    expect(last().err.message).toContain("reading 'price'");
  });

  it('bears the id of the request that it belongs to', () => {
    const { log, last } = lines();
    inRequest('5f0c', () => log.info({}, 'Something'));
    expect(last()).toMatchObject({ requestId: '5f0c', msg: 'Something' });
    log.info({}, 'Something else');
    expect(last().requestId).toBeUndefined();
  });

  it('of an error is reported besides', () => {
    const told: unknown[] = [];
    reportFaultsTo((error) => told.push(error));
    const { log } = lines();
    const fault = new Error('fault');
    log.error({ err: fault }, 'A request failed');
    log.warn({ err: fault }, 'Not so bad');
    expect(told).toEqual([fault]);
    reportFaultsTo(() => undefined);
  });
});
