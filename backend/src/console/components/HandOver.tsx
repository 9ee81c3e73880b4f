import { useState } from 'react';
import { Link } from 'react-router-dom';

/** A one-time link, shown once for a person to pass on. */
export function HandOver({ link, back }: { link: string; back: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="mng-form">
      <div className="mng-input">
        <label htmlFor="mng-link">전해 줄 링크</label>
        <input
          id="mng-link"
          type="text"
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
          aria-describedby="mng-link-help"
        />
        <p id="mng-link-help" className="mng-help">
          지금 한 번만 보여요. 이 화면을 벗어나면 다시 볼 수 없으니, 본인에게만 안전하게 전해 주세요.
        </p>
      </div>
      <div className="mng-actions">
        <button type="button" className="mng-button" onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}>
          {copied ? '복사했어요' : '링크 복사'}
        </button>
        <Link className="mng-second" to={back}>
          돌아가기
        </Link>
      </div>
    </div>
  );
}
