import { type Context, OutsideError } from '../kernel/context.js';
import { refusal } from '../kernel/errors.js';

/** What the pictures' store gave. @throws AppError 503 `pictures_unavailable` where it did not answer */
export async function whileStored<T>({ log }: Pick<Context, 'log'>, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    log.warn({ err: error }, 'The pictures’ store did not do what was asked');
    throw refusal(503, 'pictures_unavailable');
  }
}
