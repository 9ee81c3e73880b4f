import type { ActionProps } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router-dom';
import type { PromotionFormStart } from '../promotions/promotion-form.admin.js';
import { won } from './format.js';
import { OfferForm } from './OfferForm.js';
import { Picker } from './Picker.js';
import { emptyOffer, emptyPromotion, fromPromotionDraft, type PromotionDraft, toPromotionDraft } from './promotion-draft.js';
import { Refusal } from './Refusal.js';
import { TextInput } from './TextInput.js';
import { kindOf, PROMOTION_KIND_NAMES } from '../../promotions/rules/promotion-kind.js';
import { useRun, useStart } from './use-run.js';

/** A promotion with whom it reaches and what it offers. Times are typed and shown as Korea's. */
export function PromotionForm(props: ActionProps) {
  const choices = useStart(props) as PromotionFormStart | undefined;
  return choices ? <Form {...props} choices={choices} /> : <p className="mng-form">불러오고 있어요.</p>;
}

function Form({ choices, ...props }: ActionProps & { choices: PromotionFormStart }) {
  const [draft, setDraft] = useState<PromotionDraft>(choices.promotion ? toPromotionDraft(choices.promotion) : emptyPromotion);
  const { submit, busy, refusal } = useRun(props);
  const set = (part: Partial<PromotionDraft>) => setDraft({ ...draft, ...part });
  const published = choices.promotion?.state === 'published';
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit(fromPromotionDraft(draft));
  };
  const products = choices.products.map(({ id, name, brand, listPrice }) => ({
    id,
    label: name,
    hint: `${brand} · 시중가 ${won(listPrice)}`,
  }));
  return (
    <form className="mng-form mng-wide" onSubmit={send}>
      {published && (
        <p className="mng-note">공개한 프로모션이에요. 가격은 내릴 수만 있고, 최대 수량은 이미 잡힌 수량보다 줄일 수 없어요.</p>
      )}
      <Basics draft={draft} set={set} published={published} />
      <Reach draft={draft} set={set} published={published} universities={choices.universities} />
      {draft.offers.map((offer, index) => (
        <OfferForm
          key={offer.key}
          offer={offer}
          number={index + 1}
          kind={draft.kind}
          products={products}
          published={published}
          onChange={(part) => set({ offers: draft.offers.map((other, at) => (at === index ? { ...other, ...part } : other)) })}
          onRemove={draft.offers.length > 1 && !published ? () => set({ offers: draft.offers.filter((_, at) => at !== index) }) : undefined}
        />
      ))}
      {!published && (
        <button type="button" className="mng-second" onClick={() => set({ offers: [...draft.offers, emptyOffer()] })}>
          상품 더하기
        </button>
      )}
      <Refusal answer={refusal} />
      <div className="mng-actions">
        <button type="submit" className="mng-button" disabled={busy}>
          {busy ? '저장하고 있어요' : '저장'}
        </button>
        {props.record && (
          <Link className="mng-second" to={`/admin/resources/${props.resource.id}/records/${props.record.id}/preview`}>
            저장한 것 미리 보기
          </Link>
        )}
      </div>
    </form>
  );
}

interface Part {
  draft: PromotionDraft;
  set: (part: Partial<PromotionDraft>) => void;
  published: boolean;
}

function Basics({ draft, set, published }: Part) {
  return (
    <fieldset>
      <legend>프로모션</legend>
      <div className="mng-choice" role="radiogroup" aria-label="종류">
        {PROMOTION_KIND_NAMES.map((kind) => (
          <Kind key={kind} draft={draft} set={set} disabled={published} value={kind} label={kindOf({ kind }).label} />
        ))}
      </div>
      <div className="mng-columns">
        <TextInput label="이름" required maxLength={120} value={draft.title} onChange={(title) => set({ title })} />
        <TextInput
          label="주소 이름"
          required
          maxLength={80}
          disabled={published}
          help="영어 소문자, 숫자, 하이픈"
          value={draft.slug}
          onChange={(slug) => set({ slug })}
        />
        <TextInput
          label="여는 때 (한국 시간)"
          kind="datetime-local"
          required
          disabled={published}
          value={draft.opensAt}
          onChange={(opensAt) => set({ opensAt })}
        />
        <TextInput
          label="닫는 때 (한국 시간)"
          kind="datetime-local"
          required
          disabled={published}
          value={draft.closesAt}
          onChange={(closesAt) => set({ closesAt })}
        />
      </div>
      <TextInput label="한 줄 소개" required maxLength={300} value={draft.summary} onChange={(summary) => set({ summary })} />
    </fieldset>
  );
}

function Kind({
  draft,
  set,
  value,
  label,
  disabled,
}: Omit<Part, 'published'> & { value: PromotionDraft['kind']; label: string; disabled: boolean }) {
  return (
    <label className="mng-check">
      <input
        type="radio"
        name="kind"
        value={value}
        disabled={disabled}
        checked={draft.kind === value}
        onChange={() => set({ kind: value })}
      />{' '}
      {label}
    </label>
  );
}

function Reach({ draft, set, published, universities }: Part & { universities: PromotionFormStart['universities'] }) {
  return (
    <fieldset>
      <legend>대상 대학교</legend>
      <label className="mng-check">
        <input
          type="checkbox"
          disabled={published}
          checked={draft.reachesAll}
          onChange={(event) => set({ reachesAll: event.target.checked })}
        />{' '}
        전체 대학교
      </label>
      {!draft.reachesAll && (
        <Picker
          label="대학교"
          disabled={published}
          choices={universities.map(({ id, name, region }) => ({ id, label: name, hint: region }))}
          chosen={draft.universityIds}
          onChange={(universityIds) => set({ universityIds })}
        />
      )}
    </fieldset>
  );
}
