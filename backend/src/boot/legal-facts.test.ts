import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkLegalFacts } from './legal-facts.js';

function factsFile(facts: object): string {
  const file = join(mkdtempSync(join(tmpdir(), 'mngshop-')), 'business.json');
  writeFileSync(file, JSON.stringify(facts));
  return file;
}

describe('the facts about the business', () => {
  it('may be placeholders on a developer’s machine and not in production, which names them', () => {
    const file = factsFile({ name: '엠앤지', phone: '[고객센터 전화]', returnPostage: 6_000 });
    expect(() => checkLegalFacts({ appEnv: 'local', returnPostage: 6_000 }, file)).not.toThrow();
    expect(() => checkLegalFacts({ appEnv: 'prod', returnPostage: 6_000 }, file)).toThrow(/phone/);
  });

  it('that are complete let production start', () => {
    expect(() =>
      checkLegalFacts({ appEnv: 'prod', returnPostage: 6_000 }, factsFile({ name: '엠앤지', returnPostage: 6_000 })),
    ).not.toThrow();
  });

  it('as committed show the postage that is deducted', () => {
    expect(() => checkLegalFacts({ appEnv: 'local', returnPostage: 6_000 })).not.toThrow();
    expect(() => checkLegalFacts({ appEnv: 'local', returnPostage: 5_000 })).toThrow(/6000/);
  });
});
