import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.js';
import { ROOT } from '../kernel/root.js';

/** The app's settings as Terraform makes them: infra/terraform/tests holds the file to the configuration. */
const settingsOf = (environment: 'dev' | 'prod') =>
  JSON.parse(readFileSync(join(ROOT, `infra/terraform/tests/expected/app-settings.${environment}.json`), 'utf8')) as Record<string, string>;

/** What App Service makes of references: the secrets themselves. */
function resolved(settings: Record<string, string>): Record<string, string> {
  const secret = (value: string) => /secrets\/([a-z-]+)\)$/.exec(value)?.[1];
  const value = (name: string) =>
    name === 'database-url'
      ? 'mysql://shop:x@db:3306/mngshop'
      : name === 'slack-webhook-url'
        ? 'https://hooks.slack.example/x'
        : name.padEnd(40, '.');
  return Object.fromEntries(Object.entries(settings).map(([name, given]) => [name, secret(given) ? value(secret(given) ?? '') : given]));
}

describe('the settings that Terraform makes', () => {
  it.each(['dev', 'prod'] as const)('start the shop in %s, behind Front Door, with backups and uploads', (environment) => {
    const settings = settingsOf(environment);
    expect(readConfig(resolved(settings))).toMatchObject({
      appEnv: environment,
      host: '0.0.0.0',
      publicOrigin: settings['PUBLIC_ORIGIN'],
      trustProxy: 2,
      backup: { url: 'https://backups.blob.core.windows.net', container: 'backups' },
    });
  });

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

  it('name nothing that the app does not know', () => {
    const known = readFileSync(join(ROOT, '.env.example'), 'utf8');
    const platform = /^(AZURE_CLIENT_ID|NODE_ENV|SCM_|WEBSITE_)/;
    const unknown = Object.keys(settingsOf('prod')).filter((name) => !platform.test(name) && !new RegExp(`^${name}=`, 'm').test(known));
    expect(unknown).toEqual([]);
  });
});
