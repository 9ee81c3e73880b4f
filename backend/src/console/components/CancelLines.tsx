import type { ActionProps } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router-dom';
import type { LiveLines } from '../../orders/read-live-lines.js';
import { options, won } from './format.js';
import { Loaded } from './Loaded.js';
import { Refusal } from './Refusal.js';
import { TextInput } from './TextInput.js';
import { useRun, useStart } from './use-run.js';
import { useUnsaved } from './use-unsaved.js';

/** Which lines of an order are cancelled, and why. */
export function CancelLines(props: ActionProps) {
  return <Loaded load={useStart<LiveLines>(props)}>{({ lines }) => <Form {...props} lines={lines} />}</Loaded>;
}

function Form({ lines, ...props }: ActionProps & LiveLines) {
  const [chosen, setChosen] = useState<number[]>([]);
  const [reason, setReason] = useState('');
  const { submit, busy, refusal } = useRun(props);
  useUnsaved(chosen.length > 0 || reason !== '');
  const toggle = (id: number) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit({ lineIds: chosen, reason });
  };
  return (
    <form className="mng-form" onSubmit={send}>
      <h2 className="mng-form-title">{props.record?.title}</h2>
      <p>고른 상품을 통째로 취소하고 그 금액을 돌려줘요. 모두 고르면 주문이 취소돼요. 되돌릴 수 없어요.</p>
      <fieldset className="mng-lines">
        <legend>취소할 상품</legend>
        {lines.map((line) => (
          <label key={line.id} className="mng-check">
            <input type="checkbox" checked={chosen.includes(line.id)} onChange={() => toggle(line.id)} />{' '}
            {[line.productName, options(line.options), `${line.quantity}개`].filter(Boolean).join(' · ')} (
            {won(line.unitPrice * line.quantity)})
          </label>
        ))}
      </fieldset>
      <TextInput
        label="취소 사유"
        kind="textarea"
        required
        minLength={2}
        maxLength={200}
        help="고객에게 문자로도 알려요."
        value={reason}
        onChange={setReason}
      />
      <Refusal answer={refusal} />
      <div className="mng-actions">
        <button type="submit" className="mng-button mng-danger" disabled={busy || chosen.length === 0}>
          {busy ? '보내고 있어요' : `상품 ${chosen.length}개 취소`}
        </button>
        <Link className="mng-second" to={`/admin/resources/${props.resource.id}/records/${props.record?.id ?? ''}/show`}>
          돌아가기
        </Link>
      </div>
    </form>
  );
}
