import type { Customer } from '@mngshop/backend/contract';
import { useState } from 'react';
import { api } from '../../lib/api/calls';
import { asApiError } from '../../lib/api/api-error';
import { leftForSignIn } from '../../lib/api/session';
import { toast } from '../../lib/browser/toast';
import type { OwnData } from './Profile';

type Optional = 'marketingSms' | 'nightSms';

const BOXES: [Optional, string][] = [
  ['marketingSms', '할인 소식을 문자로 받을게요'],
  ['nightSms', '밤 9시부터 아침 8시에도 받을게요'],
];

/** Optional consents, saved as they are ticked: taking one back is as easy as giving it. */
export default function Consents({ customer, onChanged }: OwnData) {
  const [isBusy, setBusy] = useState(false);
  const change = (name: Optional, isGiven: boolean) => {
    setBusy(true);
    api
      .changeMe({ consents: { [name]: isGiven } })
      .then(
        ({ customer: next }: { customer: Customer }) => {
          onChanged(next);
          toast(isGiven ? '동의했어요' : '동의를 거두었어요');
        },
        (error: unknown) => leftForSignIn(error) || toast(asApiError(error).detail),
      )
      .finally(() => setBusy(false));
  };
  return (
    <>
      {BOXES.map(([name, label]) => (
        <div key={name} className="check">
          <label>
            <input
              className="box"
              type="checkbox"
              checked={customer.consents[name]}
              disabled={isBusy}
              onChange={(event) => change(name, event.currentTarget.checked)}
            />
            <span>[선택] {label}</span>
          </label>
        </div>
      ))}
      <p className="small soft mt1">주문과 배송 소식은 동의와 상관없이 보내 드려요.</p>
    </>
  );
}
