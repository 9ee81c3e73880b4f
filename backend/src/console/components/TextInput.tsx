import { useId } from 'react';
import { Typed, typedProps } from './typed.js';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  kind?: 'text' | 'number' | 'datetime-local' | 'textarea';
  help?: string | undefined;
  required?: boolean;
  /** Characters as people see them. */
  maxLength?: number;
  minLength?: number;
  disabled?: boolean;
  list?: readonly number[];
}

/** A labelled field. Numbers are typed as text and read by the caller, so that nothing changes by the mouse's wheel. */
export function TextInput({ label, value, onChange, kind = 'text', help, required, maxLength, minLength, disabled, list }: Props) {
  const id = useId();
  const asked = { most: maxLength, least: minLength ?? 0, lines: kind === 'textarea' };
  const shared = { value, required, disabled, 'aria-describedby': help ? `${id}-help` : undefined, ...typedProps(value, asked) };
  return (
    <div className="mng-input">
      <label htmlFor={id}>{label}</label>
      {kind === 'textarea' ? (
        <textarea id={id} {...shared} rows={5} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input
          id={id}
          {...shared}
          type={kind === 'number' ? 'text' : kind}
          inputMode={kind === 'number' ? 'numeric' : undefined}
          list={list ? `${id}-list` : undefined}
          onChange={(event) => onChange(kind === 'number' ? event.target.value.replace(/[^\d]/g, '') : event.target.value)}
        />
      )}
      {list && (
        <datalist id={`${id}-list`}>
          {list.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </datalist>
      )}
      <Typed value={value} asked={asked} />
      {help && (
        <p className="mng-help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}

/** What a number field holds: null while it is empty. */
export const numberOf = (value: string): number | null => (value === '' ? null : Number(value));
