import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transact } from '../database/database.js';
import { INSERT_ONLY_TABLES } from '../database/insert-only.js';
import { sha256 } from '../kernel/random.js';
import { asRole, staffContext, type StaffContext } from '../testing/staff-context.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { AccessEntry } from './access-entry.entity.js';
import { AuditEntry } from './audit-entry.entity.js';
import { audit } from './audit.js';
import { logAccess } from './log-access.js';
import { hashOf } from './log-chain.js';
import { LogSeal } from './log-seal.entity.js';
import { problemText } from './rules/sealed-log.js';
import { sealLogs } from './seal-logs.js';
import { type Anchor, verifyLogs } from './verify-logs.js';

let test: TestDatabase;
let ctx: StaffContext;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  ctx = asRole(staffContext(test.db, { now: new Date('2026-11-27T03:00:00.000Z') }), 'owner', 7);
  for (const table of INSERT_ONLY_TABLES) await test.db.query(`DELETE FROM ${table}`);
});

const change = (recordId: number) =>
  ({ action: 'changeStock', resource: 'products', recordId, reason: '재고 정리', changes: { delta: [1, 2] } }) as const;
const did = (recordId: number) => transact(ctx.db, (tx) => audit(tx, ctx, change(recordId)));
const look = (id: number) => logAccess(ctx, { action: 'show', resource: 'customers', subjects: [id], address: '203.0.113.7' });
const later = async () => {
  ctx.clock.forward(60_000);
  return sealLogs(ctx);
};
/** What verifying says of each log, in words. */
async function said(anchor?: Anchor): Promise<string[]> {
  const verified = await verifyLogs(ctx, anchor ? { audit: anchor } : {});
  return verified.flatMap(({ log, problems }) => problems.map((problem) => `${log}: ${problemText(problem)}`));
}
const ids = async () => (await AuditEntry.find({ order: { id: 'ASC' } })).map(({ id }) => id);

describe('the logs of staff', () => {
  it('are sealed while many write at once and several seal, each row under one seal', async () => {
    const writing = Array.from({ length: 40 }, (_, n) =>
      transact(ctx.db, async (tx) => {
        await audit(tx, ctx, change(n));
        await new Promise((resolve) => setTimeout(resolve, n % 7));
        if (n % 10 === 9) throw new Error('taken back');
      }).catch(() => undefined),
    );
    // A minute ahead: nothing is spared for being young.
    const ahead = { ...ctx, clock: { now: () => new Date(ctx.clock.now().getTime() + 60_000) } };
    const sealing = Array.from({ length: 6 }, () => sealLogs(ahead));
    await Promise.all([...writing, ...sealing, ...Array.from({ length: 5 }, (_, n) => look(n))]);
    for (let round = 0; round < 3; round++) await later();
    expect(await said()).toEqual([]);
    const [audits, accesses] = await verifyLogs(ctx);
    expect([audits?.rows, accesses?.rows]).toEqual([36, 5]);
    const sealed = await LogSeal.sum('rowsSealed', { log: 'audit' });
    expect(sealed).toBe(36);
  });

  it('wait for a row that is written and not yet committed, rather than seal what comes after it', async () => {
    let commit = () => undefined as void;
    const slow = transact(ctx.db, async (tx) => {
      await audit(tx, ctx, change(1));
      await new Promise<void>((resolve) => (commit = resolve));
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const other = did(2);
    const sealing = other.then(later);
    setTimeout(() => commit(), 150);
    await Promise.all([slow, other, sealing]);
    await later();
    expect(await said()).toEqual([]);
    expect(await LogSeal.sum('rowsSealed', { log: 'audit' })).toBe(2);
  });

  describe('tell that somebody', () => {
    beforeEach(async () => {
      for (let n = 1; n <= 9; n += 3) {
        await transact(ctx.db, async (tx) => {
          for (const id of [n, n + 1, n + 2]) await audit(tx, ctx, change(id));
        });
        await later();
      }
      await look(1);
      await later();
      expect(await said()).toEqual([]);
    });

    it('changed a row', async () => {
      const [, second = 0] = await ids();
      await AuditEntry.update(second, { reason: '아무 일도 없었음' });
      expect(await said()).toEqual([expect.stringMatching(/^audit: changed at seal 1 /)]);
    });

    it('moved a row’s time by a millisecond', async () => {
      const [first = 0] = await ids();
      const { at } = await AuditEntry.findOneByOrFail({ id: first });
      await AuditEntry.update(first, { at: new Date(at.getTime() + 1) });
      expect(await said()).toEqual([expect.stringMatching(/^audit: changed at seal 1 /)]);
    });

    it('deleted a row', async () => {
      const all = await ids();
      await AuditEntry.delete(all[4] ?? 0);
      expect(await said()).toEqual([expect.stringMatching(/^audit: deleted at seal 2 /)]);
    });

    it('let two rows change places', async () => {
      const [first = 0, second = 0] = await ids();
      await test.db.query('UPDATE audit_entries SET id = ? WHERE id = ?', [-1, first]);
      await test.db.query('UPDATE audit_entries SET id = ? WHERE id = ?', [first, second]);
      await test.db.query('UPDATE audit_entries SET id = ? WHERE id = ?', [second, -1]);
      expect(await said()).toEqual([expect.stringMatching(/^audit: changed at seal 1 /)]);
    });

    it('put a row among old ones', async () => {
      const all = await ids();
      await AuditEntry.delete(all[3] ?? 0);
      const row = { at: ctx.clock.now(), staffId: 7, action: 'other', resource: 'products', recordId: '1', reason: '', changes: {} };
      await test.db.query(`DELETE FROM log_seals WHERE position < 0`);
      await AuditEntry.insert({ ...row, id: all[3] ?? 0 });
      expect(await said()).toEqual([expect.stringMatching(/^audit: changed at seal 2 /)]);
    });

    it('cut off the newest rows', async () => {
      const all = await ids();
      await AuditEntry.delete(all.slice(6));
      expect(await said()).toEqual([expect.stringMatching(/^audit: deleted at seal 3 /)]);
    });

    it('cut off the newest rows with their seals, by what is known outside of the database', async () => {
      const [{ head: anchor } = { head: null }] = await verifyLogs(ctx);
      await AuditEntry.delete((await ids()).slice(6));
      await LogSeal.delete({ log: 'audit', position: 3 });
      expect(await said()).toEqual([]);
      expect(await said(anchor ?? undefined)).toEqual(['audit: cut at seal 3']);
      // And when the gap has been filled again with other rows.
      for (let n = 1; n <= 3; n++) await did(100 + n);
      await later();
      expect(await said(anchor ?? undefined)).toEqual(['audit: rewritten at seal 3']);
    });

    it('took a seal out of the chain', async () => {
      await LogSeal.delete({ log: 'audit', position: 2 });
      expect(await said()).toEqual(['audit: seal at seal 3']);
    });

    it('changed a row and made the chain fit, without the key; and nothing is sealed on top of it', async () => {
      await AuditEntry.update((await ids())[7] ?? 0, { reason: '아무 일도 없었음' });
      const seal = await LogSeal.findOneByOrFail({ log: 'audit', position: 3 });
      const rows = await AuditEntry.find({ order: { id: 'ASC' } });
      const digest = sha256(
        rows
          .filter(({ id }) => id >= seal.firstId && id <= seal.lastId)
          .map((row) => JSON.stringify([row.id, row.at, row.staffId, row.action, row.resource, row.recordId, row.reason, row.changes]))
          .join('\n'),
      );
      await LogSeal.update({ log: 'audit', position: 3 }, { digest, hash: hashOf({ ...seal, digest }) });
      expect(await said()).toEqual(['audit: proof at seal 3']);
      await did(10);
      expect(await later()).toBe(0);
      ctx.clock.forward(600_000);
      expect(await said()).toEqual(['audit: proof at seal 3', expect.stringMatching(/^audit: unsealed: 1 from row /)]);
    });

    it('stopped the sealing', async () => {
      await did(10);
      ctx.clock.forward(11 * 60_000);
      expect(await said()).toEqual([expect.stringMatching(/^audit: unsealed: 1 from row /)]);
    });

    it('and of the other log in the same way', async () => {
      await AccessEntry.update({ staffId: 7 }, { subjects: '2' });
      expect(await said()).toEqual([expect.stringMatching(/^access: changed at seal 1 /)]);
    });
  });
});
