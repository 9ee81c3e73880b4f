import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { problemText, SEALED_LOGS, type SealedLog } from '../access/rules/sealed-log.js';
import { type Anchor, verifyLogs } from '../access/verify-logs.js';
import { readAnchors } from '../backup/anchor-seals.js';
import { openPlace } from '../backup/open-place.js';
import { readConfig } from '../boot/config.js';
import { entities } from '../boot/entities.js';
import { openDatabase } from '../database/database.js';
import { command, print } from './command.js';

const USAGE = `npm run verify-logs                                  against the anchor beside the backups, where there is one
npm run verify-logs -- --anchor audit:12:HASH        against where a chain stood, as a line of the server's log tells it`;

/** Reads only: beside a running shop, as any user who may read (BACKUP_DATABASE_URL's, in Azure DATABASE_URL's). */
await command(async () => {
  const { values } = parseArgs({ options: { anchor: { type: 'string', multiple: true } } });
  const config = readConfig(process.env);
  const { backup } = config;
  const anchors = backup ? await readAnchors(openPlace(backup.url, backup.container)) : {};
  for (const given of values.anchor ?? []) Object.assign(anchors, anchorOf(given));
  const db = await openDatabase(config.databaseUrl, { entities, poolSize: 2, migrate: false });
  try {
    const verified = await verifyLogs({ db, clock: { now: () => new Date() }, settings: config }, anchors);
    for (const { log, rows, head, problems } of verified) {
      const against = anchors[log] ? `anchored at seal ${anchors[log].position}` : 'no anchor known';
      print(
        `${log.padEnd(6)} ${String(rows).padStart(9)} rows  ${head ? `seal ${head.position} ${head.hash}` : 'not sealed yet'}  (${against})`,
      );
      for (const problem of problems) print(`  ${problemText(problem)}`);
    }
    if (verified.some(({ problems }) => problems.length > 0))
      throw new Error('A log is not what was sealed: docs/OPERATIONS.md, “A log was tampered with”.');
    print('What staff did and saw is what was sealed.');
  } finally {
    await db.destroy();
  }
});

function anchorOf(given: string): Partial<Record<SealedLog, Anchor>> {
  const [, log, position, hash] = /^(\w+):(\d+):([0-9a-f]{64})$/.exec(given) ?? [];
  const known = SEALED_LOGS.find((name) => name === log);
  if (!known || !position || !hash) throw new Error(`An anchor is LOG:POSITION:HASH.\n${USAGE}`);
  return { [known]: { position: Number(position), hash } };
}
