import { useEffect } from 'react';
import Dialog from '../../components/ui/Dialog';
import type { ApiError } from '../../lib/api/api-error';
import { forgetKey } from '../../lib/payment/idempotency';
import { nextStep } from './order-refusals';
import { keyScope } from './place-order';
import type { Review } from './review';
import { useTarget } from './use-target';

interface Props {
  isOpen: boolean;
  error: ApiError;
  review: Review;
  onClose: () => void;
  /** Takes the prices of this moment. */
  onAccept: () => void;
  /** Sends the same again. */
  onRetry: () => void;
  /** Goes to what has to be corrected. */
  onCorrect: () => void;
}

/** Why the order was refused, in the server's words, and the one thing to do about it. */
export default function Refusal({ isOpen, error, review, onClose, onAccept, onRetry, onCorrect }: Props) {
  const step = nextStep(error);
  const slug = review.promotion.slug;
  // A single wrong field is what the sentence says already.
  const others = error.errors.filter(({ message }) => message !== error.detail);
  const target = useTarget(step, review);
  useEffect(() => {
    // The server keeps refusals under the key too: the next try is a new one.
    if (error.status >= 400 && error.status < 500) forgetKey(sessionStorage, keyScope(slug));
  }, [error, slug]);
  const act = { accept: onAccept, retry: onRetry, address: onCorrect }[step.stays ?? 'retry'];
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={step.title}>
      <p className="mt3" role="alert">
        {error.detail}
      </p>
      {step.hint && <p className="soft mt1">{step.hint}</p>}
      {others.map(({ path, message }) => (
        <p key={path} className="small warn mt1">
          {message}
        </p>
      ))}
      {target ? (
        <a className="btn primary wide mt5" href={target}>
          {step.label}
        </a>
      ) : (
        <button type="button" className="btn primary wide mt5" onClick={act}>
          {step.label}
        </button>
      )}
    </Dialog>
  );
}
