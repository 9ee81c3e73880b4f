import type { ActionProps } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { composeCampaign } from '../../campaigns/rules/campaign-text.js';
import { LMS_BYTES, measureSms } from '../../words/rules/sms-bytes.js';
import { digits } from './format.js';
import { Refusal } from './Refusal.js';
import { useRun, useStart } from './use-run.js';

/** One text to the customers that were ticked, or to all that the list's filters match. */
export function SmsForm(props: ActionProps) {
  const { recipients, search } = useRecipients(props);
  const recordIds = (props.records ?? []).map(({ id }) => id);
  const { submit, busy, refusal } = useRun(props, { recordIds, search });
  // Made once for this form: whatever is clicked or repeated by the network, it is sent once.
  const [requestId] = useState(() => crypto.randomUUID());
  const [text, setText] = useState('');
  const [purpose, setPurpose] = useState<'notice' | 'advertising'>('notice');
  const sender = window.REDUX_STATE.session?.['sms'] as { number: string; optOut: string };
  const whole = text.trim() === '' ? '' : composeCampaign(purpose, text, sender);
  const size = measureSms(whole);
  const fits = whole !== '' && size.bytes <= LMS_BYTES && size.unencodable.length === 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit({ text, purpose, requestId });
  };
  return (
    <form className="mng-form" onSubmit={send}>
      <p className="mng-recipients">
        받는 사람 <b>{recipients === undefined ? '…' : `${digits(recipients)}명`}</b>
      </p>
      <fieldset className="mng-plain">
        <legend>종류</legend>
        <div className="mng-choice">
          <Purpose value="notice" label="안내" now={purpose} onChange={setPurpose} />
          <Purpose value="advertising" label="광고" now={purpose} onChange={setPurpose} />
        </div>
        <p className="mng-help">
          {purpose === 'advertising'
            ? '광고 문자에 동의한 고객에게만 보내요. 밤 9시부터 아침 8시까지는 밤 광고에 따로 동의한 고객에게만 가요.'
            : '주문과 이용에 꼭 필요한 안내만 보내요. 상품을 권하는 내용은 광고예요.'}
        </p>
      </fieldset>
      <div className="mng-input">
        <label htmlFor="mng-sms">내용</label>
        <textarea
          id="mng-sms"
          rows={6}
          required
          value={text}
          aria-describedby="mng-sms-size"
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Size bytes={size.bytes} kind={size.kind} unencodable={size.unencodable} />
      {whole && (
        <div className="mng-input">
          <span className="mng-label">고객이 받는 문자</span>
          <pre className="mng-sms">{whole}</pre>
        </div>
      )}
      <Refusal answer={refusal} />
      <div className="mng-actions">
        <button type="submit" className="mng-button" disabled={busy || !fits || !recipients}>
          {busy ? '보내고 있어요' : `${recipients === undefined ? '' : `${digits(recipients)}명에게 `}문자 보내기`}
        </button>
      </div>
    </form>
  );
}

function useRecipients(props: ActionProps): { recipients: number | undefined; search: string } {
  const everyMatch = Boolean(props.action.custom['everyMatch']);
  const search = everyMatch ? location.search : '';
  const counted = useStart(props, search) as { count?: number } | undefined;
  return { recipients: everyMatch ? counted?.count : props.records?.length, search };
}

type PurposeProps = { value: 'notice' | 'advertising'; label: string; now: string; onChange: (value: 'notice' | 'advertising') => void };

const Purpose = ({ value, label, now, onChange }: PurposeProps) => (
  <label className="mng-check">
    <input type="radio" name="purpose" value={value} checked={now === value} onChange={() => onChange(value)} /> {label}
  </label>
);

function Size({ bytes, kind, unencodable }: { bytes: number; kind: string; unencodable: readonly string[] }) {
  return (
    <div id="mng-sms-size" aria-live="polite">
      <p className="mng-help">
        <b className="mng-number">{digits(bytes)}바이트</b> · {kind} {kind === 'SMS' ? '(90바이트까지)' : '(2,000바이트까지)'}
        {bytes > LMS_BYTES && ' · 너무 길어요. 줄여 주세요.'}
      </p>
      {unencodable.length > 0 && <p className="mng-bad-text">문자로 보낼 수 없는 글자가 있어요: {unencodable.join(' ')}</p>}
    </div>
  );
}
