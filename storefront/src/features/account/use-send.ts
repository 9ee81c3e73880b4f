import { type SubmitEvent, useState } from 'react';
import { type ApiError, asApiError } from '../../lib/api/api-error';
import { leftForSignIn } from '../../lib/api/session';

/** A form of the account page: sends its fields once at a time and keeps what was refused. */
export function useSend(send: (data: FormData, form: HTMLFormElement) => Promise<unknown>) {
  const [error, setError] = useState<ApiError>();
  const [isBusy, setBusy] = useState(false);
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setBusy(true);
    setError(undefined);
    send(new FormData(form), form)
      .catch((thrown: unknown) => leftForSignIn(thrown) || setError(asApiError(thrown)))
      .finally(() => setBusy(false));
  };
  return { onSubmit, error, isBusy };
}
