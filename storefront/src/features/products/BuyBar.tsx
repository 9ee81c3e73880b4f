import type { Product } from '@mngshop/backend/contract';
import { SHOWN_PROMOTION_STATE_LABELS } from '@mngshop/backend/words';
import { useState } from 'react';
import Dialog from '../../components/ui/Dialog';
import Price from '../../components/ui/Price';
import { type Refusal, refusalOf } from './variants';
import { blockedBy, Options, Quantity } from './OptionPicker';
import type { Choice } from './use-choice';

export const REFUSED: Record<Refusal, string> = {
  scheduled: SHOWN_PROMOTION_STATE_LABELS.scheduled,
  closed: '마감됐어요',
  ended: '판매가 끝났어요',
  capped: '준비한 수량이 모두 나갔어요',
  sold_out: '모두 팔렸어요',
  limit: '살 수 있는 만큼 샀어요',
};

/** On a phone: the price and the one button at the bottom, and the sheet it opens. */
export default function BuyBar({ product, choice }: { product: Product; choice: Choice }) {
  const [isOpen, setOpen] = useState(false);
  const refusal = refusalOf(product);
  return (
    <>
      <div className="bar">
        <div>
          <p className="lab">지금 결제</p>
          <p>
            <Price won={product.offer.price} size="mid" />
          </p>
        </div>
        <button type="button" className="btn primary" disabled={refusal !== undefined} onClick={() => setOpen(true)}>
          {refusal ? REFUSED[refusal] : '옵션 고르고 사기'}
        </button>
      </div>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="옵션을 골라 주세요">
        <Options choice={choice} />
        <div className="spread mt5">
          <Quantity choice={choice} />
          <Price won={choice.unitPrice * choice.quantity} size="mid" />
        </div>
        <p className="small soft mt2">한 사람 최대 {product.offer.perCustomerLimit}개</p>
        <button type="button" className="btn primary wide mt4" disabled={blockedBy(choice) !== undefined} onClick={choice.order}>
          {blockedBy(choice) ?? '주문 확인하기'}
        </button>
      </Dialog>
    </>
  );
}
