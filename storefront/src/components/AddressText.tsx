import type { Recipient } from '../lib/api/calls';
import { phone } from '../lib/words/format';

export default function AddressText({ to }: { to: Recipient }) {
  return (
    <>
      <p className="strong">
        {to.name} · {phone(to.phone)}
      </p>
      <p>
        ({to.postcode}) {to.address1}
        {to.address2 && `, ${to.address2}`}
      </p>
      {to.memo && <p className="small soft">{to.memo}</p>}
    </>
  );
}
