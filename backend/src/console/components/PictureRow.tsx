import { useState } from 'react';
import type { PictureDraft } from './picture-draft.js';
import { TextInput } from './TextInput.js';

export type RowButton = 'before' | 'after' | 'remove';

interface Props {
  picture: PictureDraft;
  index: number;
  count: number;
  /** Whether a row is held over it. */
  isTarget: boolean;
  onAlt: (text: string) => void;
  onRetry: () => void;
  onMove: (to: number, button: RowButton) => void;
  onRemove: () => void;
}

/** One picture: what it looks like, what it shows in words, how far it is, where it stands. */
export function PictureRow({ picture, index, count, isTarget, onAlt, onRetry, onMove, onRemove }: Props) {
  const which = `${index + 1}번째 사진`;
  return (
    <li data-key={picture.key} data-index={index} className={isTarget ? 'is-over' : ''}>
      <Preview picture={picture} which={which} isFirst={index === 0} />
      <div className="mng-picture-words">
        {picture.state !== 'refused' && (
          <TextInput
            label={`${which} 설명`}
            required
            maxLength={200}
            {...(index === 0 ? { help: '사진을 보지 못하는 학생에게 읽어 줘요. 예: 펼친 은색 노트북의 앞모습' } : {})}
            value={picture.alt}
            onChange={onAlt}
          />
        )}
        <Progress picture={picture} onRetry={onRetry} />
      </div>
      <div className="mng-picture-buttons">
        <Button name="before" which={which} label="앞으로" disabled={index === 0} onClick={() => onMove(index - 1, 'before')} />
        <Button name="after" which={which} label="뒤로" disabled={index === count - 1} onClick={() => onMove(index + 1, 'after')} />
        <Button name="remove" which={which} label="빼기" onClick={onRemove} />
      </div>
    </li>
  );
}

interface ButtonProps {
  name: RowButton;
  which: string;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}
const Button = ({ name, which, label, disabled = false, onClick }: ButtonProps) => (
  <button type="button" data-do={name} className="mng-quiet" disabled={disabled} aria-label={`${which} ${label}`} onClick={onClick}>
    {label}
  </button>
);

/** Also what the picture is dragged by: the text field beside it stays a text field. */
function Preview({ picture, which, isFirst }: { picture: PictureDraft; which: string; isFirst: boolean }) {
  const [broken, setBroken] = useState(false);
  return (
    <div className="mng-thumb" draggable title="끌어서 순서를 바꿔요">
      {broken || picture.state === 'refused' ? (
        <span className="mng-none">미리 볼 수 없어요</span>
      ) : (
        <img src={picture.url} alt={picture.alt || `${which}, ${picture.name}`} draggable={false} onError={() => setBroken(true)} />
      )}
      {isFirst && <b>대표</b>}
    </div>
  );
}

const SAID = { waiting: '차례를 기다리고 있어요', checking: '사진을 확인하고 있어요', ready: '올렸어요. 저장하면 상품에 나와요' } as const;

function Progress({ picture: { name, state, progress, refusal, mayRetry }, onRetry }: { picture: PictureDraft; onRetry: () => void }) {
  if (state === 'saved') return null;
  if (state === 'refused')
    return (
      <div className="mng-refusal" role="alert">
        <p>
          <b>{name}</b> {refusal}
        </p>
        {mayRetry && (
          <button type="button" className="mng-second" onClick={onRetry}>
            다시 올리기
          </button>
        )}
      </div>
    );
  if (state === 'ready') return <p className="mng-up">{SAID.ready}</p>;
  return (
    <div className="mng-picture-progress">
      <progress max={100} value={progress} aria-label={`${name} 올리기`} />
      <span className="mng-none">{state === 'sending' ? `${progress}% 올렸어요` : SAID[state]}</span>
    </div>
  );
}
