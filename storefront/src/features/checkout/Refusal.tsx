import { useEffect, useState } from 'react';
import Dialog from '../../components/ui/Dialog';
import type { ApiError } from '../../lib/api-error';
import { forgetKey } from '../../lib/idempotency';
import { type NextStep, nextStep } from '../../lib/order-refusals';
import { keyScope, pendingOrder } from './place-order';
import type { Review } from './review';

interface Props {
  error: ApiError;
  review: Review;
  onClose: () => void;
  /** Takes the prices of this moment. */
  onAccept: () => void;
}

/** Why the order was refused, in the server's words, and the one thing to do about it. */
export default function Refusal({ error, review, onClose, onAccept }: Props) {
  const step = nextStep(error.code);
  const slug = review.promotion.slug;
  const target = useTarget(step, review);
  useEffect(() => {
    // The server keeps refusals under the key too: the next try is a new one.
    if (error.status >= 400 && error.status < 500) forgetKey(sessionStorage, keyScope(slug));
  }, [error, slug]);
  const act = step.stays === 'accept' ? onAccept : onClose;
  return (
    <Dialog isOpen onClose={onClose} title={step.title}>
      <p className="mt3" role="alert">
        {error.detail}
      </p>
      {error.errors.map(({ path, message }) => (
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

/** The address of the next step; the pending order's number is asked for. */
function useTarget({ go }: NextStep, { promotion, lines }: Review): string | undefined {
  const [pending, setPending] = useState('/orders');
  useEffect(() => {
    if (go !== 'pending') return;
    pendingOrder(promotion.slug).then(
      (order) => order && setPending(`/orders/${order.number}`),
      () => undefined,
    );
  }, [go, promotion.slug]);
  if (go === 'pending') return pending;
  if (go === 'product') return `/products/${lines[0]?.product.slug}`;
  return { promotions: '/promotions', promotion: `/promotions/${promotion.slug}`, account: '/account', stay: undefined }[go ?? 'stay'];
}
