import { useRef, useState } from 'react';
import { ApiError } from '../lib/api/api-error';
import PasswordAgain from './PasswordAgain';

/**
 * For calls that need the password again: `again(call)` makes the call, asks when the server says so, and makes it once
 * more. `dialog` stands beside the form, whose fields stay as they are.
 */
export function usePasswordAgain() {
  const [isAsked, setAsked] = useState(false);
  const decide = useRef<(isGiven: boolean) => void>(undefined);
  const answer = (isGiven: boolean) => {
    setAsked(false);
    const decided = decide.current;
    // A dialog that was answered closes, and closing is an answer too.
    decide.current = undefined;
    decided?.(isGiven);
  };

  /** @throws ApiError what the call throws, or `password_withheld` when the dialog was closed */
  const again = async <T,>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'password_needed') throw error;
    }
    setAsked(true);
    const isGiven = await new Promise<boolean>((resolve) => (decide.current = resolve));
    if (!isGiven) throw new ApiError(403, 'password_withheld', '비밀번호를 확인하지 않아서 아직 바꾸지 않았어요.');
    return call();
  };

  return { again, dialog: <PasswordAgain isOpen={isAsked} onGiven={() => answer(true)} onClose={() => answer(false)} /> };
}
