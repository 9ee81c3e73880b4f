import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../kernel/root.js';
import { CAMPAIGN_PURPOSE_LABELS, PURPOSE_LABELS } from './ko.js';
import { FIELDS } from './ko-fields.js';
import { MESSAGES } from './ko-messages.js';
import { REFUSALS } from './ko-refusals.js';
import { TYPED } from './ko-typed.js';

const SOURCES = 'backend/src';
const sources = globSync(`${SOURCES}/**/*.{ts,tsx}`, { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/').slice(SOURCES.length + 1))
  .filter((path) => !/\.test\.tsx?$|\.fixture\.ts$|^testing\//.test(path));
const textOf = (path: string) => readFileSync(join(ROOT, SOURCES, path), 'utf8');

/** Korean that is no word of the shop to anybody, or that stands on a screen of its own. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'kernel/rules/retention.ts': 'names of laws, for who asks why something is kept',
  'words/': 'the one place',
  'console/': 'screens of staff: each says its own headings, buttons and questions, and takes states and kinds from words/ko.ts',
  'simulator/': 'the outside, which has words of its own',
  'orders/rules/tracking-number.ts': 'names of carriers: what the column holds, as they call themselves',
  'kernel/rules/find-by-name.ts': 'the alphabet itself, and how universities are called for short',
  'payments/bootpay/bootpay.ts': 'the shop’s name, as Bootpay is told who cancels',
  'staff/totp.ts': 'the shop’s name, in an authenticator app',
  'api/http/openapi.ts': 'the shop’s name, as the title of its API',
  'api/http/api-docs.ts': 'the shop’s name, as the title of its API',
  'ops/first-owner.ts': 'what a command prints on the terminal of whoever runs the shop',
};
const isElsewhere = (path: string) => Object.keys(ELSEWHERE).some((place) => path.startsWith(place));

const HANGUL = /[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]/u;

/** Strings, templates, patterns and text of elements, not comments. */
function koreanIn(path: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    const isText =
      ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isRegularExpressionLiteral(node) || ts.isJsxText(node);
    if (isText && HANGUL.test(node.text)) found.push(`${path}: ${node.text}`);
    if (ts.isIdentifier(node) && HANGUL.test(node.text)) found.push(`${path}: ${node.text}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('what is said in Korean', () => {
  it('stands in words/ and on screens, and nowhere else in the backend', () => {
    expect(sources.filter((path) => !isElsewhere(path)).flatMap(koreanIn)).toEqual([]);
  });

  it('stands nowhere that needs no exception any more', () => {
    const idle = Object.keys(ELSEWHERE).filter((place) => !sources.some((path) => path.startsWith(place) && koreanIn(path).length > 0));
    expect(idle).toEqual([]);
  });

  it('calls a campaign as its messages are called', () => {
    expect(PURPOSE_LABELS).toMatchObject(CAMPAIGN_PURPOSE_LABELS);
  });

  it('has one sentence a code, whatever it is about', () => {
    const codes = [REFUSALS, FIELDS, MESSAGES, TYPED].flatMap((table) => Object.keys(table));
    expect(codes.filter((code, index) => codes.indexOf(code) < index)).toEqual([]);
  });

  it('is said by somebody: every code stands in a source', () => {
    const all = sources
      .filter((path) => !path.startsWith('words/ko'))
      .map(textOf)
      .join('\n');
    // Of a template, as `receipt_refused.${reason}`, only the beginning stands there.
    const isSaid = (code: string) => all.includes(`'${code}'`) || all.includes(`\`${code.replace(/\.[^.]*$/, '')}.\${`);
    expect([REFUSALS, FIELDS, MESSAGES, TYPED].flatMap((table) => Object.keys(table)).filter((code) => !isSaid(code))).toEqual([]);
  });

  it('knows what hour it is in Korea by one file', () => {
    const reckons = /9 \* (60 \* 60|3_?600)|\+09:00|Asia\/Seoul/;
    const others = globSync('{backend/{src,bench,prove},seed,storefront/{src,build},infra}/**/*.{ts,tsx,astro,js,mjs}', { cwd: ROOT })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => !/node_modules|\/dist\/|\.test\.tsx?$/.test(path) && reckons.test(readFileSync(join(ROOT, path), 'utf8')));
    expect(others).toEqual(['backend/src/kernel/rules/korean-time.ts']);
  });
});
