import { useId, useState } from 'react';
import { findByName } from '../../kernel/rules/find-by-name.js';
import { cleanLine } from '../../kernel/rules/typed-text.js';
import { endsComposition } from './ends-composition.js';

export interface Choice {
  id: number;
  label: string;
  hint?: string;
}

interface Props {
  label: string;
  choices: readonly Choice[];
  chosen: readonly number[];
  onChange: (ids: number[]) => void;
  /** One replaces the other. */
  single?: boolean;
  disabled?: boolean;
}

const SHOWN = 8;

/** Choosing from a long list by typing a part of the name. */
export function Picker({ label, choices, chosen, onChange, single = false, disabled = false }: Props) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const wanted = cleanLine(typed);
  const open = choices.filter(({ id: known }) => !chosen.includes(known));
  const found = wanted
    ? findByName(
        open,
        wanted,
        (choice) => choice.label,
        (choice) => choice.hint ?? '',
      )
    : [];
  const add = (choice: Choice) => {
    onChange(single ? [choice.id] : [...chosen, choice.id]);
    setTyped('');
  };
  return (
    <div className="mng-input mng-picker">
      <label htmlFor={id}>{label}</label>
      <div className="mng-chosen">
        {chosen.map((one) => (
          <span key={one} className="mng-chip">
            {choices.find((choice) => choice.id === one)?.label ?? `#${one}`}
            {!disabled && (
              <button
                type="button"
                aria-label={`${choices.find((choice) => choice.id === one)?.label ?? ''} 빼기`}
                onClick={() => onChange(chosen.filter((other) => other !== one))}
              >
                ×
              </button>
            )}
          </span>
        ))}
      </div>
      {!disabled && (!single || chosen.length === 0) && (
        <input
          id={id}
          type="text"
          autoComplete="off"
          placeholder="이름을 적어 찾기"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || endsComposition(event.nativeEvent)) return;
            event.preventDefault();
            if (found[0]) add(found[0]);
          }}
        />
      )}
      {wanted && (
        <ul className="mng-found">
          {found.slice(0, SHOWN).map((choice) => (
            <li key={choice.id}>
              <button type="button" onClick={() => add(choice)}>
                {choice.label} {choice.hint && <small>{choice.hint}</small>}
              </button>
            </li>
          ))}
          {found.length === 0 && <li className="mng-none">맞는 것이 없어요.</li>}
          {found.length > SHOWN && <li className="mng-none">{found.length - SHOWN}개 더 있어요. 더 적어 보세요.</li>}
        </ul>
      )}
    </div>
  );
}
