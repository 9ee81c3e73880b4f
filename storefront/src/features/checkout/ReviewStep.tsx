import type { Customer, OrderDetailAnswer } from '@mngshop/backend/contract';
import undo from 'lucide-static/icons/undo-2.svg?shapes';
import { type SubmitEvent, useCallback, useRef, useState } from 'react';
import Note from '../../components/ui/Note';
import Price from '../../components/ui/Price';
import { api, type Recipient } from '../../lib/api/calls';
import { ApiError, asApiError } from '../../lib/api/api-error';
import { totalOf, unitsOf, writeCart } from '../../lib/cart/cart';
import { day, won } from '../../lib/words/format';
import { leftForSignIn, setMe } from '../../lib/api/session';
import { recipientFrom } from '../../components/AddressFields';
import { keepAddress } from './kept-address';
import PhoneProof from './PhoneProof';
import { placeOrder } from './place-order';
import Refusal from './Refusal';
import { loadReview, type Review } from './review';
import ReviewLines from './ReviewLines';
import DeliveryAddress from './DeliveryAddress';

interface Props {
  review: Review;
  onChange: (review: Review | undefined) => void;
  onPlaced: (placed: OrderDetailAnswer) => void;
}

/** The step to review and correct: nothing is ticked beforehand and there is one final total. */
export default function ReviewStep({ review, onChange, onPlaced }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const afterwards = useRef<() => void>(undefined);
  const { submit, isBusy, error, setError, isTold, close } = useOrdering(review, onPlaced);
  const remove = (offerId: number) => {
    const lines = review.lines.filter((line) => line.offerId !== offerId);
    writeCart(sessionStorage, { promotion: review.promotion, lines });
    onChange(lines.length > 0 ? { ...review, lines } : undefined);
  };
  const accept = () =>
    void loadReview().then(
      (fresh) => {
        onChange(fresh);
        close();
      },
      (thrown: unknown) => leftForSignIn(thrown) || setError(asApiError(thrown)),
    );
  const closeThen = (next: () => void) => {
    afterwards.current = next;
    close();
  };
  // The dialog has closed and given the focus back. Sooner, a field could not take it, and this would close the next dialog.
  const closed = () => {
    close();
    afterwards.current?.();
    afterwards.current = undefined;
  };
  const retry = () => closeThen(() => form.current?.requestSubmit());
  const isUnproved = error?.code === 'phone_needed';
  const proved = (customer: Customer) => {
    setMe(customer);
    onChange({ ...review, customer });
    retry();
  };
  const correct = () => closeThen(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  return (
    <form id="checkout" ref={form} onSubmit={submit}>
      <section className="section pt6">
        <h1>이대로 주문할까요?</h1>
        <p className="soft mt1">결제하기 전에 한 번 더 확인해 주세요.</p>
      </section>
      <ReviewLines review={review} onRemove={remove} />
      <DeliveryAddress customer={review.customer} error={error} onSaved={(customer) => onChange({ ...review, customer })} />
      <Total review={review} />
      <Confirmations amount={totalOf(review.lines)} />
      <div className="bar">
        {/* Not disabled while it sends: that would take the focus away, and `submit` sends once anyway. */}
        <button className="btn primary" aria-busy={isBusy} aria-disabled={isBusy}>
          {isBusy && <span className="spin" />}
          {isBusy ? '주문하는 중' : `${won(totalOf(review.lines))} 주문하기`}
        </button>
      </div>
      <PhoneProof isOpen={isTold && isUnproved} customer={review.customer} onClose={closed} onProved={proved} />
      {error && !isUnproved && (
        <Refusal isOpen={isTold} error={error} review={review} onClose={closed} onAccept={accept} onRetry={retry} onCorrect={correct} />
      )}
    </form>
  );
}

function useOrdering(review: Review, onPlaced: Props['onPlaced']) {
  const [isBusy, setBusy] = useState(false);
  // The error outlives its dialog: the fields it names go on saying what is wrong, and only a dialog that closes gives the focus back.
  const [error, setError] = useState<ApiError>();
  const [isTold, setTold] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const form = event.currentTarget;
    savedRecipient(review, form)
      .then((recipient) => {
        // The server says so too; asked here, the first order needs no refusal.
        if (!review.customer.phoneVerified) throw new ApiError(403, 'phone_needed', '');
        return placeOrder(review, recipient);
      })
      .then(onPlaced, (thrown: unknown) => {
        const failure = asApiError(thrown);
        if (failure.code === 'not_signed_in') keepAddress(sessionStorage, review.customer, form);
        if (leftForSignIn(failure)) return;
        setError(failure);
        setTold(true);
      })
      .finally(() => setBusy(false));
  };
  const close = useCallback(() => setTold(false), []);
  return { submit, isBusy, error, setError, isTold, close };
}

/** The saved address, or the one just typed, saved for the next time. */
async function savedRecipient({ customer }: Review, form: HTMLFormElement): Promise<Recipient> {
  if (customer.address) return customer.address;
  const answer = await api.saveAddress(recipientFrom(form));
  setMe(answer.customer);
  return answer.customer.address ?? recipientFrom(form);
}

function Total({ review }: { review: Review }) {
  const total = totalOf(review.lines);
  const back = review.lines.reduce((sum, line) => sum + line.backIfClosedNow * line.quantity, 0);
  return (
    <section className="section">
      <h2 className="mb2">결제 금액</h2>
      <dl className="facts plain">
        <div>
          <dt>상품 {unitsOf(review.lines)}개</dt>
          <dd>{won(total)}</dd>
        </div>
        <div>
          <dt>배송비</dt>
          <dd>포함</dd>
        </div>
        <div className="total">
          <dt>최종 결제 금액</dt>
          <dd>
            <Price won={total} size="p24" />
          </dd>
        </div>
      </dl>
      {review.isGroupBuy && (
        <div className="mt3">
          <Note icon={undo} tone="info">
            {back > 0 ? (
              <>
                지금 마감된다면 <b>{won(back)}</b>을 돌려받아요.
              </>
            ) : (
              '더 많이 팔리면 내려간 만큼 돌려받아요.'
            )}
            <br />
            최종 가격은 {day(review.closesAt)}에 정해져요.
          </Note>
        </div>
      )}
    </section>
  );
}

/** @param amount won; another amount has to be confirmed anew */
function Confirmations({ amount }: { amount: number }) {
  return (
    <section className="section pb10">
      <h2 className="mb2">동의</h2>
      <div className="check">
        <label>
          <input key={amount} className="box" type="checkbox" name="reviewed" required />
          <span>[필수] 주문 내용과 금액을 확인했어요</span>
        </label>
      </div>
      <div className="check">
        <label>
          <input className="box" type="checkbox" name="delivery" required />
          <span>[필수] 배송을 위한 정보 제공에 동의해요</span>
        </label>
        <a className="more" href="/privacy#delivery" target="_blank">
          보기
        </a>
      </div>
      <p className="small soft mt2">
        발송 전까지 취소할 수 있고,
        <br />
        받은 날부터 7일 안에 반품을 신청할 수 있어요.
      </p>
    </section>
  );
}
