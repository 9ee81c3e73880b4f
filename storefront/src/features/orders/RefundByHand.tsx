import type { OrderDetail } from '@mngshop/backend/contract';
import check from 'lucide-static/icons/circle-check.svg?shapes';
import landmark from 'lucide-static/icons/landmark.svg?shapes';
import { useState } from 'react';
import Note from '../../components/ui/Note';
import { day, won } from '../../lib/words/format';
import { toast } from '../../lib/browser/toast';
import RefundAccountForm from './RefundAccountForm';

type Refund = OrderDetail['refunds'][number];
interface Props {
  order: OrderDetail;
  onChanged: () => void;
}

/** Money that the card could not take back and that goes to an account: why, how much, by when, and where to. */
export default function RefundByHand({ order, onChanged }: Props) {
  const byHand = order.refunds.filter((refund) => refund.byHand !== null);
  const open = byHand.filter((refund) => refund.state === 'manual');
  const sent = byHand.filter((refund) => refund.state === 'done');
  if (byHand.length === 0) return null;
  return (
    <section className="section" aria-labelledby="by-hand">
      <h2 className="mb2" id="by-hand">
        계좌로 받는 환불
      </h2>
      {open.length > 0 && <Open order={order} refunds={open} onChanged={onChanged} />}
      {sent.map((refund, index) => (
        <div key={index} className={index > 0 || open.length > 0 ? 'mt3' : ''}>
          <Note tone="success" icon={check}>
            {refund.doneAt && day(refund.doneAt)}에 <b>{won(refund.amount)}</b>을 알려 주신 계좌로 보냈어요. 계좌 정보는 지웠어요.
          </Note>
        </div>
      ))}
    </section>
  );
}

function Open({ order, refunds, onChanged }: Props & { refunds: Refund[] }) {
  const [isEditing, setEditing] = useState(false);
  const [isTyping, setTyping] = useState(false);
  const asked = refunds.filter((refund) => !refund.byHand?.transferring);
  const account = asked.find((refund) => refund.byHand?.account)?.byHand?.account ?? null;
  const isNamed = asked.every((refund) => refund.byHand?.account);
  const done = () => {
    setEditing(false);
    setTyping(false);
  };
  // What is being typed stays, whatever a refresh or another tab brings.
  const isForm = isTyping || isEditing || !isNamed;
  return (
    <>
      <p className="soft">
        카드 취소가 되지 않아 계좌로 돌려드려요. <b className="strong">{won(sum(refunds))}</b>을 늦어도{' '}
        <b className="strong">{day(latest(refunds))}</b>까지 보내요.
      </p>
      {refunds
        .filter((refund) => refund.byHand?.transferring)
        .map((refund, index) => (
          <Going key={index} refund={refund} />
        ))}
      {isForm && (asked.length > 0 || isTyping) && (
        <RefundAccountForm
          number={order.number}
          hasOther={isTyping && !isEditing && isNamed}
          onTyping={() => setTyping(true)}
          onCancel={isNamed ? done : undefined}
          onStale={onChanged}
          onNamed={() => {
            done();
            toast('받을 계좌를 알려 주셨어요');
            onChanged();
          }}
        />
      )}
      {!isForm && account && <Named account={account} onAgain={() => setEditing(true)} />}
    </>
  );
}

function Going({ refund }: { refund: Refund }) {
  const account = refund.byHand?.account;
  return (
    <div className="mt3" role="status">
      <Note tone="info" icon={landmark}>
        <b>{won(refund.amount)}</b>을 {account && `${account.bank} ••••${account.ending} 계좌로 `}보내고 있어요. 보내면 문자로 알려 드려요.
      </Note>
    </div>
  );
}

function Named({ account, onAgain }: { account: { bank: string; ending: string }; onAgain: () => void }) {
  return (
    <>
      <div className="mt3" role="status">
        <Note tone="info" icon={landmark}>
          <b>
            {account.bank} <span aria-label={`끝 네 자리 ${account.ending}`}>••••{account.ending}</span>
          </b>{' '}
          계좌로 보낼게요. 확인하고 보내면 문자로 알려 드려요.
        </Note>
      </div>
      <button type="button" className="btn outline full mt3" onClick={onAgain}>
        계좌 다시 입력하기
      </button>
    </>
  );
}

const sum = (refunds: Refund[]): number => refunds.reduce((total, refund) => total + refund.amount, 0);
const latest = (refunds: Refund[]): string =>
  refunds
    .map((refund) => refund.promisedBy)
    .toSorted()
    .at(-1) ?? '';
