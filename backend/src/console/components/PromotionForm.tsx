import type { ActionProps } from 'adminjs';
import { type FormEvent, useMemo, useState } from 'react';
import { Link } from 'react-router-dom';
import { smsHint } from '../../words/rules/sms-text.js';
import type { PromotionFormStart } from '../../promotions/read-promotion-form.js';
import type { Wire } from './board.js';
import { addressOf } from './call.js';
import { won } from './format.js';
import { Loaded } from './Loaded.js';
import { Meanwhile } from './Meanwhile.js';
import { OfferForm } from './OfferForm.js';
import { Picker } from './Picker.js';
import { emptyOffer, emptyPromotion, fromPromotionDraft, type PromotionDraft, toPromotionDraft } from './promotion-draft.js';
import { promotionShape } from './promotion-shape.js';
import { Refusal } from './Refusal.js';
import { SaveBar } from './SaveBar.js';
import { TextInput } from './TextInput.js';
import { PROMOTION_KIND_NAMES } from '../../promotions/rules/promotion-kind.js';
import { useLoad } from './use-load.js';
import { type Stored, useSaving } from './use-saving.js';
import { PROMOTION_KIND_LABELS } from '../../words/ko.js';

/** A promotion with whom it reaches and what it offers. Times are typed and shown as Korea's. */
export function PromotionForm(props: ActionProps) {
  const load = useLoad(addressOf(props), ({ form }) => startOf(form, props.record !== undefined));
  return <Loaded load={load}>{(choices) => <Form {...props} choices={choices} />}</Loaded>;
}

type Choices = Wire<PromotionFormStart>;

/** Without what can be chosen there is no form, and without the promotion none that edits it. */
function startOf(form: unknown, exists: boolean): Choices | undefined {
  const start = form as Partial<Choices> | undefined;
  return start?.products && start.universities && (start.promotion || !exists) ? (start as Choices) : undefined;
}

function read(form: unknown): Stored<PromotionDraft> | undefined {
  const promotion = startOf(form, true)?.promotion;
  return promotion ? { draft: toPromotionDraft(promotion), version: promotion.version, saved: promotion.saved } : undefined;
}

function Form({ choices, ...props }: ActionProps & { choices: Choices }) {
  const [opened] = useState<Stored<PromotionDraft>>(() => read(choices) ?? { draft: emptyPromotion });
  const [draft, setDraft] = useState(opened.draft);
  const shape = useMemo(() => promotionShape(choices), [choices]);
  const saving = useSaving(props, { opened, mine: draft, shape, input: fromPromotionDraft, read, replace: setDraft });
  const set = (part: Partial<PromotionDraft>) => setDraft({ ...draft, ...part });
  const published = draft.state === 'published';
  const send = (event: FormEvent) => {
    event.preventDefault();
    void saving.save();
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
      <Refusal answer={saving.refusal} />
      <SaveBar saving={saving}>
        {props.record && (
          <Link className="mng-second" to={`/admin/resources/${props.resource.id}/records/${props.record.id}/preview`}>
            저장한 것 미리 보기
          </Link>
        )}
      </SaveBar>
      <Meanwhile saving={saving} />
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
          <Kind key={kind} draft={draft} set={set} disabled={published} value={kind} label={PROMOTION_KIND_LABELS[kind]} />
        ))}
      </div>
      <div className="mng-columns">
        <TextInput
          label="이름"
          required
          maxLength={120}
          value={draft.title}
          help={smsHint(draft.title)}
          onChange={(title) => set({ title })}
        />
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

function Reach({ draft, set, published, universities }: Part & { universities: Choices['universities'] }) {
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
