import type { ActionProps } from 'adminjs';
import { type FormEvent, useMemo, useState } from 'react';
import type { ProductFormStart } from '../../catalog/read-product.js';
import { smsHint } from '../../words/rules/sms-text.js';
import type { Wire } from './board.js';
import { options as optionsText } from './format.js';
import { Loaded } from './Loaded.js';
import { Meanwhile } from './Meanwhile.js';
import { hindrance, imagesOf, savedPictures } from './picture-draft.js';
import { PictureList } from './PictureList.js';
import { combine, emptyProduct, fromDraft, type ProductDraft, toDraft, type VariantDraft } from './product-draft.js';
import { productShape, type WholeProduct } from './product-shape.js';
import { Refusal } from './Refusal.js';
import { SaveBar } from './SaveBar.js';
import { TextInput } from './TextInput.js';
import { usePictures } from './use-pictures.js';
import { type Stored, useSaving, useStored } from './use-saving.js';

/** A product with its options and every combination of them, saved together. */
export function ProductForm(props: ActionProps) {
  // A new one starts from nothing; one that exists is never edited before it is here.
  return props.record ? <Edit {...props} /> : <Form {...props} opened={{ draft: { ...emptyProduct, pictures: [] } }} />;
}

function Edit(props: ActionProps) {
  return <Loaded load={useStored(props, read)}>{(opened) => <Form {...props} opened={opened} />}</Loaded>;
}

const read = (form: unknown): Stored<WholeProduct> | undefined => {
  const { version, saved, ...product } = form as Partial<Wire<ProductFormStart>>;
  if (version === undefined) return undefined;
  const { images } = product as ProductFormStart;
  return { draft: { ...toDraft(product as ProductFormStart), pictures: savedPictures(images) }, version, saved };
};

const input = ({ pictures, ...draft }: WholeProduct) => ({ ...fromDraft(draft), images: imagesOf(pictures) });

function Form({ opened, ...props }: ActionProps & { opened: Stored<WholeProduct> }) {
  const [draft, setDraft] = useState<ProductDraft>(opened.draft);
  const [hindered, setHindered] = useState<string | null>(null);
  const pictures = usePictures(opened.draft.pictures);
  const categories = props.action.custom['categories'] as Record<string, string>;
  const saving = useSaving(props, {
    opened,
    mine: { ...draft, pictures: pictures.list },
    shape: useMemo(() => productShape(categories), [categories]),
    input,
    read,
    replace: ({ pictures: list, ...next }) => {
      setDraft(next);
      pictures.replace(list);
    },
  });
  const set = (part: Partial<ProductDraft>) => setDraft({ ...draft, ...part });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const reason = hindrance(pictures.list);
    setHindered(reason);
    if (reason === null) void saving.save();
  };
  return (
    <form className="mng-form mng-wide" onSubmit={send}>
      <Basics draft={draft} set={set} categories={categories} />
      <PictureList pictures={pictures} />
      <Axes draft={draft} set={set} />
      <Variants draft={draft} set={set} />
      <Refusal answer={hindered === null ? saving.refusal : { ok: false, notice: { type: 'error', message: hindered } }} />
      <SaveBar saving={saving} />
      <Meanwhile saving={saving} />
    </form>
  );
}

interface Part {
  draft: ProductDraft;
  set: (part: Partial<ProductDraft>) => void;
}

function Basics({ draft, set, categories }: Part & { categories: Readonly<Record<string, string>> }) {
  return (
    <fieldset>
      <legend>상품</legend>
      <div className="mng-columns">
        <TextInput label="이름" required maxLength={120} value={draft.name} help={smsHint(draft.name)} onChange={(name) => set({ name })} />
        <TextInput label="브랜드" required maxLength={60} value={draft.brand} onChange={(brand) => set({ brand })} />
        <TextInput
          label="주소 이름"
          required
          maxLength={80}
          help="영어 소문자, 숫자, 하이픈"
          value={draft.slug}
          onChange={(slug) => set({ slug })}
        />
        <div className="mng-input">
          <label htmlFor="mng-category">분류</label>
          <select id="mng-category" required value={draft.category} onChange={(event) => set({ category: event.target.value })}>
            <option value="">골라 주세요</option>
            {Object.entries(categories).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <TextInput
          label="시중가 (원)"
          kind="number"
          required
          help="견주어 보여 줄 뿐 결제하지 않아요."
          value={draft.listPrice}
          onChange={(listPrice) => set({ listPrice })}
        />
      </div>
      <TextInput
        label="설명"
        kind="textarea"
        maxLength={20_000}
        value={draft.description}
        onChange={(description) => set({ description })}
      />
      <TextInput
        label="사양"
        kind="textarea"
        help="한 줄에 하나씩, ‘이름: 값’으로"
        value={draft.specifications}
        onChange={(specifications) => set({ specifications })}
      />
    </fieldset>
  );
}

function Axes({ draft, set }: Part) {
  const change = (index: number, part: Partial<ProductDraft['axes'][number]>) =>
    set({ axes: draft.axes.map((axis, at) => (at === index ? { ...axis, ...part } : axis)) });
  return (
    <fieldset>
      <legend>옵션</legend>
      <p className="mng-help">색상, 용량처럼 고객이 고르는 것. 없으면 비워 두세요.</p>
      {draft.axes.map((axis, index) => (
        <div key={index} className="mng-row">
          <TextInput label="옵션 이름" maxLength={30} value={axis.name} onChange={(name) => change(index, { name })} />
          <TextInput label="값 (쉼표로 나눠요)" value={axis.values} onChange={(values) => change(index, { values })} />
          <button type="button" className="mng-quiet" onClick={() => set({ axes: draft.axes.filter((_, at) => at !== index) })}>
            빼기
          </button>
        </div>
      ))}
      <div className="mng-actions">
        <button type="button" className="mng-second" onClick={() => set({ axes: [...draft.axes, { name: '', values: '' }] })}>
          옵션 더하기
        </button>
        <button type="button" className="mng-second" onClick={() => set({ variants: combine(draft) })}>
          조합 만들기
        </button>
      </div>
    </fieldset>
  );
}

function Variants({ draft, set }: Part) {
  const change = (index: number, part: Partial<VariantDraft>) =>
    set({ variants: draft.variants.map((variant, at) => (at === index ? { ...variant, ...part } : variant)) });
  return (
    <fieldset>
      <legend>옵션 조합과 재고</legend>
      <div className="mng-scroll">
        <table className="mng-table">
          <thead>
            <tr>
              <th>조합</th>
              <th>SKU</th>
              <th>추가금 (원)</th>
              <th>재고</th>
              <th>판매</th>
            </tr>
          </thead>
          <tbody>
            {draft.variants.map((variant, index) => (
              <VariantRow key={variant.id ?? `new-${index}`} variant={variant} change={(part) => change(index, part)} />
            ))}
          </tbody>
        </table>
      </div>
    </fieldset>
  );
}

function VariantRow({ variant, change }: { variant: VariantDraft; change: (part: Partial<VariantDraft>) => void }) {
  const name = optionsText(variant.options);
  const digitsOnly = (text: string) => text.replace(/\D/g, '');
  return (
    <tr>
      <td>{name}</td>
      <td>
        <input
          aria-label={`${name} SKU`}
          required
          maxLength={60}
          value={variant.sku}
          onChange={(event) => change({ sku: event.target.value })}
        />
      </td>
      <td>
        <input
          aria-label={`${name} 추가금`}
          inputMode="numeric"
          required
          value={variant.surcharge}
          onChange={(event) => change({ surcharge: digitsOnly(event.target.value) })}
        />
      </td>
      <td>
        {variant.stock ? (
          <span title="재고는 상품 상세에서 사유와 함께 바꿔요.">
            {variant.stock.onHand}개 <small>주문 {variant.stock.reserved}</small>
          </span>
        ) : (
          <input
            aria-label={`${name} 재고`}
            inputMode="numeric"
            required
            value={variant.onHand}
            onChange={(event) => change({ onHand: digitsOnly(event.target.value) })}
          />
        )}
      </td>
      <td>
        <input
          type="checkbox"
          aria-label={`${name} 판매`}
          checked={variant.active}
          onChange={(event) => change({ active: event.target.checked })}
        />
      </td>
    </tr>
  );
}
