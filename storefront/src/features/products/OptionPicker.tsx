import Stepper from '../../components/ui/Stepper';
import type { OptionGroup } from './variants';
import type { Choice } from './use-choice';
import { useUid } from '../../components/use-uid';

export function Options({ choice }: { choice: Choice }) {
  return choice.groups.map((group) => <Group key={group.name} group={group} choice={choice} />);
}

function Group({ group, choice }: { group: OptionGroup; choice: Choice }) {
  const id = useUid();
  return (
    <fieldset className="field mt4" aria-labelledby={id}>
      <span className="label" id={id}>
        {group.name}
      </span>
      <div className="opts">
        {group.values.map(({ value, isAvailable }) => (
          <label key={value} className="opt">
            <input
              type="radio"
              name={`${id}-${group.name}`}
              checked={choice.chosen[group.name] === value}
              disabled={!isAvailable && choice.chosen[group.name] !== value}
              onChange={() => choice.pick(group.name, value)}
            />
            {value}
            {!isAvailable && <small>품절</small>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Quantity({ choice }: { choice: Choice }) {
  return <Stepper value={choice.quantity} max={choice.most} onChange={choice.setQuantity} />;
}

/** Why the chosen combination can't be ordered. */
export const blockedBy = (choice: Choice): string | undefined => {
  if (!choice.variant) return '이 조합은 없어요';
  return choice.most === 0 ? '이 옵션은 다 팔렸어요' : undefined;
};
