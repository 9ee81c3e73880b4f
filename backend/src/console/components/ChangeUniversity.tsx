import type { ActionProps } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router-dom';
import type { UniversityChoices } from '../../customers/read-university-choices.js';
import { Loaded } from './Loaded.js';
import { Picker } from './Picker.js';
import { Refusal } from './Refusal.js';
import { TextInput } from './TextInput.js';
import { useRun, useStart } from './use-run.js';
import { useUnsaved } from './use-unsaved.js';

/** Behind which university's wall a customer is, and why it changes. */
export function ChangeUniversity(props: ActionProps) {
  const load = useStart<UniversityChoices>(props);
  return <Loaded load={load}>{(choices) => <Form {...props} choices={choices} reload={load.reload} />}</Loaded>;
}

function Form({ choices, reload, ...props }: ActionProps & { choices: UniversityChoices; reload: () => void }) {
  const [chosen, setChosen] = useState<number[]>([]);
  const [reason, setReason] = useState('');
  const { submit, busy, refusal, setRefusal } = useRun(props);
  useUnsaved(chosen.length > 0 || reason !== '');
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit({ universityId: chosen[0], from: choices.universityId, reason });
  };
  return (
    <form className="mng-form" onSubmit={send}>
      <h2 className="mng-form-title">{props.record?.title}</h2>
      <p>지금은 {choices.universities.find(({ id }) => id === choices.universityId)?.name ?? '목록에 없는 대학교'} 학생이에요.</p>
      <p>지금까지 한 주문은 그대로예요. 결제하지 않은 주문 가운데 새 대학교에 닿지 않는 것은 끝나요.</p>
      <Picker
        label="새 대학교"
        single
        choices={choices.universities.map(({ id, name, region }) => ({ id, label: name, hint: region }))}
        chosen={chosen}
        onChange={setChosen}
      />
      <TextInput
        label="사유"
        kind="textarea"
        required
        minLength={2}
        maxLength={200}
        help="변경 기록에만 남아요."
        value={reason}
        onChange={setReason}
      />
      <Refusal
        answer={refusal}
        reload={() => {
          setRefusal(undefined);
          reload();
        }}
      />
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
