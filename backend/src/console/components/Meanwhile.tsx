import { useEffect, useId, useRef, useState } from 'react';
import { type Choices, type Difference, firstChoices, resolve } from './compare-drafts.js';
import { shortTime } from './format.js';
import type { Meanwhile as Changed, Saving } from './use-saving.js';

/** Somebody else saved first: what they changed, field by field, beside what was typed here. Nothing is lost before a person chooses. */
export function Meanwhile<D>({ saving }: { saving: Saving<D> }) {
  const { meanwhile } = saving;
  return meanwhile ? <Dialog key={String(meanwhile.theirs.version)} changed={meanwhile} saving={saving} /> : null;
}

function Dialog<D>({ changed, saving }: { changed: Changed<D>; saving: Saving<D> }) {
  const { differences, mine, theirs } = changed;
  const [choices, setChoices] = useState<Choices>(() => firstChoices(differences));
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const who = theirs.saved?.by ?? '다른 사람';
  const open = differences.filter(({ kind, path }) => kind !== 'fixed' && !choices[path]).length;
  const all = (side: 'mine' | 'theirs') => setChoices(Object.fromEntries(differences.map(({ path }) => [path, side])));
  return (
    <dialog ref={dialog} className="mng-dialog" aria-labelledby={title} onCancel={(event) => (event.preventDefault(), saving.goOn())}>
      <h2 id={title}>{who} 님이 먼저 저장했어요</h2>
      <p className="mng-help">
        {theirs.saved && `${shortTime(theirs.saved.at)}에 `}바뀐 곳이 {differences.length}군데 있어요. 칸마다 골라 주세요. 적은 것은 그대로
        있어요.
      </p>
      <div className="mng-actions">
        <button type="button" className="mng-quiet" onClick={() => all('theirs')}>
          모두 {who} 님 것으로
        </button>
        <button type="button" className="mng-quiet" onClick={() => all('mine')}>
          모두 내 것으로
        </button>
      </div>
      <div className="mng-versus">
        {differences.map((one) => (
          <Choice
            key={one.path}
            difference={one}
            who={who}
            chosen={choices[one.path]}
            choose={(side) => setChoices({ ...choices, [one.path]: side })}
          />
        ))}
      </div>
      <div className="mng-actions mng-dialog-end">
        <button type="button" className="mng-quiet" onClick={saving.goOn}>
          더 고치기
        </button>
        <button type="button" className="mng-second" onClick={saving.dropMine}>
          내 것 버리기
        </button>
        <button
          type="button"
          className="mng-button"
          disabled={saving.busy || open > 0}
          onClick={() => void saving.saveOn(resolve(mine, differences, choices))}
        >
          {open > 0 ? `${open}군데 더 골라 주세요` : '이대로 저장'}
        </button>
      </div>
    </dialog>
  );
}

interface ChoiceProps<D> {
  difference: Difference<D>;
  who: string;
  chosen: 'mine' | 'theirs' | undefined;
  choose: (side: 'mine' | 'theirs') => void;
}

function Choice<D>({ difference: { path, label, base, mine, theirs, kind }, who, chosen, choose }: ChoiceProps<D>) {
  const side = (which: 'mine' | 'theirs', name: string, text: string) => (
    <label className="mng-side-of">
      <small>{name}</small>
      <input
        type="radio"
        name={path}
        disabled={kind === 'fixed'}
        checked={kind === 'fixed' ? which === 'theirs' : chosen === which}
        onChange={() => choose(which)}
      />
      <span>{text || '비어 있음'}</span>
    </label>
  );
  return (
    <fieldset>
      <legend>{label}</legend>
      {side('theirs', who, theirs)}
      {side('mine', '나', mine)}
      <p className="mng-help">
        처음에는 {base || '비어 있음'}
        {kind === 'fixed' && ' · 내 것으로 되돌릴 수 없어요'}
        {kind === 'theirs' && ' · 나는 고치지 않았어요'}
      </p>
    </fieldset>
  );
}
