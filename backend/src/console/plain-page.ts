import { readFileSync } from 'node:fs';
import { shipped } from '../kernel/root.js';

const icon = readFileSync(shipped('backend/src/console/favicon.svg'), 'utf8').trim();
const iconUrl = `data:image/svg+xml,${encodeURIComponent(icon)}`;

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A small page of the console that needs neither AdminJS nor a script. `content` is HTML, its texts escaped by the caller. */
export const plainPage = (title: string, content: string): string => `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · MNG샵 관리자</title>
<link rel="icon" type="image/svg+xml" href="${iconUrl}">
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="mark">${icon.replace('<svg ', '<svg aria-hidden="true" ')}MNG샵 관리자</p>
${content}
</main>
</body>
</html>
`;

const STYLE = `
:root { color-scheme: light; --paper: #FFFDF8; --card: #fff; --hairline: #E9E6DE; --strong: #8B8A84; --ink: #16181D; --ink-2: #5B6270;
  --action: #2457F5; --press: #1B45CC; --danger-ink: #B32626; --danger-pale: #FDECEA; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--paper); color: var(--ink);
  font: 15px/1.6 "Pretendard Variable", Pretendard, -apple-system, "Apple SD Gothic Neo", "Noto Sans KR", "Noto Sans CJK KR", sans-serif; word-break: keep-all; }
main { width: 100%; max-width: 400px; background: var(--card); border: 1px solid var(--hairline); border-radius: 14px; padding: 32px 24px;
  box-shadow: 0 1px 2px rgb(22 24 29 / .04), 0 8px 24px rgb(22 24 29 / .06); }
.mark { display: flex; align-items: center; gap: 10px; margin: 0 0 24px; font-size: 17px; font-weight: 700; }
.mark svg { width: 28px; height: 28px; }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 1.3; }
p { margin: 0 0 16px; color: var(--ink-2); }
.mark { color: var(--ink); }
label { display: block; margin: 16px 0 6px; font-size: 13px; font-weight: 600; }
input, textarea { width: 100%; min-height: 48px; padding: 0 14px; border: 1px solid var(--strong); border-radius: 12px; background: var(--card); color: inherit; font: inherit; font-size: 16px; }
textarea { display: block; padding: 10px 14px; resize: none; font-variant-numeric: tabular-nums; }
input:focus-visible, textarea:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
button { width: 100%; min-height: 48px; margin-top: 24px; border: 0; border-radius: 12px; background: var(--action); color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
button:hover { background: var(--press); }
[role=alert] { margin: 16px 0 0; padding: 12px 14px; border-radius: 12px; background: var(--danger-pale); color: var(--danger-ink); }
h2 { margin: 32px 0 8px; padding-top: 24px; border-top: 1px solid var(--hairline); font-size: 17px; }
ul, ol { margin: 0; padding: 0; list-style: none; }
li { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 10px 0; border-bottom: 1px solid var(--hairline); }
li form { flex: none; }
li small { color: var(--ink-2); font-size: 13px; }
li em { margin-left: 6px; color: var(--action); font-size: 13px; font-style: normal; font-weight: 600; }
.codes code { font: 600 16px/1.8 ui-monospace, "SF Mono", Menlo, Consolas, monospace; letter-spacing: .02em; }
button.second { background: var(--card); border: 1px solid var(--strong); color: var(--ink); }
button.second:hover { background: var(--paper); }
button.small { width: auto; min-height: 44px; margin: 0; padding: 0 14px; background: none; border: 1px solid var(--hairline); color: var(--ink); font-size: 14px; }
button:disabled { opacity: .6; cursor: default; }
[hidden] { display: none !important; }
.done { margin: 16px 0 0; padding: 12px 14px; border-radius: 12px; background: #EAF6EE; color: #14662F; }
.back { margin-top: 32px; }
.help { margin: 6px 0 0; font-size: 13px; }
a { color: var(--action); font-weight: 600; }
`;
