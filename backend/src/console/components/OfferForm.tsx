import { won } from './format.js';
import { type Choice, Picker } from './Picker.js';
import type { OfferDraft, PromotionDraft } from './promotion-draft.js';
import { Staircase } from './Staircase.js';
import { TextInput } from './TextInput.js';
import { kindOf } from '../../promotions/rules/promotion-kind.js';

interface Props {
  offer: OfferDraft;
  number: number;
  kind: PromotionDraft['kind'];
  products: readonly Choice[];
  published: boolean;
  onChange: (part: Partial<OfferDraft>) => void;
  onRemove: (() => void) | undefined;
}

/** One product inside a promotion: its tiers, drawn as they are typed, goal, cap and limit. */
export function OfferForm({ offer, number, kind, products, published, onChange, onRemove }: Props) {
  const { price, mayHaveGoal } = kindOf({ kind });
  return (
    <fieldset>
      <legend>판매 조건 {number}</legend>
      <Picker
        single
        label="상품"
        disabled={published}
        choices={products}
        chosen={offer.productId === null ? [] : [offer.productId]}
        onChange={([id]) => onChange({ productId: id ?? null })}
      />
      {price === 'one' ? (
        <TextInput
          label="가격 (원)"
          kind="number"
          required
          value={offer.tiers[0]?.unitPrice ?? ''}
          onChange={(unitPrice) => onChange({ tiers: [{ fromQuantity: '1', unitPrice }] })}
        />
      ) : (
        <Tiers offer={offer} published={published} onChange={onChange} />
      )}
      <div className="mng-columns">
        {mayHaveGoal && (
          <TextInput
            label="목표 수량"
            kind="number"
            disabled={published}
            help="못 채우면 모두에게 전액을 돌려줘요. 비우면 목표가 없어요."
            list={offer.tiers.slice(1).map(({ fromQuantity }) => Number(fromQuantity))}
            value={offer.goalQuantity}
            onChange={(goalQuantity) => onChange({ goalQuantity })}
          />
        )}
        <TextInput
          label="최대 수량"
          kind="number"
          help="비우면 재고만큼 팔아요."
          value={offer.capQuantity}
          onChange={(capQuantity) => onChange({ capQuantity })}
        />
        <TextInput
          label="1인 수량"
          kind="number"
          disabled={published}
          help="비우면 10개예요."
          value={offer.perCustomerLimit}
          onChange={(perCustomerLimit) => onChange({ perCustomerLimit })}
        />
      </div>
      {onRemove && (
        <button type="button" className="mng-quiet" onClick={onRemove}>
          이 상품 빼기
        </button>
      )}
    </fieldset>
  );
}

function Tiers({ offer, published, onChange }: Pick<Props, 'offer' | 'published' | 'onChange'>) {
  const change = (index: number, part: Partial<OfferDraft['tiers'][number]>) =>
    onChange({ tiers: offer.tiers.map((tier, at) => (at === index ? { ...tier, ...part } : tier)) });
  const steps = offer.tiers.map(({ fromQuantity, unitPrice }) => ({ fromQuantity: Number(fromQuantity), unitPrice: Number(unitPrice) }));
  const whole = steps.every(({ fromQuantity, unitPrice }) => fromQuantity > 0 && unitPrice > 0);
  return (
    <div className="mng-tiers">
      <div>
        {offer.tiers.map((tier, index) => (
          <div key={index} className="mng-row">
            <TextInput
              label={`${index + 1}구간: 몇 개부터`}
              kind="number"
              required
              disabled={index === 0 || published}
              value={tier.fromQuantity}
              onChange={(fromQuantity) => change(index, { fromQuantity })}
            />
            <TextInput
              label={`${index + 1}구간: 가격 (원)`}
              kind="number"
              required
              value={tier.unitPrice}
              onChange={(unitPrice) => change(index, { unitPrice })}
            />
            {index > 0 && !published && (
              <button type="button" className="mng-quiet" onClick={() => onChange({ tiers: offer.tiers.filter((_, at) => at !== index) })}>
                빼기
              </button>
            )}
          </div>
        ))}
        {!published && (
          <button
            type="button"
            className="mng-second"
            onClick={() => onChange({ tiers: [...offer.tiers, { fromQuantity: '', unitPrice: '' }] })}
          >
            구간 더하기
          </button>
        )}
      </div>
      {whole && steps.length > 1 && (
        <div className="mng-preview">
          <Staircase
            tiers={steps}
            sold={0}
            goal={offer.goalQuantity ? Number(offer.goalQuantity) : null}
            cap={offer.capQuantity ? Number(offer.capQuantity) : null}
          />
          <p className="mng-help">
            {won(steps[0]?.unitPrice ?? 0)}에서 {won(steps.at(-1)?.unitPrice ?? 0)}까지 내려가요.
          </p>
        </div>
      )}
    </div>
  );
}
