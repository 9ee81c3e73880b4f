import { type ChangeEvent, useEffect, useId, useRef, useState } from 'react';
import { MOST_PICTURES, PICTURE_TYPES } from './picture-draft.js';
import { PictureRow, type RowButton } from './PictureRow.js';
import { useFileDrop, useReorder } from './use-drops.js';
import type { Pictures } from './use-pictures.js';

/** The product's pictures: dropped or picked, several at once; put in order by dragging or by buttons; described in words. */
export function PictureList({ pictures }: { pictures: Pictures }) {
  const { list, add, remove, move } = pictures;
  const [said, setSaid] = useState('');
  const rows = useRef<HTMLOListElement>(null);
  const focusNext = useFocus(rows);

  const take = (files: readonly File[]) => {
    const taken = add(files);
    const left = files.length - taken;
    const tooMany = left > 0 ? ` ${MOST_PICTURES}장까지 올릴 수 있어서 ${left}장은 뺐어요.` : '';
    setSaid(`사진 ${taken}장을 더했어요.${tooMany}`);
  };
  const moveTo = (from: number, to: number, button?: RowButton) => {
    const one = list[from];
    if (!one || to < 0 || to >= list.length || from === to) return;
    move(from, to);
    setSaid(`${to + 1}번째로 옮겼어요.`);
    if (button) focusNext(one.key, button);
  };
  const takeOut = (index: number) => {
    const [one, neighbour] = [list[index], list[index + 1] ?? list[index - 1]];
    if (!one) return;
    remove(one.key);
    setSaid(`${index + 1}번째 사진을 뺐어요.`);
    if (neighbour) focusNext(neighbour.key, 'remove');
  };
  const over = useFileDrop(take);
  const target = useReorder(rows, moveTo);

  return (
    <fieldset className={`mng-pictures ${over ? 'is-over' : ''}`}>
      <legend>사진</legend>
      <Picker onPick={take} />
      <ol ref={rows}>
        {list.map((picture, index) => (
          <PictureRow
            key={picture.key}
            picture={picture}
            index={index}
            count={list.length}
            isTarget={target === index}
            onAlt={(alt) => pictures.change(picture.key, { alt })}
            onRetry={() => pictures.retry(picture.key)}
            onMove={(to, button) => moveTo(index, to, button)}
            onRemove={() => takeOut(index)}
          />
        ))}
      </ol>
      <p role="status" className="mng-said">
        {said}
      </p>
    </fieldset>
  );
}

function Picker({ onPick }: { onPick: (files: readonly File[]) => void }) {
  const id = useId();
  const pick = ({ target }: ChangeEvent<HTMLInputElement>) => {
    onPick([...(target.files ?? [])]);
    // Else the same file could not be picked again after it was taken out.
    target.value = '';
  };
  return (
    <div className="mng-drop">
      <input id={id} className="mng-file" type="file" multiple accept={PICTURE_TYPES} onChange={pick} aria-describedby={`${id}-help`} />
      <label htmlFor={id} className="mng-second">
        사진 고르기
      </label>
      <span>여러 장을 끌어다 놓아도 돼요.</span>
      <p className="mng-help" id={`${id}-help`}>
        JPEG, PNG, WebP, AVIF. 한 장에 10MB, 모두 {MOST_PICTURES}장까지. 첫 번째 사진이 목록과 주문에 나와요.
      </p>
    </div>
  );
}

/** Keeps the keyboard where it was: a row that moves loses the focus, and one that goes takes its buttons along. */
function useFocus(rows: { readonly current: HTMLElement | null }) {
  const wanted = useRef<{ key: string; button: RowButton } | null>(null);
  useEffect(() => {
    if (!wanted.current) return;
    const { key, button } = wanted.current;
    wanted.current = null;
    const row = rows.current?.querySelector(`[data-key="${key}"]`);
    const found = row?.querySelector<HTMLElement>(`[data-do="${button}"]:enabled`) ?? row?.querySelector<HTMLElement>('[data-do]:enabled');
    found?.focus();
  });
  return (key: string, button: RowButton) => {
    wanted.current = { key, button };
  };
}
