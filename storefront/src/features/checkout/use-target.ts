import { useEffect, useState } from 'react';
import { api } from '../../lib/api/calls';
import type { NextStep } from './order-refusals';
import { mostOf } from '../../lib/cart/most-of';
import { pendingOrder } from './place-order';
import type { Review, ReviewLine } from './review';

/** The address of the next step, undefined where it stays here. What only the server knows is asked for; until then a wider address stands. */
export function useTarget({ go }: NextStep, review: Review): string | undefined {
  const [found, setFound] = useState<string>();
  useEffect(() => {
    const ask = { pending: pendingPath, product: productPath, promotions: undefined, promotion: undefined, account: undefined }[
      go ?? 'account'
    ];
    ask?.(review).then(setFound, () => undefined);
  }, [go, review]);
  if (go === undefined) return undefined;
  if (go === 'pending') return found ?? '/orders';
  if (go === 'product') return found ?? pathOf(review.lines[0]);
  return { promotions: '/promotions', promotion: `/promotions/${review.promotion.slug}`, account: '/account' }[go];
}

async function pendingPath({ promotion }: Review): Promise<string | undefined> {
  const order = await pendingOrder(promotion.slug);
  return order && `/orders/${order.number}`;
}

/** The refusal doesn't say which product it means: the first of which no longer as many can be had. */
async function productPath({ lines }: Review): Promise<string | undefined> {
  if (lines.length < 2) return undefined;
  const answers = await Promise.all(lines.map((line) => api.product(line.product.slug)));
  const short = lines.find((line, index) => {
    const product = answers[index]?.product;
    return (
      !product ||
      mostOf(
        product,
        product.variants.find(({ id }) => id === line.variantId),
      ) < line.quantity
    );
  });
  return short && pathOf(short);
}

const pathOf = (line: ReviewLine | undefined): string => `/products/${line?.product.slug ?? ''}`;
