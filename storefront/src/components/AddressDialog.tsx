import { type SubmitEvent, useState } from 'react';
import type { Recipient } from '../lib/api/calls';
import { type ApiError, asApiError } from '../lib/api/api-error';
import AddressFields, { recipientFrom } from './AddressFields';
import Dialog from './ui/Dialog';

interface Props {
  isOpen: boolean;
  title: string;
  start: Partial<Recipient> | null;
  onClose: () => void;
  /** Sends it; what it throws is shown in the form. */
  onSave: (to: Recipient) => Promise<void>;
}

export default function AddressDialog({ isOpen, title, start, onClose, onSave }: Props) {
  const [error, setError] = useState<ApiError>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    setBusy(true);
    setError(undefined);
    await onSave(recipientFrom(event.currentTarget)).then(onClose, (thrown: unknown) => setError(asApiError(thrown)));
    setBusy(false);
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <form className="mt4" onSubmit={submit}>
        <AddressFields start={start} error={error} />
        {error && (
          <p className="field error mt4" role="alert">
            <span className="help">{error.detail}</span>
          </p>
        )}
        <button className="btn primary wide mt5" aria-busy={isBusy} disabled={isBusy}>
          저장하기
        </button>
      </form>
    </Dialog>
  );
}
