import type { BasePropertyProps } from 'adminjs';
import type { ReactNode } from 'react';
import * as format from './format.js';

/** A value in a list. */
export function Cell({ property, record }: BasePropertyProps) {
  const value = record?.params[property.path ?? property.name] as unknown;
  const { format: kind, values } = property.custom as { format: string; values: Record<string, string> };
  return <span className="mng-cell">{draw(kind, value, values)}</span>;
}

/** The same with its label, on a record's page. */
export function Field(props: BasePropertyProps) {
  const { property, record } = props;
  // What did not happen has no line: an order has fourteen times, and four of them are set.
  if (isEmpty(record?.params[property.path ?? property.name])) return null;
  const label = labelOf(property.resourceId, property.propertyPath);
  return (
    <div className="mng-field">
      <div className="mng-label">{label}</div>
      <div>
        <Cell {...props} />
      </div>
    </div>
  );
}

function labelOf(resource: string, path: string): string {
  const { translations } = window.REDUX_STATE.locale as unknown as {
    translations: { ko: { resources: Record<string, { properties: Record<string, string> }> } };
  };
  return translations.ko.resources[resource]?.properties[path] ?? path;
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === '';

export function draw(kind: string, value: unknown, values: Readonly<Record<string, string>>): ReactNode {
  if (isEmpty(value)) {
    return (
      <span className="mng-none" aria-label="없음">
        –
      </span>
    );
  }
  switch (kind) {
    case 'won':
      return <span className="mng-number">{format.won(Number(value))}</span>;
    case 'count':
      return <span className="mng-number">{format.digits(Number(value))}</span>;
    case 'time':
      return <time dateTime={String(value)}>{format.time(String(value))}</time>;
    case 'phone':
      return <span className="mng-number">{format.phone(String(value))}</span>;
    case 'yes':
      return <Tag value={value ? 'yes' : 'no'} label={value ? '예' : '아니요'} />;
    case 'tag':
      return <Tag value={String(value)} label={values[String(value)] ?? String(value)} />;
    default:
      return drawJson(kind, parse(value));
  }
}

function drawJson(kind: string, value: unknown): ReactNode {
  switch (kind) {
    case 'options':
      return format.options(value as Record<string, string>);
    case 'tiers':
      return format.tiers(value as { fromQuantity: number; unitPrice: number }[]);
    case 'pairs':
      return (value as { name: string; value: string }[]).map((pair) => (
        <span key={pair.name} className="mng-line">
          {pair.name}: {pair.value}
        </span>
      ));
    case 'list':
      return (value as (string | { name: string; values: string[] })[])
        .map((item) => (typeof item === 'string' ? item : `${item.name} ${item.values.length}가지`))
        .join(', ');
    default:
      return typeof value === 'object' ? <code className="mng-json">{JSON.stringify(value)}</code> : String(value);
  }
}

const GOOD = new Set([
  'paid',
  'done',
  'sent',
  'completed',
  'delivered',
  'published',
  'settled',
  'yes',
  'reached',
  'live',
  'open',
  'accepted',
]);
const BAD = new Set(['failed', 'dead', 'manual', 'frozen', 'missed']);
const WARN = new Set(['pending', 'confirming', 'due', 'return_requested', 'preparing', 'draft']);

/** One word of a state, its tone by what it means. */
export function Tag({ value, label }: { value: string; label: string }) {
  const tone = GOOD.has(value) ? 'good' : BAD.has(value) ? 'bad' : WARN.has(value) ? 'warn' : 'muted';
  return <span className={`mng-tag mng-${tone}`}>{label}</span>;
}

function parse(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
