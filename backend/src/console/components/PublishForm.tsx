import type { ActionProps } from 'adminjs';
import type { FormEvent } from 'react';
import { Link } from 'react-router-dom';
import type { ToldFindings } from '../promotions/told-preview.js';
import { Loaded } from './Loaded.js';
import { Refusal } from './Refusal.js';
import { useRun, useStart } from './use-run.js';

/** Publishes a draft, after saying what speaks against it. */
export function PublishForm(props: ActionProps) {
  const load = useStart<Start>(props);
  return <Loaded load={load}>{(start) => <Form {...props} start={start} reload={load.reload} />}</Loaded>;
}

interface Start {
  /** What was looked at, and is published. */
  version: number;
  findings: ToldFindings;
}

function Form({ start: { version, findings }, reload, ...props }: ActionProps & { start: Start; reload: () => void }) {
  const { submit, busy, refusal, setRefusal } = useRun(props);
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit({ version });
  };
  return (
    <form className="mng-form" onSubmit={send}>
      <h2 className="mng-form-title">{props.record?.title}</h2>
      <p>이 프로모션을 공개할까요? 여는 때부터 대상 대학교의 학생이 살 수 있고, 공개한 뒤에는 가격을 올릴 수 없어요.</p>
      <Findings findings={findings} />
      <Refusal
        answer={refusal}
        reload={() => {
          setRefusal(undefined);
          reload();
        }}
      />
      <div className="mng-actions">
        <button type="submit" className="mng-button" disabled={busy || blocks(findings)}>
          {busy ? '보내고 있어요' : '공개하기'}
        </button>
        <Link className="mng-second" to={`/admin/resources/${props.resource.id}/records/${props.record?.id ?? ''}/preview`}>
          미리 보기
        </Link>
      </div>
    </form>
  );
}

/** Whether it cannot be published like this. */
const blocks = ({ errors = [], overlaps = [] }: Partial<ToldFindings>): boolean => errors.length + overlaps.length > 0;

/** Errors that keep it from being published, apart from what is only worth a look. */
export function Findings({ findings: { errors = [], overlaps = [], warnings = [] } }: { findings: Partial<ToldFindings> }) {
  const against = [...errors, ...overlaps];
  if (against.length + warnings.length === 0) return <p className="mng-note mng-fine">공개하는 데 걸리는 것이 없어요.</p>;
  return (
    <>
      {against.length > 0 && (
        <div className="mng-refusal">
          <p>고쳐야 공개할 수 있어요.</p>
          <List findings={against} />
        </div>
      )}
      {warnings.length > 0 && (
        <div className="mng-note">
          <p>공개할 수 있지만 확인해 주세요.</p>
          <List findings={warnings} />
        </div>
      )}
    </>
  );
}

const List = ({ findings }: { findings: ToldFindings['errors'] }) => (
  <ul>
    {findings.map(({ path, message }) => (
      <li key={`${path} ${message}`}>{message}</li>
    ))}
  </ul>
);
