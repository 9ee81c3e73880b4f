import type { Filter } from 'adminjs';
import { time } from '../components/format.js';
import type { ResourceSpec } from './resource-spec.js';

/** One filter as a person reads it: `대학교`, `서울대학교`. */
export interface FilterWord {
  label: string;
  value: string;
}

type Element = Filter['filters'][string];

/** Every filter of a list in words, in their order. @param filter populated, so that references have their names */
export const filterWords = (spec: ResourceSpec, filter: Filter): FilterWord[] =>
  Object.values(filter.filters).map((element) => ({ label: labelOf(spec, element.path), value: valueOf(spec, element) }));

const labelOf = (spec: ResourceSpec, path: string): string => spec.properties[path]?.label ?? spec.conditions?.[path]?.label ?? path;

function valueOf(spec: ResourceSpec, { path, value, property, populated }: Element): string {
  if (typeof value !== 'string') return period(value);
  const text = value.trim();
  const { values, match, format } = spec.properties[path] ?? {};
  const named = (spec.conditions?.[path]?.values ?? values ?? (format === 'yes' ? YES_NO : undefined))?.[text];
  if (named) return named;
  if (property?.reference()) return populated?.title() || `${text}번`;
  if (property?.type() === 'number' || match === 'exact') return text;
  return match === 'prefix' ? `${text}…` : `“${text}” 포함`;
}

const YES_NO: Readonly<Record<string, string>> = { true: '예', false: '아니요' };

function period({ from, to }: { from?: string; to?: string }): string {
  return [from && `${time(from)}부터`, to && `${time(to)}까지`].filter(Boolean).join(' ');
}
