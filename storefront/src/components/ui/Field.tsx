import circleAlert from 'lucide-static/icons/circle-alert.svg?shapes';
import { type InputHTMLAttributes } from 'react';
import Icon from './Icon';
import { useTyped } from '../../lib/forms/use-typed';
import { useUid } from '../use-uid';

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  name: string;
  help?: string;
  error?: string | undefined;
  /** Characters as people see them: `maxLength` would cut what is pasted without a word. */
  most?: number;
  /** A text that keeps its line breaks. */
  lines?: boolean;
  /** So many digits and nothing else. */
  digits?: number;
}

/** A labelled input; its error stands under it and is tied to it for a screen reader. */
export default function Field({ label, help, error: refused, most, lines, digits, ...input }: Props) {
  const id = useUid();
  const { problem, count, onInput, onBlur } = useTyped({ most, lines, digits, phone: input.type === 'tel' });
  const error = problem ?? refused;
  const shared = {
    id,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': help || error ? `${id}h` : undefined,
    onInput,
    onBlur,
  };
  return (
    <div className={error ? 'field error' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {lines ? (
        <textarea className="input" {...shared} name={input.name} required={input.required} />
      ) : (
        <input className="input" {...shared} {...input} />
      )}
      {(error || help) && (
        <p className="help" id={`${id}h`}>
          {error && <Icon shapes={circleAlert} size="s" />}
          {error ?? help}
        </p>
      )}
      {count && <p className="help">{count}</p>}
    </div>
  );
}
