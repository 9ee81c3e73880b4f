import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../kernel/root.js';
import { type Actions, type HttpCall, type Played, playWorkflow, type World } from '../testing/play-workflow.js';
import { createSms } from './sms.js';

/** The very file that Terraform deploys. */
const readWorkflow = (name: string) =>
  JSON.parse(readFileSync(join(ROOT, `infra/terraform/workflows/${name}.json`), 'utf8')) as {
    triggers: Record<string, object>;
    actions: Actions;
  };
const WORKFLOW = readWorkflow('sms');
const PARAMETERS = { vaultUri: 'https://vault.example/', provider: 'https://nhn.example', title: 'MNG샵' };
const message = { to: '01012345678', text: '[MNG샵] 결제가 끝났어요.', key: 'order/7/paid' };

/** NHN Cloud, as far as its documentation goes: `header.isSuccessful` is its verdict, whatever the HTTP status. */
let nhn: { kept: string[]; refusal: number | null; refusedNumber: number | null; down: boolean; cannotTell: boolean };
let vaultDown: boolean;
let played: Played;
let server: ReturnType<typeof createServer>;
let sms: ReturnType<typeof createSms>;
beforeEach(async () => {
  nhn = { kept: [], refusal: null, refusedNumber: null, down: false, cannotTell: false };
  vaultDown = false;
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      played = playWorkflow(WORKFLOW.actions, { body: JSON.parse(text), parameters: PARAMETERS }, world);
      response
        .writeHead(played.response?.statusCode ?? 500, { 'content-type': 'application/json' })
        .end(JSON.stringify(played.response?.body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  sms = createSms({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, senderNumber: '15880000' });
});
afterEach(() => void server.close());

const world: World = (call) => {
  if (call.uri.startsWith(PARAMETERS.vaultUri))
    return vaultDown ? null : { status: 200, body: { value: '{"appKey":"APP","secretKey":"SECRET"}' } };
  if (nhn.down) return null;
  return { status: 200, body: call.method === 'GET' ? search(call) : take(call) };
};
const verdict = (resultCode: number) => ({
  isSuccessful: resultCode === 0,
  resultCode,
  resultMessage: resultCode === 0 ? 'SUCCESS' : 'FAIL',
});
function search({ queries }: HttpCall) {
  if (nhn.cannotTell) return { header: verdict(-9999) };
  return { header: verdict(0), body: { totalCount: nhn.kept.filter((key) => key === queries?.['recipientGroupingKey']).length } };
}
function take({ body }: HttpCall) {
  if (nhn.refusal !== null) return { header: verdict(nhn.refusal) };
  const [{ recipientGroupingKey }] = (body as { recipientList: [{ recipientGroupingKey: string }] }).recipientList;
  if (nhn.refusedNumber === null) nhn.kept.push(recipientGroupingKey);
  return { header: verdict(0), body: { data: { sendResultList: [{ resultCode: nhn.refusedNumber ?? 0 }] } } };
}
const asked = () => played.calls.filter(({ method, uri }) => method === 'GET' && uri.startsWith(PARAMETERS.provider)).length;
const sends = () => played.calls.filter(({ method }) => method === 'POST');

describe('the workflow that sends text messages', () => {
  it('hands a message to the provider once, with our key, and answers 200', async () => {
    await sms.send(message);
    expect(sends()).toMatchObject([
      {
        uri: 'https://nhn.example/sms/v3.0/appKeys/APP/sender/sms',
        headers: { 'X-Secret-Key': 'SECRET' },
        body: { body: message.text, sendNo: '15880000', recipientList: [{ recipientNo: message.to, recipientGroupingKey: message.key }] },
      },
    ]);
    expect([asked(), played.response?.statusCode]).toEqual([0, 200]);
  });

  it('sends what is longer than 90 bytes as a long message, with a title', async () => {
    await sms.send({ ...message, text: '가'.repeat(46) });
    expect(sends()).toMatchObject([{ uri: 'https://nhn.example/sms/v3.0/appKeys/APP/sender/mms', body: { title: 'MNG샵' } }]);
  });

  it.each([
    ['as a whole', { refusal: -2021 }],
    ['for its number', { refusedNumber: -2021 }],
  ])('answers 502 with the verdict when the provider refuses %s, although it says HTTP 200', async (_how, refusal) => {
    Object.assign(nhn, refusal);
    await expect(sms.send(message)).rejects.toMatchObject({ kind: 'unknown', code: '-2021' });
    expect([played.response?.statusCode, nhn.kept]).toEqual([502, []]);
  });

  it('answers 502 when the provider is down, and tried once', async () => {
    nhn.down = true;
    await expect(sms.send(message)).rejects.toMatchObject({ kind: 'unknown', code: 'provider_did_not_answer' });
    expect([played.response?.statusCode, sends().length]).toEqual([502, 1]);
  });

  it('answers 502 without a key from the vault, and sent nothing', async () => {
    vaultDown = true;
    await expect(sms.send(message)).rejects.toMatchObject({ kind: 'unknown' });
    expect(sends()).toEqual([]);
  });
});

describe('a resend', () => {
  it('of what the provider has is answered 200, and not sent', async () => {
    await sms.send(message);
    await sms.send({ ...message, resend: true });
    expect([asked(), sends().length, nhn.kept]).toEqual([1, 0, [message.key]]);
  });

  it('of what never arrived is sent', async () => {
    await sms.send({ ...message, resend: true });
    expect([asked(), nhn.kept]).toEqual([1, [message.key]]);
  });

  it('is not sent while the provider cannot tell: the outbox asks again later', async () => {
    nhn.cannotTell = true;
    await expect(sms.send({ ...message, resend: true })).rejects.toMatchObject({ kind: 'unknown', code: 'provider_cannot_tell' });
    expect([sends(), played.response?.statusCode]).toEqual([[], 502]);
  });

  it('asks for the last week, in Korean time', async () => {
    await sms.send({ ...message, resend: true });
    const { queries } = played.calls.find(({ method, uri }) => method === 'GET' && uri.includes('/sender/sms')) ?? {};
    const korean = (time: string | undefined) => Date.parse(`${time?.replace(' ', 'T')}+09:00`);
    expect(korean(queries?.['endRequestDate'])).toBeGreaterThan(Date.now());
    expect(Date.now() - korean(queries?.['startRequestDate'])).toBeGreaterThan(6.9 * 86_400_000);
  });
});

describe('its definition', () => {
  const every = (actions: Actions): [string, Actions[string]][] =>
    Object.entries(actions).flatMap(([name, action]) => [
      [name, action],
      ...every(action.actions ?? {}),
      ...every(action.else?.actions ?? {}),
    ]);
  const http = every(WORKFLOW.actions).filter(([, { type }]) => type === 'Http');

  it.each(http)('%s hides what goes in and out, has an end, and is never repeated by Azure', (_name, action) => {
    expect(action).toMatchObject({
      inputs: { retryPolicy: { type: 'none' } },
      limit: { timeout: expect.stringMatching(/^PT\d+S$/) as string },
      runtimeConfiguration: { secureData: { properties: ['inputs', 'outputs'] } },
    });
  });

  it('answers 200 and 502 and nothing else', () => {
    const codes = every(WORKFLOW.actions).flatMap(([, { type, inputs }]) => (type === 'Response' ? [inputs?.['statusCode']] : []));
    expect(new Set(codes)).toEqual(new Set([200, 502]));
  });

  it('hides the phone number and text it is called with, and takes a token only', () => {
    expect(WORKFLOW.triggers['request']).toMatchObject({
      operationOptions: expect.stringContaining('IncludeAuthorizationHeadersInOutputs') as string,
      conditions: [{ expression: expect.stringContaining("'Bearer'") as string }],
      runtimeConfiguration: { secureData: { properties: ['inputs', 'outputs'] } },
    });
  });

  it('has no secret in it', () => {
    expect(JSON.stringify(WORKFLOW)).not.toMatch(/[A-Za-z0-9]{40,}/);
  });
});

describe('the workflow that tells Slack of alerts', () => {
  const RUN_BOOK = 'https://github.com/mngshop/mngshop/blob/main/docs/OPERATIONS.md#';
  function told(body: object) {
    const slack: World = ({ method }) => ({ status: 200, body: method === 'GET' ? { value: 'https://hooks.slack.example/x' } : 'ok' });
    const given = { body, parameters: { vaultUri: 'https://vault.example/', environment: 'prod', runBook: RUN_BOOK } };
    const [, call, ...more] = playWorkflow(readWorkflow('slack').actions, given, slack).calls;
    expect([call?.uri, more]).toEqual(['https://hooks.slack.example/x', []]);
    return String((call?.body as { text?: string } | undefined)?.text);
  }

  it('puts Azure’s alert into Slack’s words, with what to do', () => {
    const essentials = {
      alertRule: 'server-errors',
      severity: 'Sev1',
      monitorCondition: 'Fired',
      description: `More than 5. ${RUN_BOOK}x`,
    };
    expect(told({ schemaId: 'azureMonitorCommonAlertSchema', data: { essentials } })).toBe(
      `:rotating_light: *prod* server-errors · Fired · Sev1\nMore than 5. ${RUN_BOOK}x`,
    );
    expect(told({ data: { essentials: { ...essentials, monitorCondition: 'Resolved' } } })).toMatch(/^:white_check_mark: /);
  });

  it('and a budget’s message, in either of the shapes in which Azure sends it', () => {
    const spent = ':moneybag: *prod* budget-mngshop-prod · 104.5 of 130 USD\nSee what grew';
    const data = {
      BudgetName: 'budget-mngshop-prod',
      SpendingAmount: '104.5',
      Budget: '130',
      Unit: 'USD',
      ResourceGroup: 'rg-mngshop-prod',
    };
    expect(told({ schemaId: 'AIP Budget Notification', data })).toContain(spent);
    const AlertData = { BudgetName: 'budget-mngshop-prod', SpentAmount: '104.5', BudgetThreshold: '130', Unit: 'USD' };
    const common = { essentials: { monitoringService: 'CostAlerts', alertRule: 'budget' }, alertContext: { AlertData } };
    const text = told({ schemaId: 'azureMonitorCommonAlertSchema', data: common });
    expect(text).toContain(spent);
    expect(text).toMatch(/OPERATIONS\.md#the-month-costs-more$/);
  });
});
