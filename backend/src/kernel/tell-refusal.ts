import { sentence } from '../words/sentence.js';
import type { AppError, FieldError } from './errors.js';

/** A refusal as it leaves by a door. */
export interface ToldRefusal {
  status: number;
  code: string;
  /** A Korean sentence for a person. */
  detail: string;
  errors: ToldField[];
}

export interface ToldField {
  path: string;
  message: string;
}

/** Makes the sentences of a refusal: what every door calls, and nobody behind it. */
export const tellRefusal = ({ status, code, said, errors }: AppError): ToldRefusal => ({
  status,
  code,
  detail: sentence(said),
  errors: tellFields(errors),
});

export const tellFields = (errors: readonly FieldError[]): ToldField[] =>
  errors.map(({ path, message }) => ({ path, message: sentence(message) }));
