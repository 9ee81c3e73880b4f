import { type Context, OutsideError } from '../kernel/context.js';
import { AppError } from '../kernel/errors.js';

/** What the pictures' store gave. @throws AppError 503 `pictures_unavailable` where it did not answer */
export async function whileStored<T>({ log }: Pick<Context, 'log'>, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    log.warn({ err: error }, 'The pictures’ store did not do what was asked');
    throw new AppError(503, 'pictures_unavailable', '사진 보관소가 답하지 않아요. 잠시 뒤에 다시 올려 주세요.');
  }
}
