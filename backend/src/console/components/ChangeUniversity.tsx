import type { ActionProps } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router-dom';
import type { UniversityChoices } from '../customers/customer-actions.admin.js';
import { Picker } from './Picker.js';
import { Refusal } from './Refusal.js';
import { useRun, useStart } from './use-run.js';

/** Behind which university's wall a customer is, and why it changes. */
export function ChangeUniversity(props: ActionProps) {
  const started = useStart(props) as Partial<UniversityChoices> | undefined;
  const [chosen, setChosen] = useState<number[]>([]);
  const [reason, setReason] = useState('');
  const { submit, busy, refusal } = useRun(props);
  if (!started) return <p className="mng-form">불러오고 있어요.</p>;
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit({ universityId: chosen[0], reason });
  };
  return (
    <form className="mng-form" onSubmit={send}>
      <h2 className="mng-form-title">{props.record?.title}</h2>
      <p>지금까지 한 주문은 그대로예요. 결제하지 않은 주문 가운데 새 대학교에 닿지 않는 것은 끝나요.</p>
      <Picker
        label="새 대학교"
        single
        choices={(started.universities ?? []).map(({ id, name, region }) => ({ id, label: name, hint: region }))}
        chosen={chosen}
        onChange={setChosen}
      />
      <div className="mng-input">
        <label htmlFor="mng-reason">사유</label>
        <textarea
          id="mng-reason"
          rows={3}
          required
          maxLength={200}
          aria-describedby="mng-reason-help"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <p id="mng-reason-help" className="mng-help">
          변경 기록에만 남아요.
        </p>
      </div>
      <Refusal answer={refusal} />
      <div className="mng-actions">
        <button type="submit" className="mng-button" disabled={busy || chosen.length === 0}>
          {busy ? '보내고 있어요' : '대학교 바꾸기'}
        </button>
        <Link className="mng-second" to={`/admin/resources/${props.resource.id}/records/${props.record?.id ?? ''}/show`}>
          돌아가기
        </Link>
      </div>
    </form>
  );
}
