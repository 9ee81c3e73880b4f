import { databaseClock } from '../backend/src/database/clock.js';
import type { Config } from '../backend/src/boot/config.js';
import type { Actor, Context, Log } from '../backend/src/kernel/context.js';
import { memoryLimiter, triesBy } from '../backend/src/kernel/tries.js';
import { createOutside } from '../backend/src/boot/outside.js';
import type { Ledger } from '../backend/src/simulator/ledger.js';
import { serveSimulator } from '../backend/src/simulator/serve-simulator.js';
import { diskPictures } from '../backend/src/storage/disk-pictures.js';

/** A shop without a server, whose verbs can be called at any time of the past. */
export interface Stage {
  db: Context['db'];
  /** What verbs are handed `hours` from now (negative for the past); by the system itself unless said. */
  at(hours: number, actor?: Actor): Context;
  /** What really happened to the money, on the simulated outside; the person in the payment window acts here. */
  ledger: Ledger;
  close(): Promise<void>;
}

export interface StageOptions {
  db: Context['db'];
  settings: Pick<Config, 'publicOrigin' | 'returnPostage' | 'smsSender' | 'smsOptOut' | 'secrets'>;
  /** The file that the server's simulator will open too: receipts of the seed exist there later. */
  simulatorFile: string;
  imagesFolder: string;
  /** Where the pictures go instead of that folder. */
  pictures?: Context['pictures'];
}

/** Orders of the past held their stock for a quarter of an hour, whatever is configured for those to come. */
const HOLD_MINUTES = 15;

export async function openStage({ db, settings, simulatorFile, imagesFolder, pictures }: StageOptions): Promise<Stage> {
  const clock = await databaseClock(db);
  const start = clock.now().getTime();
  clock.stop();
  const served = await serveSimulator({ file: simulatorFile, log, environment: 'local' });
  const outside = createOutside({ bootpay: null, slackUrl: null, smsUrl: null, smsSender: settings.smsSender }, served.url);
  const ctx: Omit<Context, 'clock' | 'actor'> = {
    db,
    ...outside,
    pictures:
      pictures ??
      diskPictures({
        images: imagesFolder,
        incoming: imagesFolder,
        publicOrigin: settings.publicOrigin,
        secret: settings.secrets.field,
        now: () => clock.now(),
      }),
    tries: triesBy(memoryLimiter, settings.secrets.field),
    log,
    settings: {
      ...settings,
      appEnv: 'local',
      sandbox: true,
      holdMinutes: HOLD_MINUTES,
      codeWon: 10,
      codesWonADay: 50_000,
      refundRetryMs: 600_000,
      countsFreshMs: 0,
    },
  };
  return {
    db,
    at: (hours, actor = { kind: 'system' }) => ({ ...ctx, clock: { now: () => hoursFrom(start, hours) }, actor }),
    ledger: served.simulator.ledger,
    close: () => served.close(),
  };
}

// By hundredths, as the plans are written: seven days after a delivery is then seven days to the millisecond.
const hoursFrom = (start: number, hours: number): Date => new Date(start + Math.round(hours * 100) * 36_000);

/** What goes wrong in a seed ends it; what a job puts off to its next run would else pass unseen. */
const log: Log = {
  info: () => undefined,
  warn: (fields, message) => console.error(message, fields),
  error: (fields, message) => console.error(message, fields),
};
