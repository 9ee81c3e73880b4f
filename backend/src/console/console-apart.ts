import type { RequestHandler } from 'express';
import { notFound } from '../kernel/errors.js';
import { plainPage } from './plain-page.js';

const PAGE = plainPage(
  '관리자 화면이 여기 없어요',
  '<h1>관리자 화면이 여기 없어요</h1>\n<p>이 서버는 학생 화면만 열어요. 관리자 화면의 주소를 다시 확인해 주세요.</p>',
);

/** All of `/admin` where another process serves it (CONSOLE=apart): not here, whatever was asked, and nobody is signed in. */
export const consoleApart: RequestHandler = (req, res, next) => {
  if (!req.accepts('html')) return next(notFound());
  res.status(404).set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }).type('html').send(PAGE);
};
