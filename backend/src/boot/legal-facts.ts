import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from './config.js';
import { ROOT } from '../kernel/root.js';

const Facts = z.looseObject({ returnPostage: z.int() });
const PLACEHOLDER = /\[.*\]/;

/**
 * What the shop must say about itself (전자상거래법 §10) is committed with the storefront, which shows it.
 * @throws Error naming what is still a placeholder in production, or a return postage other than the one that is shown
 */
export function checkLegalFacts(
  config: Pick<Config, 'appEnv' | 'returnPostage'>,
  file = join(ROOT, 'storefront/src/lib/words/business.json'),
): void {
  const facts = Facts.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (facts.returnPostage !== config.returnPostage) {
    throw new Error(
      `RETURN_POSTAGE_WON is ${config.returnPostage}, but students are shown ${facts.returnPostage} (storefront/src/lib/words/business.json). Make them equal.`,
    );
  }
  if (config.appEnv !== 'prod') return;
  const open = Object.entries(facts).filter(([, value]) => typeof value === 'string' && PLACEHOLDER.test(value));
  if (open.length > 0) {
    const names = open.map(([name]) => name).join(', ');
    throw new Error(
      `Production needs the facts about the business (E-Commerce Act §10). Still placeholders in storefront/src/lib/words/business.json: ${names}.`,
    );
  }
}
