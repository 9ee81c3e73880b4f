import { describe, expect, it } from 'vitest';
import { readConfig } from './config.js';

const PROD = {
  APP_ENV: 'prod',
  DATABASE_URL: 'mysql://shop:secret@db:3306/mngshop',
  PUBLIC_ORIGIN: 'https://mngshop.example/',
  CUSTOMER_TOKEN_SECRET: 'c'.repeat(32),
  STAFF_TOKEN_SECRET: 's'.repeat(32),
  FIELD_SECRET: 'f'.repeat(32),
  BOOTPAY_CLIENT_KEY: 'client',
  BOOTPAY_SECRET_KEY: 'secret',
  SLACK_WEBHOOK_URL: 'https://hooks.slack.example/x',
  SMS_URL: 'https://logic.example/x',
  SMS_AUDIENCE: 'api://11111111-2222-3333-4444-555555555555',
  SMS_SENDER: '0212345678',
  SMS_OPT_OUT: '0801234567',
  BLOB_URL: 'https://pictures.blob.core.windows.net',
  UPLOAD_FUNCTION_URL: 'https://uploads.azurewebsites.net/api/uploads',
  UPLOAD_FUNCTION_AUDIENCE: 'api://uploads',
};

describe('the configuration', () => {
  it('needs nothing on a developer’s machine, and simulates the outside there', () => {
    expect(readConfig({})).toMatchObject({
      appEnv: 'local',
      port: 3000,
      bootpay: null,
      slackUrl: null,
      smsUrl: null,
      publicOrigin: 'http://localhost:3000',
    });
  });

  it('is complete for production with these', () => {
    expect(readConfig(PROD)).toMatchObject({
      appEnv: 'prod',
      publicOrigin: 'https://mngshop.example',
      bootpay: { applicationKey: 'client' },
    });
  });

  it.each(Object.keys(PROD).filter((name) => name !== 'APP_ENV'))('refuses production without %s, and names it', (name) => {
    expect(() => readConfig({ ...PROD, [name]: '' })).toThrow(name);
  });

  it.each([
    ['a simulator', { SIMULATOR_URL: 'http://127.0.0.1:4000' }, 'SIMULATOR_URL'],
    ['the storage emulator', { BLOB_URL: 'http://127.0.0.1:10000/devstoreaccount1' }, 'BLOB_URL'],
    ['an embedded database', { DATABASE_URL: 'sqlite:shop.sqlite' }, 'DATABASE_URL'],
    ['one secret for two kinds of tokens', { STAFF_TOKEN_SECRET: PROD.CUSTOMER_TOKEN_SECRET }, 'STAFF_TOKEN_SECRET'],
  ])('refuses production with %s', (_name, change, named) => {
    expect(() => readConfig({ ...PROD, ...change })).toThrow(named);
  });

  it('refuses a Key Vault reference that was not resolved: it would be a secret everybody knows', () => {
    const reference = '@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/customer-token-secret)';
    expect(() => readConfig({ ...PROD, CUSTOMER_TOKEN_SECRET: reference })).toThrow(
      /Key Vault gave no value for:\n {2}CUSTOMER_TOKEN_SECRET\n/,
    );
  });

  it.each([
    ['PORT', 'eighty'],
    ['DATABASE_URL', 'postgres://x'],
    ['APP_ENV', 'staging'],
    ['HOLD_MINUTES', '0'],
    ['PUBLIC_ORIGIN', 'not an address'],
    ['INCOMING_CONTAINER', '$web'],
    ['PICTURES_CONTAINER', 'Images!'],
    ['UPLOAD_FUNCTION_URL', 'http://plain.example'],
  ])('names %s when it is %s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(name);
  });
});
