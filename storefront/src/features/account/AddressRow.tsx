import { useState } from 'react';
import AddressDialog from '../../components/AddressDialog';
import { api } from '../../lib/api/calls';
import { toast } from '../../lib/browser/toast';
import type { OwnData } from './Profile';

export default function AddressRow({ customer, onChanged }: OwnData) {
  const [isOpen, setOpen] = useState(false);
  const { address, name, phone } = customer;
  return (
    <>
      <button type="button" className="rowlink" onClick={() => setOpen(true)}>
        받는 곳<span className="soft small">{address ? `(${address.postcode}) ${address.address1}` : '아직 없어요'}</span>
      </button>
      <AddressDialog
        isOpen={isOpen}
        title={address ? '받는 곳 바꾸기' : '받는 곳 적기'}
        start={address ?? { name, phone }}
        onClose={() => setOpen(false)}
        onSave={async (to) => {
          onChanged((await api.saveAddress(to)).customer);
          toast('주소를 바꿨어요');
        }}
      />
    </>
  );
}
