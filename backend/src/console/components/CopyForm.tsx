import type { ActionProps } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router-dom';
import type { CopyStart } from '../../promotions/read-copy-start.js';
import { same } from '../../kernel/same.js';
import type { Wire } from './board.js';
import { fromKoreanInput, toKoreanInput } from './format.js';
import { Loaded } from './Loaded.js';
import { Picker } from './Picker.js';
import { Refusal } from './Refusal.js';
import { TextInput } from './TextInput.js';
import { useFormKey, useRun, useStart } from './use-run.js';
import { useUnsaved } from './use-unsaved.js';

/** A draft with the same products and prices, at other times or for other universities. */
export function CopyForm(props: ActionProps) {
  return <Loaded load={useStart<Wire<CopyStart>>(props)}>{(start) => <Form {...props} start={start} />}</Loaded>;
}

const reachOf = ({ reachesAll, universityIds }: Wire<CopyStart>) => ({ reachesAll, universityIds });

function Form({ start, ...props }: ActionProps & { start: Wire<CopyStart> }) {
  const [opensAt, setOpensAt] = useState(toKoreanInput(start.opensAt));
  const [closesAt, setClosesAt] = useState(toKoreanInput(start.closesAt));
  const [reachesAll, setReachesAll] = useState(start.reachesAll);
  const [universityIds, setUniversityIds] = useState(start.universityIds);
  const { submit, busy, refusal } = useRun(props);
  const formKey = useFormKey();
  const asOpened = { opensAt: toKoreanInput(start.opensAt), closesAt: toKoreanInput(start.closesAt), ...reachOf(start) };
  useUnsaved(!same(asOpened, { opensAt, closesAt, reachesAll, universityIds }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit({
      opensAt: fromKoreanInput(opensAt),
      closesAt: fromKoreanInput(closesAt),
      reach: reachesAll ? 'all' : universityIds,
      formKey,
    });
  };
  return (
    <form className="mng-form" onSubmit={send}>
      <h2 className="mng-form-title">{props.record?.title}</h2>
      <p>상품과 가격, 글을 그대로 옮겨 새 프로모션을 만들어요. 공개하기 전에는 아무도 볼 수 없어요.</p>
      <TextInput label="여는 때 (한국 시간)" kind="datetime-local" required value={opensAt} onChange={setOpensAt} />
      <TextInput label="닫는 때 (한국 시간)" kind="datetime-local" required value={closesAt} onChange={setClosesAt} />
      <label className="mng-check">
        <input type="checkbox" checked={reachesAll} onChange={(event) => setReachesAll(event.target.checked)} /> 전체 대학교
      </label>
      {!reachesAll && (
        <Picker
          label="대학교"
          choices={start.universities.map(({ id, name, region }) => ({ id, label: name, hint: region }))}
          chosen={universityIds}
          onChange={setUniversityIds}
        />
      )}
      <Refusal answer={refusal} />
      <div className="mng-actions">
        <button type="submit" className="mng-button" disabled={busy}>
          {busy ? '복사하고 있어요' : '복사하기'}
        </button>
        <Link className="mng-second" to={`/admin/resources/${props.resource.id}/records/${props.record?.id ?? ''}/show`}>
          돌아가기
        </Link>
      </div>
    </form>
  );
}
