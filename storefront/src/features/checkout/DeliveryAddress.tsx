import type { Customer } from '@mngshop/backend/contract';
import { useState } from 'react';
import AddressDialog from '../../components/AddressDialog';
import AddressFields from '../../components/AddressFields';
import AddressText from '../../components/AddressText';
import { api } from '../../lib/api/calls';
import type { ApiError } from '../../lib/api/api-error';
import { leftForSignIn, setMe } from '../../lib/api/session';
import { keptAddress } from './kept-address';

interface Props {
  customer: Customer;
  error: ApiError | undefined;
  onSaved: (customer: Customer) => void;
}

/** Where it goes: the saved address, or the form the first time. */
export default function DeliveryAddress({ customer, error, onSaved }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [kept] = useState(() => keptAddress(sessionStorage, customer));
  const { address, name, phone } = customer;
  if (!address) {
    return (
      <section className="section">
        <h2 className="mb4">받는 곳</h2>
        <AddressFields start={kept ?? { name, phone }} error={error} />
        <p className="small soft mt3">다음에 다시 적지 않게 저장해 둘게요.</p>
      </section>
    );
  }
  return (
    <section className="section">
      <div className="headrow">
        <h2>받는 곳</h2>
        <button type="button" className="btn text" onClick={() => setOpen(true)}>
          바꾸기
        </button>
      </div>
      <div className="card">
        <div className="in addr">
          <AddressText to={address} />
          <p className="small soft">상품을 준비하기 전까지 바꿀 수 있어요.</p>
        </div>
      </div>
      <AddressDialog
        isOpen={isOpen}
        title="받는 곳 바꾸기"
        start={address}
        onClose={() => setOpen(false)}
        onSave={async (to) => {
          const answer = await api.saveAddress(to).catch((thrown: unknown) => {
            leftForSignIn(thrown);
            throw thrown;
          });
          setMe(answer.customer);
          onSaved(answer.customer);
        }}
      />
    </section>
  );
}
