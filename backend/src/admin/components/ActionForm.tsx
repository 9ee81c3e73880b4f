import type { ActionProps } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router-dom';
import type { FormField, FormSpec } from '../resource-spec.js';
import { HandOver } from './HandOver.js';
import { listAddress } from './list-address.js';
import { Refusal } from './Refusal.js';
import { Typed, typedProps } from './typed.js';
import { useRun, useStart } from './use-run.js';

type Value = string | string[] | boolean | undefined;
type Values = Record<string, Value>;

/** A question, its fields and one button: every action that needs no screen of its own. */
export function ActionForm(props: ActionProps) {
  const { question, fields, submit: label, confirm } = props.action.custom['form'] as FormSpec;
  const started = useStart(props) as Values | undefined;
  const [typed, setTyped] = useState<Values>({});
  const { submit, busy, refusal } = useRun(props);
  const [link, setLink] = useState<string>();
  const [refused, setRefused] = useState<Values>();
  const values = { ...started, ...typed };

  if (!started) return <p className="mng-form">불러오고 있어요.</p>;
  if (link) return <HandOver link={link} back={backFrom(props)} />;
  const send = async (confirmed: Values = {}) => {
    const cleanedValues = Object.fromEntries(fields.map((field) => [field.name, cleaned(field, values[field.name])]));
    const answer = await submit({ ...cleanedValues, ...confirmed });
    if (answer?.ok) setLink((answer.data as { link?: string } | undefined)?.link);
    setRefused(answer?.ok ? undefined : typed);
  };
  // Only for what was refused: whoever changes a field asks anew.
  const confirmable = confirm && refusal?.code === confirm.code && refused === typed ? confirm : undefined;
  return (
    <form
      className="mng-form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
    >
      {props.action.showInDrawer && props.record && <h2 className="mng-form-title">{props.record.title}</h2>}
      <p>{question}</p>
      {fields.map((field) => (
        <Input
          key={field.name}
          field={field}
          value={values[field.name]}
          onChange={(value) => setTyped({ ...typed, [field.name]: value })}
        />
      ))}
      <Refusal answer={refusal} />
      <div className="mng-actions">
        <button type="submit" className={props.action.variant === 'danger' ? 'mng-button mng-danger' : 'mng-button'} disabled={busy}>
          {busy ? '보내고 있어요' : label}
        </button>
        {confirmable && (
          <button type="button" className="mng-second" disabled={busy} onClick={() => void send({ [confirmable.field]: true })}>
            {confirmable.label}
          </button>
        )}
        <Link className="mng-second" to={backFrom(props)}>
          돌아가기
        </Link>
      </div>
    </form>
  );
}

const backFrom = ({ resource, record }: ActionProps) =>
  record ? `/admin/resources/${resource.id}/records/${record.id}/show` : listAddress(resource.id);

function cleaned(field: FormField, value: Value): Value {
  if (field.kind === 'check') return Boolean(value);
  if (field.kind !== 'lines') return value ?? '';
  const lines = Array.isArray(value) ? value : textOf(value).split('\n');
  return lines.map((line) => line.trim()).filter(Boolean);
}

const textOf = (value: Value): string => (Array.isArray(value) ? value.join('\n') : String(value ?? ''));

function Input({ field, value, onChange }: { field: FormField; value: Value; onChange: (value: Value) => void }) {
  const id = `mng-${field.name}`;
  const help = field.help ? `${id}-help` : undefined;
  const shared = { id, name: field.name, required: field.required, 'aria-describedby': help };
  const asked = { most: field.maxLength, lines: field.kind === 'textarea' || field.kind === 'lines' };
  const typed = typedProps(textOf(value), asked);
  if (field.kind === 'check') {
    return (
      <label className="mng-check" htmlFor={id}>
        <input {...shared} type="checkbox" checked={Boolean(value)} onChange={(event) => onChange(event.target.checked)} /> {field.label}
      </label>
    );
  }
  return (
    <div className="mng-input">
      <label htmlFor={id}>{field.label}</label>
      {field.kind === 'select' ? (
        <select {...shared} value={textOf(value)} onChange={(event) => onChange(event.target.value)}>
          <option value="">골라 주세요</option>
          {Object.entries(field.options ?? {}).map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
      ) : field.kind === 'textarea' || field.kind === 'lines' ? (
        <textarea {...shared} {...typed} rows={4} value={textOf(value)} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input
          {...shared}
          {...typed}
          type="text"
          inputMode={field.kind === 'number' ? 'numeric' : undefined}
          pattern={field.kind === 'number' ? '-?[0-9]+' : undefined}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <Typed value={textOf(value)} asked={asked} />
      {field.help && (
        <p id={help} className="mng-help">
          {field.help}
        </p>
      )}
    </div>
  );
}
