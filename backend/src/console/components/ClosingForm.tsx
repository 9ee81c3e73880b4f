import type { ActionProps } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router-dom';
import type { ClosingStart } from '../../settlement/read-closing-start.js';
import { noticeText } from '../../promotions/rules/notice-text.js';
import type { Wire } from './board.js';
import { digits, fromKoreanInput, time, toKoreanInput } from './format.js';
import { Loaded } from './Loaded.js';
import { Refusal } from './Refusal.js';
import { TextInput } from './TextInput.js';
import { useRun, useStart } from './use-run.js';
import { useUnsaved } from './use-unsaved.js';

/** Closes a promotion early, or later: says before who will hear of it, and in which words. */
export function ClosingForm(props: ActionProps) {
  const load = useStart<Wire<ClosingStart>>(props);
  return <Loaded load={load}>{(start) => <Form {...props} start={start} reload={load.reload} />}</Loaded>;
}

function Form({ start, reload, ...props }: ActionProps & { start: Wire<ClosingStart>; reload: () => void }) {
  const later = props.action.name === 'extend';
  const [reason, setReason] = useState('');
  const [closesAt, setClosesAt] = useState(toKoreanInput(start.closesAt));
  const { submit, busy, refusal, setRefusal } = useRun(props);
  const to = fromKoreanInput(closesAt);
  useUnsaved(reason !== '' || closesAt !== toKoreanInput(start.closesAt));
  const text = later
    ? noticeText({ kind: 'extended', title: start.title, from: new Date(start.closesAt), to: new Date(to || start.closesAt) })
    : start.closedEarly;
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit(later ? { from: start.closesAt, closesAt: to, reason } : { reason });
  };
  return (
    <form className="mng-form" onSubmit={send}>
      <h2 className="mng-form-title">{start.title}</h2>
      <p>
        {later
          ? `지금 마감은 ${time(start.closesAt)}이에요.`
          : '지금 바로 마감하고, 지금까지 팔린 수량으로 정산해요. 결제하고 있는 사람은 끝까지 할 수 있어요. 되돌릴 수 없어요.'}
      </p>
      {later && (
        <TextInput
          label="새 마감 (한국 시간)"
          kind="datetime-local"
          required
          value={closesAt}
          help={`${time(start.latest)}까지 늦출 수 있어요.`}
          onChange={setClosesAt}
        />
      )}
      <TextInput
        label="사유"
        kind="textarea"
        required
        maxLength={200}
        help="변경 기록에 남아요. 문자에는 들어가지 않아요."
        value={reason}
        onChange={setReason}
      />
      <Told start={start} text={later && !(to > start.closesAt) ? '새 마감을 지금보다 뒤로 고르면, 보낼 문자가 여기 보여요.' : text} />
      <Refusal
        answer={refusal}
        reload={() => {
          setRefusal(undefined);
          reload();
        }}
      />
      <div className="mng-actions">
        <button type="submit" className={later ? 'mng-button' : 'mng-button mng-danger'} disabled={busy}>
          {busy ? '보내고 있어요' : later ? '마감 연장' : '조기 마감'}
        </button>
        <Link className="mng-second" to={`/admin/resources/${props.resource.id}/records/${props.record?.id ?? ''}/show`}>
          돌아가기
        </Link>
      </div>
    </form>
  );
}

function Told({ start: { people, night }, text }: { start: Wire<ClosingStart>; text: string }) {
  if (people === 0) return <p className="mng-help">문자로 알릴 참여자가 없어요.</p>;
  return (
    <div className="mng-told">
      <p className="mng-recipients">
        참여한 <b>{digits(people)}</b>명에게 문자로 알려요.
      </p>
      {night && <p className="mng-note">지금은 밤이에요. 안내 문자라서 바로 나가요.</p>}
      <p className="mng-sms">{text}</p>
    </div>
  );
}
