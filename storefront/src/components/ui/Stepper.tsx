import minus from 'lucide-static/icons/minus.svg?shapes';
import plus from 'lucide-static/icons/plus.svg?shapes';
import Icon from './Icon';

interface Props {
  value: number;
  max: number;
  onChange: (value: number) => void;
}

/** How many, from 1 to max. */
export default function Stepper({ value, max, onChange }: Props) {
  return (
    <span className="step" role="group" aria-label="수량">
      <button type="button" aria-label="하나 빼기" disabled={value <= 1} onClick={() => onChange(value - 1)}>
        <Icon shapes={minus} />
      </button>
      <output aria-live="polite">{value}</output>
      <button type="button" aria-label="하나 더하기" disabled={value >= max} onClick={() => onChange(value + 1)}>
        <Icon shapes={plus} />
      </button>
    </span>
  );
}
