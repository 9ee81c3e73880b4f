import { z } from 'zod';
import type { BackupSettings } from '../backup/backup-settings.js';
import type { Settings } from '../kernel/context.js';
import type { Every } from '../jobs/jobs.js';
import type { BootpayCredentials } from '../payments/bootpay/bootpay.js';
import type { PictureSettings } from '../storage/picture-settings.js';

/**
 * The environment, parsed once at boot. README has the same table in words; `.env.example` all the names.
 * @throws Error naming every variable that is missing or wrong, and what it should be
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  refuseReferences(environment);
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration is not complete:\n${problems.join('\n')}\nSee .env.example for what each variable means.`);
  }
  const problems = missing(parsed.data);
  if (problems.length > 0) throw new Error(`APP_ENV=${parsed.data.APP_ENV} needs:\n${problems.map((p) => `  ${p}`).join('\n')}`);
  return toConfig(parsed.data);
}

/** What Terraform puts into the vault so that a role can be given on the secret (infra/terraform/vault.tf). */
const STANDS_IN = 'to be put by people';

// App Service passes a reference it cannot resolve on as it is: a token secret that anybody can read in our repository.
function refuseReferences(environment: Record<string, string | undefined>): void {
  const unresolved = Object.keys(environment).filter(
    (name) => environment[name]?.startsWith('@Microsoft.KeyVault(') || environment[name] === STANDS_IN,
  );
  if (unresolved.length === 0) return;
  const names = unresolved.map((name) => `  ${name}`).join('\n');
  throw new Error(`Key Vault gave no value for:\n${names}\nPut the secret there, or let the app's identity read it, then restart.`);
}

const seconds = (fallback: number) => z.coerce.number().min(0.05).max(86_400).default(fallback);
const address = z.url({ protocol: /^https?$/ });
const mysqlAddress = z.string().regex(/^mysql:\/\/.+$/, { error: 'mysql://user:password@host:port/database' });

/** One key, or several with commas between: the first signs and encrypts, the others verify and open what they once did. */
const keys = z
  .string()
  .transform((text) => text.split(',').map((key) => key.trim()))
  .refine((all) => all.every((key) => key.length >= 32), { error: 'at least 32 characters, each where there are several' });

// Numbers of nobody: production must name its own.
const PLACEHOLDER_SENDER = '15880000';
const PLACEHOLDER_OPT_OUT = '0801588000';

const Environment = z.object({
  APP_ENV: z.enum(['local', 'dev', 'prod']).default('local'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|mysql:\/\/.+)$/, { error: 'sqlite:FILE or mysql://user:password@host:port/database' })
    .default('sqlite:data/mngshop.sqlite'),
  MIGRATION_DATABASE_URL: mysqlAddress.optional(),
  DATABASE_ADMIN_URL: mysqlAddress.optional(),
  // Two at least: who migrates holds one, and works on another.
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(16),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/.+$/, { error: 'redis://…, or rediss://… over TLS' })
    .optional(),
  PUBLIC_ORIGIN: address.optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  DATA_DIR: z.string().default('data'),

  CUSTOMER_TOKEN_SECRET: keys.optional(),
  STAFF_TOKEN_SECRET: keys.optional(),
  FIELD_SECRET: keys.optional(),

  BOOTPAY_APPLICATION_ID: z.string().optional(),
  BOOTPAY_PRIVATE_KEY: z.string().optional(),
  BOOTPAY_CLIENT_KEY: z.string().optional(),
  BOOTPAY_SECRET_KEY: z.string().optional(),
  SLACK_WEBHOOK_URL: address.optional(),
  SMS_URL: address.optional(),
  SMS_AUDIENCE: z.string().optional(),
  SMS_SENDER: z
    .string()
    .regex(/^\d{8,11}$/, { error: 'digits only' })
    .default(PLACEHOLDER_SENDER),
  SMS_OPT_OUT: z
    .string()
    .regex(/^\d{8,11}$/, { error: 'digits only' })
    .default(PLACEHOLDER_OPT_OUT),
  SIMULATOR_URL: address.optional(),
  SENTRY_DSN: z.string().optional(),
  FIGURES_SECONDS: z.coerce.number().min(0.2).max(3_600).optional(),
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),

  BLOB_URL: address.optional(),
  INCOMING_CONTAINER: z
    .string()
    .regex(/^[a-z0-9](-?[a-z0-9]){2,62}$/, { error: 'a container’s name' })
    .default('incoming'),
  PICTURES_CONTAINER: z
    .string()
    .regex(/^(\$web|[a-z0-9](-?[a-z0-9]){2,62})$/, { error: 'a container’s name, or $web' })
    .default('$web'),
  UPLOAD_FUNCTION_URL: z.url({ protocol: /^https$/ }).optional(),
  UPLOAD_FUNCTION_AUDIENCE: z.string().optional(),

  BACKUP_BLOB_URL: z
    .string()
    .regex(/^(https?:\/\/|file:).+$/, { error: 'https://ACCOUNT.blob.core.windows.net, or file:FOLDER' })
    .optional(),
  BACKUP_CONTAINER: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{2,62}$/, { error: '3 to 63 small letters, digits and hyphens' })
    .default('backups'),
  BACKUP_SECRET: keys.optional(),
  BACKUP_DATABASE_URL: mysqlAddress.optional(),
  BACKUP_DAYS: z.coerce.number().int().min(1).max(3_650).default(35),
  // Three tries, an hour apart, and a look at the newest must fit into the day.
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d):[0-5]\d$/, { error: 'HH:MM in Korea, 00:00 to 19:59' })
    .default('04:30'),

  HOLD_MINUTES: z.coerce.number().min(0.05).max(60).default(15),
  CODE_WON: z.coerce.number().int().min(1).max(1_000).default(10),
  CODES_WON_A_DAY: z.coerce.number().int().min(0).max(100_000_000).default(50_000),
  RETURN_POSTAGE_WON: z.coerce.number().int().min(0).max(50_000).default(6_000),
  REFUND_RETRY_MINUTES: z.coerce.number().min(0.001).max(1_440).default(10),
  MAINTENANCE: z.enum(['0', '1'], { error: '0 or 1' }).default('0'),
  JOBS: z.enum(['inside', 'apart']).default('inside'),
  CONSOLE: z.enum(['inside', 'apart']).default('inside'),
  OUTBOX_SECONDS: seconds(0.5),
  REFUNDS_SECONDS: seconds(1),
  EXPIRY_SECONDS: seconds(5),
  RECONCILE_SECONDS: seconds(5),
  SETTLE_SECONDS: seconds(10),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).optional(),
});
type Environment = z.infer<typeof Environment>;

export interface Config {
  appEnv: 'local' | 'dev' | 'prod';
  port: number;
  host: string;
  databaseUrl: string;
  /** Who may change its shape; the same where it was not given. */
  migrationDatabaseUrl: string;
  /** Who makes the users of the others; null except when it is to. */
  databaseAdminUrl: string | null;
  databasePool: number;
  /** Where tries are counted instead of in the database; null without. */
  redisUrl: string | null;
  /** Without a slash at the end. */
  publicOrigin: string;
  /** How many proxies in front of us may tell the client's address. */
  trustProxy: number;
  /** Where embedded files live: pictures, the simulator's memory. */
  dataDir: string;
  secrets: Settings['secrets'];
  formerSecrets: NonNullable<Settings['formerSecrets']>;
  /** Each is null where the simulator stands in. */
  bootpay: { applicationKey: string; credentials: BootpayCredentials } | null;
  slackUrl: string | null;
  smsUrl: string | null;
  /** For whom the SMS workflow's bearer token is made out; null where it wants none. */
  smsAudience: string | null;
  smsSender: string;
  /** Free-of-charge number that ends advertising. */
  smsOptOut: string;
  /** A simulator that runs elsewhere; null for our own. */
  simulatorUrl: string | null;
  pictures: PictureSettings;
  /** Null where no backups are taken. */
  backup: BackupSettings | null;
  /** Each way out is null where it is not wanted: see open-metrics.ts. */
  metrics: { logEveryMs: number | null; port: number | null; host: string };
  holdMinutes: number;
  returnPostage: number;
  /** Won of one code's text message, and of a day's. */
  codeWon: number;
  codesWonADay: number;
  /** ms until a refund that Bootpay refused is tried again. */
  refundRetryMs: number;
  /** The shop is closed to customers; see api/http/maintenance.ts. */
  maintenance: boolean;
  jobs: 'inside' | 'apart';
  /** Whether this server opens `/admin`, or console-server.ts does. */
  console: 'inside' | 'apart';
  /** Intervals of the jobs, in ms. */
  every: Every;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
}

// dev has no Bootpay keys on purpose: its sandbox charges real cards, so dev pays with the simulator.
function missing(env: Environment): string[] {
  if (env.APP_ENV === 'local') return [];
  const always = ['PUBLIC_ORIGIN', 'CUSTOMER_TOKEN_SECRET', 'STAFF_TOKEN_SECRET', 'FIELD_SECRET'] as const;
  const inProd = ['SLACK_WEBHOOK_URL', 'SMS_URL', 'SMS_AUDIENCE', 'BLOB_URL'] as const;
  const forUploads = env.BLOB_URL ? (['UPLOAD_FUNCTION_URL', 'UPLOAD_FUNCTION_AUDIENCE'] as const) : [];
  const forBackups = env.BACKUP_BLOB_URL ? (['BACKUP_SECRET'] as const) : [];
  const names = [...always, ...(env.APP_ENV === 'prod' ? inProd : []), ...forUploads, ...forBackups];
  const users = [env.DATABASE_URL, env.MIGRATION_DATABASE_URL, env.BACKUP_DATABASE_URL].filter((url) => url !== undefined);
  const problems = names.filter((name) => !env[name]).map((name) => `${name}: must be set`);
  if (env.STAFF_TOKEN_SECRET?.some((key) => env.CUSTOMER_TOKEN_SECRET?.includes(key)))
    problems.push('STAFF_TOKEN_SECRET: must differ from CUSTOMER_TOKEN_SECRET');
  if (env.APP_ENV === 'prod' && !bootpayKeys(env)) problems.push('BOOTPAY_CLIENT_KEY and BOOTPAY_SECRET_KEY: must be set');
  if (env.DATABASE_ADMIN_URL && users.length < 3)
    problems.push(
      'DATABASE_ADMIN_URL: makes the users of DATABASE_URL, MIGRATION_DATABASE_URL and BACKUP_DATABASE_URL, which must be set too',
    );
  if (env.APP_ENV === 'prod' && env.DATABASE_URL.startsWith('sqlite:')) problems.push('DATABASE_URL: must be a mysql:// address');
  if (env.APP_ENV === 'prod' && env.SMS_SENDER === PLACEHOLDER_SENDER)
    problems.push('SMS_SENDER: must be the number that is registered for sending');
  if (env.APP_ENV === 'prod' && env.SMS_OPT_OUT === PLACEHOLDER_OPT_OUT)
    problems.push('SMS_OPT_OUT: must be the free number for refusing advertising');
  if (env.BLOB_URL?.startsWith('http:')) problems.push('BLOB_URL: must be https, the emulator is for local shops');
  if (env.APP_ENV === 'prod' && env.SIMULATOR_URL) problems.push('SIMULATOR_URL: must not be set, nothing is simulated in production');
  return problems;
}

function toConfig(env: Environment): Config {
  const ms = (value: number) => Math.round(value * 1000);
  return {
    appEnv: env.APP_ENV,
    port: env.PORT,
    host: env.HOST,
    databaseUrl: env.DATABASE_URL,
    migrationDatabaseUrl: env.MIGRATION_DATABASE_URL ?? env.DATABASE_URL,
    databaseAdminUrl: env.DATABASE_ADMIN_URL ?? null,
    databasePool: env.DATABASE_POOL,
    redisUrl: env.REDIS_URL ?? null,
    publicOrigin: (env.PUBLIC_ORIGIN ?? `http://localhost:${env.PORT}`).replace(/\/$/, ''),
    trustProxy: env.TRUST_PROXY,
    dataDir: env.DATA_DIR,
    secrets: {
      customerToken: env.CUSTOMER_TOKEN_SECRET?.[0] ?? 'local only: customer tokens of a shop on this machine',
      staffToken: env.STAFF_TOKEN_SECRET?.[0] ?? 'local only: staff tokens of a shop on this machine',
      field: env.FIELD_SECRET?.[0] ?? 'local only: encrypted fields of a shop on this machine',
    },
    formerSecrets: {
      customerToken: env.CUSTOMER_TOKEN_SECRET?.slice(1) ?? [],
      staffToken: env.STAFF_TOKEN_SECRET?.slice(1) ?? [],
      field: env.FIELD_SECRET?.slice(1) ?? [],
    },
    bootpay: bootpayKeys(env),
    slackUrl: env.SLACK_WEBHOOK_URL ?? null,
    smsUrl: env.SMS_URL ?? null,
    smsAudience: env.SMS_AUDIENCE ?? null,
    smsSender: env.SMS_SENDER,
    smsOptOut: env.SMS_OPT_OUT,
    simulatorUrl: env.SIMULATOR_URL ?? null,
    pictures: {
      blobUrl: env.BLOB_URL?.replace(/\/$/, '') ?? null,
      incoming: env.INCOMING_CONTAINER,
      pictures: env.PICTURES_CONTAINER,
      uploadFunction: uploadFunction(env),
    },
    backup: backupSettings(env),
    metrics: {
      logEveryMs: env.FIGURES_SECONDS === undefined ? null : ms(env.FIGURES_SECONDS),
      port: env.METRICS_PORT ?? null,
      host: env.METRICS_HOST,
    },
    holdMinutes: env.HOLD_MINUTES,
    returnPostage: env.RETURN_POSTAGE_WON,
    codeWon: env.CODE_WON,
    codesWonADay: env.CODES_WON_A_DAY,
    refundRetryMs: env.REFUND_RETRY_MINUTES * 60_000,
    maintenance: env.MAINTENANCE === '1',
    jobs: env.JOBS,
    console: env.CONSOLE,
    every: {
      outbox: ms(env.OUTBOX_SECONDS),
      refunds: ms(env.REFUNDS_SECONDS),
      expiry: ms(env.EXPIRY_SECONDS),
      reconcile: ms(env.RECONCILE_SECONDS),
      settle: ms(env.SETTLE_SECONDS),
    },
    logLevel: env.LOG_LEVEL ?? (env.APP_ENV === 'local' ? 'warn' : 'info'),
  };
}

// A key pair (Basic authentication) is what Bootpay recommends; the older pair asks for a token first.
function bootpayKeys(env: Environment): Config['bootpay'] {
  const { BOOTPAY_CLIENT_KEY: clientKey, BOOTPAY_SECRET_KEY: secretKey, BOOTPAY_APPLICATION_ID: applicationId } = env;
  if (clientKey && secretKey) return { applicationKey: clientKey, credentials: { clientKey, secretKey } };
  const privateKey = env.BOOTPAY_PRIVATE_KEY;
  return applicationId && privateKey ? { applicationKey: applicationId, credentials: { applicationId, privateKey } } : null;
}

function uploadFunction({ UPLOAD_FUNCTION_URL: url, UPLOAD_FUNCTION_AUDIENCE: audience }: Environment): PictureSettings['uploadFunction'] {
  return url && audience ? { url, audience } : null;
}

function backupSettings(env: Environment): BackupSettings | null {
  if (!env.BACKUP_BLOB_URL) return null;
  const [hours = 0, minutes = 0] = env.BACKUP_AT.split(':').map(Number);
  return {
    url: env.BACKUP_BLOB_URL,
    container: env.BACKUP_CONTAINER,
    secret: env.BACKUP_SECRET?.[0] ?? 'local only: backups of a shop on this machine',
    formerSecrets: env.BACKUP_SECRET?.slice(1) ?? [],
    databaseUrl: env.BACKUP_DATABASE_URL ?? env.DATABASE_URL,
    days: env.BACKUP_DAYS,
    minuteOfDay: hours * 60 + minutes,
  };
}
