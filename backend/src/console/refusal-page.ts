import type { AppError } from '../kernel/errors.js';
import { tellRefusal } from '../kernel/tell-refusal.js';
import { escapeHtml, plainPage } from './plain-page.js';

const TITLES: Readonly<Record<number, string>> = {
  403: '권한이 없어요',
  404: '찾을 수 없어요',
  410: '쓸 수 없는 링크예요',
  429: '잠시 쉬었다 해 주세요',
};

/** What a person sees instead of a page of the console. */
export function refusalPage(refused: AppError): string {
  const { status, detail } = tellRefusal(refused);
  const title = TITLES[status] ?? '화면을 열지 못했어요';
  return plainPage(title, `<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(detail)}</p>\n<a href="/admin">대시보드로 가기</a>`);
}
