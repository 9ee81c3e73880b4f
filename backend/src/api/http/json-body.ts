import express, { type RequestHandler } from 'express';
import { refusal } from '../../kernel/errors.js';

const parse = express.json({ limit: '64kb', strict: true });

/** JSON bodies of 64 KB at most. @throws AppError 415 for a body of another type, which would else look like none */
export const jsonBody = (): RequestHandler => (req, res, next) => {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && !req.is('application/json')) return next(refusal(415, 'unsupported_media_type.json'));
  parse(req, res, next);
};
