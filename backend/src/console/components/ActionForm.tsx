import type { ActionProps } from 'adminjs';
import { type FormEvent, useMemo, useState } from 'react';
import { Link } from 'react-router-dom';
import type { FormField, FormSpec } from '../kit/resource-spec.js';
import { field, type Shape } from './compare-drafts.js';
import { HandOver } from './HandOver.js';
import { listAddress } from './list-address.js';
import { Loaded } from './Loaded.js';
import { Meanwhile } from './Meanwhile.js';
import { Refusal } from './Refusal.js';
import { Typed, typedProps } from './typed.js';
import { type Stored, useSaving, useStored } from './use-saving.js';

type Value = string | string[] | boolean | undefined;
type Values = Record<string, Value>;

/** A question, its fields and one button: every action that needs no screen of its own. */
export function ActionForm(props: ActionProps) {
  return <Loaded load={useStored(props, read)}>{(opened) => <Form {...props} opened={opened} />}</Loaded>;
}

function read(form: unknown): Stored<Values> {
  const { version, saved, ...draft } = form as Values & Pick<Stored<Values>, 'version' | 'saved'>;
  return { draft, version, saved };
}

const shapeOf = (fields: readonly FormField[]): Shape<Values> =>
  fields.map((one) =>
    field<Values>(one.name, one.label, { of: (values) => cleaned(one, values[one.name]), text: (values) => said(one, values[one.name]) }),
  );

function said({ kind, options }: FormField, value: Value): string {
  if (kind === 'check') return value ? '예' : '아니요';
  return options?.[textOf(value)] ?? textOf(value);
}

function Form({ opened, ...props }: ActionProps & { opened: Stored<Values> }) {
  const { question, fields, submit: label, confirm } = props.action.custom['form'] as FormSpec;
  const [values, setValues] = useState(opened.draft);
  const [link, setLink] = useState<string>();
  const [refused, setRefused] = useState<Values>();
  const saving = useSaving(props, {
    opened,
    mine: values,
    shape: useMemo(() => shapeOf(fields), [fields]),
    input: (draft) => Object.fromEntries(fields.map((one) => [one.name, cleaned(one, draft[one.name])])),
    read,
    replace: setValues,
  });
  if (link) return <HandOver link={link} back={backFrom(props)} />;
  const send = async (confirmed: object = {}) => {
    const answer = await saving.save(confirmed);
    if (answer?.ok) setLink((answer.data as { link?: string } | undefined)?.link);
    setRefused(answer?.ok ? undefined : values);
  };
  // Only for what was refused: whoever changes a field asks anew.
  const confirmable = confirm && saving.refusal?.code === confirm.code && refused === values ? confirm : undefined;
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
      {fields.map((one) => (
        <Input key={one.name} field={one} value={values[one.name]} onChange={(value) => setValues({ ...values, [one.name]: value })} />
      ))}
      <Refusal answer={saving.refusal} />
      <div className="mng-actions">
        <button type="submit" className={props.action.variant === 'danger' ? 'mng-button mng-danger' : 'mng-button'} disabled={saving.busy}>
          {saving.busy ? '보내고 있어요' : label}
        </button>
        {confirmable && (
          <button type="button" className="mng-second" disabled={saving.busy} onClick={() => void send({ [confirmable.field]: true })}>
            {confirmable.label}
          </button>
        )}
        <Link className="mng-second" to={backFrom(props)}>
          돌아가기
        </Link>
      </div>
      <Meanwhile saving={saving} />
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

function Input({ field: spec, value, onChange }: { field: FormField; value: Value; onChange: (value: Value) => void }) {
  const id = `mng-${spec.name}`;
  const help = spec.help ? `${id}-help` : undefined;
  const shared = { id, name: spec.name, required: spec.required, 'aria-describedby': help };
  const asked = { most: spec.maxLength, lines: spec.kind === 'textarea' || spec.kind === 'lines' };
  const typed = typedProps(textOf(value), asked);
  if (spec.kind === 'check') {
    return (
      <label className="mng-check" htmlFor={id}>
        <input {...shared} type="checkbox" checked={Boolean(value)} onChange={(event) => onChange(event.target.checked)} /> {spec.label}
      </label>
    );
  }
  return (
    <div className="mng-input">
      <label htmlFor={id}>{spec.label}</label>
      {spec.kind === 'select' ? (
        <select {...shared} value={textOf(value)} onChange={(event) => onChange(event.target.value)}>
          <option value="">골라 주세요</option>
          {Object.entries(spec.options ?? {}).map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
      ) : spec.kind === 'textarea' || spec.kind === 'lines' ? (
        <textarea {...shared} {...typed} rows={4} value={textOf(value)} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input
          {...shared}
          {...typed}
          type="text"
          inputMode={spec.kind === 'number' ? 'numeric' : undefined}
          pattern={spec.kind === 'number' ? '-?[0-9]+' : undefined}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <Typed value={textOf(value)} asked={asked} />
      {spec.help && (
        <p id={help} className="mng-help">
          {spec.help}
        </p>
      )}
    </div>
  );
}
