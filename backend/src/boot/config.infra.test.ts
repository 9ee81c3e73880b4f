import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.js';
import { PROCESS_FIGURES, SHOP_FIGURES } from '../jobs/rules/figures.js';
import { ROOT } from '../kernel/root.js';

/** The app's settings as Terraform makes them: infra/terraform/tests holds the file to the configuration. */
const settingsOf = (environment: 'dev' | 'prod') =>
  JSON.parse(readFileSync(join(ROOT, `infra/terraform/tests/expected/app-settings.${environment}.json`), 'utf8')) as Record<string, string>;

/** What App Service makes of references: the secrets themselves. */
function resolved(settings: Record<string, string>): Record<string, string> {
  const secret = (value: string) => /secrets\/([a-z-]+)\/\)$/.exec(value)?.[1];
  const value = (name: string) =>
    name.endsWith('database-url')
      ? `mysql://${name}:x@db:3306/mngshop`
      : name === 'slack-webhook-url'
        ? 'https://hooks.slack.example/x'
        : name.padEnd(40, '.');
  return Object.fromEntries(Object.entries(settings).map(([name, given]) => [name, secret(given) ? value(secret(given) ?? '') : given]));
}

describe('the settings that Terraform makes', () => {
  it.each(['dev', 'prod'] as const)(
    'start the shop in %s, each user of the database for its own work, with backups and uploads',
    (environment) => {
      const settings = settingsOf(environment);
      expect(readConfig(resolved(settings))).toMatchObject({
        appEnv: environment,
        host: '0.0.0.0',
        publicOrigin: settings['PUBLIC_ORIGIN'],
        trustProxy: environment === 'prod' ? 2 : 1,
        databaseUrl: 'mysql://database-url:x@db:3306/mngshop',
        migrationDatabaseUrl: 'mysql://migration-database-url:x@db:3306/mngshop',
        databaseAdminUrl: null,
        backup: {
          url: 'https://backups.blob.core.windows.net',
          container: 'backups',
          databaseUrl: 'mysql://backup-database-url:x@db:3306/mngshop',
          days: Number(settings['BACKUP_DAYS']),
        },
      });
    },
  );

  it('send real messages and take real money in prod, and simulate both in dev', () => {
    expect(readConfig(resolved(settingsOf('prod')))).toMatchObject({
      smsUrl: expect.any(String) as string,
      bootpay: expect.any(Object) as object,
    });
    expect(readConfig(resolved(settingsOf('dev')))).toMatchObject({ smsUrl: null, slackUrl: null, bootpay: null });
  });

  const needed =
    'DATABASE_URL PUBLIC_ORIGIN CUSTOMER_TOKEN_SECRET STAFF_TOKEN_SECRET FIELD_SECRET BACKUP_SECRET BOOTPAY_CLIENT_KEY ' +
    'BOOTPAY_SECRET_KEY SLACK_WEBHOOK_URL SMS_URL SMS_AUDIENCE SMS_SENDER SMS_OPT_OUT';
  it.each(needed.split(' '))('would not start production without %s', (name) => {
    const settings = resolved(settingsOf('prod'));
    expect(settings[name]).toBeDefined();
    expect(() => readConfig({ ...settings, [name]: '' })).toThrow(name);
  });

  it('do not start it before the secrets are in the vault', () => {
    expect(() => readConfig(settingsOf('prod'))).toThrow(/Key Vault gave no value for:/);
  });

  it.each(['CUSTOMER_TOKEN_SECRET', 'BOOTPAY_SECRET_KEY', 'SLACK_WEBHOOK_URL'])('do not start it on what stands in for %s', (name) => {
    const vault = readFileSync(join(ROOT, 'infra/terraform/vault.tf'), 'utf8');
    const standsIn = /value_wo\s+= "(to be [a-z ]+)"/.exec(vault)?.[1];
    expect(() => readConfig({ ...resolved(settingsOf('prod')), [name]: standsIn })).toThrow(
      new RegExp(`Key Vault gave no value for:\n  ${name}`),
    );
  });

  it('name nothing that the app does not know', () => {
    const known = readFileSync(join(ROOT, '.env.example'), 'utf8');
    const platform = /^(AZURE_CLIENT_ID|NODE_ENV|SCM_|SECRETS_REVISION|WEBSITE_)/;
    const unknown = Object.keys(settingsOf('prod')).filter((name) => !platform.test(name) && !new RegExp(`^${name}=`, 'm').test(known));
    expect(unknown).toEqual([]);
  });
});

describe('what Azure asks the log for', () => {
  const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');
  const monitoring = textOf('infra/terraform/monitoring.tf');
  const workbook = textOf('infra/terraform/workbooks/shop.json');
  const figures = [
    ...[...monitoring.matchAll(/figure = "(\w+)"/g)].map(([, name]) => name),
    ...[...workbook.matchAll(/toint\(figures\.(\w+)\)/g)].map(([, name]) => name),
  ];

  it('are figures that the shop logs, by their names, and the dashboard shows each of them', () => {
    const logged = Object.keys({ ...SHOP_FIGURES, ...PROCESS_FIGURES });
    expect(figures.filter((name) => !logged.includes(name ?? ''))).toEqual([]);
    expect(logged.filter((name) => !workbook.includes(`figures.${name})`))).toEqual([]);
  });

  it('are words that the sources log', () => {
    const sources = ['backend/src/outbox/deliver-outbox.ts', 'backend/src/backup/check-logs.ts', 'backend/src/boot/open-metrics.ts']
      .map(textOf)
      .join('');
    const words = [...monitoring.matchAll(/has '([A-Z][^']+)'/g)].map(([, word = '']) => word);
    expect(words).toHaveLength(2);
    for (const word of words) expect(sources).toContain(`'${word}'`);
    expect(sources).toContain('{ figures: {');
  });
});
