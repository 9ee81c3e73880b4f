import type { ActionProps } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router-dom';
import type { FormField, FormSpec } from '../kit/resource-spec.js';
import { HandOver } from './HandOver.js';
import { Refusal } from './Refusal.js';
import { useRun, useStart } from './use-run.js';

type Value = string | string[] | boolean | undefined;
type Values = Record<string, Value>;

/** A question, its fields and one button: every action that needs no screen of its own. */
export function ActionForm(props: ActionProps) {
  const { question, fields, submit: label } = props.action.custom['form'] as FormSpec;
  const started = useStart(props) as Values | undefined;
  const [typed, setTyped] = useState<Values>({});
  const { submit, busy, refusal } = useRun(props);
  const [link, setLink] = useState<string>();
  const values = { ...started, ...typed };

  if (!started) return <p className="mng-form">불러오고 있어요.</p>;
  if (link) return <HandOver link={link} back={backFrom(props)} />;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await submit(Object.fromEntries(fields.map((field) => [field.name, cleaned(field, values[field.name])])));
    if (answer?.ok) setLink((answer.data as { link?: string } | undefined)?.link);
  };
  return (
    <form className="mng-form" onSubmit={(event) => void send(event)}>
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
        <Link className="mng-second" to={backFrom(props)}>
          돌아가기
        </Link>
      </div>
    </form>
  );
}

const backFrom = ({ resource, record }: ActionProps) => `/admin/resources/${resource.id}${record ? `/records/${record.id}/show` : ''}`;

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
        <textarea
          {...shared}
          rows={4}
          maxLength={field.maxLength}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={field.kind === 'number' ? 'numeric' : undefined}
          pattern={field.kind === 'number' ? '-?[0-9]+' : undefined}
          maxLength={field.maxLength}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {field.help && (
        <p id={help} className="mng-help">
          {field.help}
        </p>
      )}
    </div>
  );
}
