import type { FilterPropertyProps } from 'adminjs';
import { type KeyboardEvent, useId, useState } from 'react';
import { endsComposition } from './ends-composition.js';
import { fromKoreanInput, toKoreanInput } from './format.js';
import { labelOf } from './labels-of.js';
import { type Found, useNameOf, useSearch } from './use-search.js';

/** One of a few words. */
export function FilterChoice({ property, filter, onChange }: FilterPropertyProps) {
  const id = useId();
  const { values } = property.custom as { values: Record<string, string> };
  return (
    <div className="mng-filter">
      <label htmlFor={id}>{labelOf(property.resourceId, property.propertyPath)}</label>
      <select id={id} value={valueOf(filter, property.path)} onChange={(event) => onChange(property.path, event.target.value)}>
        <option value="">모두</option>
        {Object.entries(values).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Between two instants, typed as Korea's time. */
export function FilterTime({ property, filter, onChange }: FilterPropertyProps) {
  const id = useId();
  const label = labelOf(property.resourceId, property.propertyPath);
  return (
    <fieldset className="mng-filter">
      <legend>{label}</legend>
      {(['from', 'to'] as const).map((end) => {
        const key = `${property.path}~~${end}`;
        const now = valueOf(filter, key);
        return (
          <label key={end} htmlFor={`${id}-${end}`}>
            <input
              id={`${id}-${end}`}
              type="datetime-local"
              value={now === '' ? '' : toKoreanInput(now)}
              onChange={(event) => onChange(key, fromKoreanInput(event.target.value))}
            />
            {end === 'from' ? '부터' : '까지'}
          </label>
        );
      })}
    </fieldset>
  );
}

/** Another record, found by typing its name; Enter takes the closest. */
export function FilterReference({ property, filter, onChange }: FilterPropertyProps) {
  const id = useId();
  const value = valueOf(filter, property.path);
  const reference = property.reference ?? '';
  const [typed, setTyped] = useState('');
  const { found, search } = useSearch(reference, typed);
  const name = useNameOf(reference, value);
  const choose = (one: Found | undefined) => {
    if (one) name.know(one);
    setTyped('');
    onChange(property.path, one ? String(one.id) : '');
  };
  const enter = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || endsComposition(event.nativeEvent) || typed.trim() === '') return;
    event.preventDefault();
    void search().then(([closest]) => closest && choose(closest));
  };
  return (
    <div className="mng-filter">
      <label htmlFor={id}>{labelOf(property.resourceId, property.propertyPath)}</label>
      {value === '' ? (
        <input
          id={id}
          type="text"
          autoComplete="off"
          placeholder="이름을 적어 찾기"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={enter}
        />
      ) : (
        <span className="mng-chip">
          {name.title ?? `${value}번`}
          <button type="button" aria-label={`${name.title ?? `${value}번`} 빼기`} onClick={() => choose(undefined)}>
            ×
          </button>
        </span>
      )}
      {typed !== '' && found.length > 0 && (
        <ul className="mng-found">
          {found.slice(0, 6).map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => choose(one)}>
                {one.title}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const valueOf = (filter: FilterPropertyProps['filter'], key: string): string => (filter as Record<string, string | undefined>)[key] ?? '';
