import circleAlert from 'lucide-static/icons/circle-alert.svg?shapes';
import { type InputHTMLAttributes } from 'react';
import Icon from './Icon';
import { useUid } from '../../lib/use-uid';

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  name: string;
  help?: string;
  error?: string | undefined;
}

/** A labelled input; its error stands under it and is tied to it for a screen reader. */
export default function Field({ label, help, error, ...input }: Props) {
  const id = useUid();
  return (
    <div className={error ? 'field error' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <input
        className="input"
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={help || error ? `${id}h` : undefined}
        {...input}
      />
      {(error || help) && (
        <p className="help" id={`${id}h`}>
          {error && <Icon shapes={circleAlert} size="s" />}
          {error ?? help}
        </p>
      )}
    </div>
  );
}
