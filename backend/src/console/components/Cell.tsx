import type { BasePropertyProps } from 'adminjs';
import type { ReactNode } from 'react';
import * as format from './format.js';
import { labelOf } from './labels-of.js';

/** A value in a list. */
export function Cell({ property, record }: BasePropertyProps) {
  const value = record?.params[property.path ?? property.name] as Plain;
  const { format: kind, values } = property.custom as { format: string; values: Record<string, string> };
  return <span className="mng-cell">{draw(kind, value, values)}</span>;
}

/** The same with its label, on a record's page. */
export function Field(props: BasePropertyProps) {
  const { property, record } = props;
  // What did not happen has no line: an order has fourteen times, and four of them are set.
  if (isEmpty(record?.params[property.path ?? property.name] as Plain)) return null;
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

/** What a column holds by the time it is here: JSON is text, a time is ISO 8601. */
type Plain = string | number | boolean | null | undefined;

const isEmpty = (value: Plain): value is null | undefined | '' => value === null || value === undefined || value === '';

function draw(kind: string, value: Plain, values: Readonly<Record<string, string>>): ReactNode {
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
      return drawJson(kind, value);
  }
}

function drawJson(kind: string, value: string | number | boolean): ReactNode {
  const parsed = kind === 'text' ? value : parse(value);
  switch (kind) {
    case 'options':
      return format.options(parsed as Record<string, string>);
    case 'tiers':
      return format.tiers(parsed as { fromQuantity: number; unitPrice: number }[]);
    case 'pairs':
      return (parsed as { name: string; value: string }[]).map((pair) => (
        <span key={pair.name} className="mng-line">
          {pair.name}: {pair.value}
        </span>
      ));
    case 'list':
      return (parsed as (string | { name: string; values: string[] })[])
        .map((item) => (typeof item === 'string' ? item : `${item.name} ${item.values.length}가지`))
        .join(', ');
    case 'json':
      return <code className="mng-json">{String(value)}</code>;
    default:
      return String(value);
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

function parse(value: string | number | boolean): unknown {
  try {
    return JSON.parse(String(value)) as unknown;
  } catch {
    return value;
  }
}
