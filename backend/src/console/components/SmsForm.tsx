import type { ActionProps } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { CAMPAIGN_PURPOSES, type CampaignPurpose, composeCampaign } from '../../campaigns/rules/campaign-text.js';
import { CAMPAIGN_PURPOSE_LABELS } from '../../words/ko.js';
import { LMS_BYTES, measureSms } from '../../words/rules/sms-bytes.js';
import { Link, useLocation } from 'react-router-dom';
import { mayDriftBy, TYPED_ABOVE } from '../../campaigns/rules/receivers.js';
import type { Answer } from './call.js';
import { digits } from './format.js';
import { listAddress } from './list-address.js';
import { Receivers } from './Receivers.js';
import { Refusal } from './Refusal.js';
import { filtersIn, useReceivers } from './use-receivers.js';
import { useRun } from './use-run.js';

/** One text to the customers that were ticked, to one, or to all whom the list's filters match. */
export function SmsForm(props: ActionProps) {
  const { search } = useLocation();
  const filters = props.action.custom['everyMatch'] ? filtersIn(search) : '';
  const [draft, setDraft] = useState<Draft>({ text: '', purpose: 'notice' });
  // Another address names other people: then everything but what was written begins anew.
  return <Composer key={filters} {...props} filters={filters} draft={draft} onDraft={setDraft} />;
}

interface Draft {
  text: string;
  purpose: CampaignPurpose;
}
type ComposerProps = ActionProps & { filters: string; draft: Draft; onDraft: (draft: Draft) => void };

function Composer({ filters, draft, onDraft, ...props }: ComposerProps) {
  const { text, purpose } = draft;
  const { receivers, failed, ask } = useReceivers(props, filters);
  const named = receivers?.named;
  const { submit, busy, refusal } = useRun(props, {
    recordIds: (props.records ?? []).map(({ id }) => id),
    named: named?.by === 'all' ? { all: true } : named && { filters: named.filters },
  });
  // Made once for these people: whatever is clicked or repeated by the network, it is sent once.
  const [requestId] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState('');
  const [everyone, setEveryone] = useState(false);
  const sender = window.REDUX_STATE.session?.['sms'] as { number: string; optOut: string };
  const whole = text.trim() === '' ? '' : composeCampaign(purpose, text, sender);
  const size = measureSms(whole);
  const fits = whole !== '' && size.bytes <= LMS_BYTES && size.unencodable.length === 0;
  const count = receivers?.[purpose];
  const receives = count?.receives ?? 0;
  const isMeant = named?.by !== 'all' || everyone;
  const isTyped = receives <= TYPED_ABOVE || toNumber(typed) === receives;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const expected = { receives, tolerance: mayDriftBy(receives) };
    const answer = await submit({ text, purpose, requestId, expected, ...(receives > TYPED_ABOVE ? { typed: toNumber(typed) } : {}) });
    if (answer?.code !== 'receivers_changed') return;
    setTyped('');
    await ask();
  };
  if (failed) return <Failed answer={failed} onAgain={() => void ask()} />;
  if (!count) return <p className="mng-form">받는 사람을 세고 있어요.</p>;
  return (
    <form className="mng-form" onSubmit={(event) => void send(event)}>
      <Receivers words={named?.words ?? []} names={namesOf(props)} count={count} />
      {named?.by === 'all' && <Everyone matched={count.matched} checked={everyone} onChange={setEveryone} resource={props.resource.id} />}
      <fieldset className="mng-plain">
        <legend>종류</legend>
        <div className="mng-choice">
          {CAMPAIGN_PURPOSES.map((one) => (
            <Purpose key={one} value={one} now={purpose} onChange={(next) => onDraft({ text, purpose: next })} />
          ))}
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
          onChange={(event) => onDraft({ text: event.target.value, purpose })}
        />
      </div>
      <Size bytes={size.bytes} kind={size.kind} unencodable={size.unencodable} />
      {whole && (
        <div className="mng-input">
          <span className="mng-label">고객이 받는 문자</span>
          <pre className="mng-sms">{whole}</pre>
        </div>
      )}
      {receives > TYPED_ABOVE && <TypedCount receives={receives} typed={typed} onChange={setTyped} />}
      <Refusal answer={refusal} />
      <div className="mng-actions">
        <button type="submit" className="mng-button" disabled={busy || !fits || receives === 0 || !isMeant || !isTyped}>
          {busy ? '보내고 있어요' : `${digits(receives)}명에게 문자 보내기`}
        </button>
      </div>
    </form>
  );
}

/** Those who were ticked or whose page it is; nobody is named where filters name them. */
const namesOf = ({ record, records }: ActionProps): string[] => [...(record ? [record] : []), ...(records ?? [])].map(({ title }) => title);

/** What was typed, with or without separators, in whatever width. */
const toNumber = (typed: string): number => Number(typed.normalize('NFKC').replace(/[\s,.명]/g, '') || NaN);

function Failed({ answer, onAgain }: { answer: Answer; onAgain: () => void }) {
  return (
    <div className="mng-form">
      <Refusal answer={answer} />
      <div className="mng-actions">
        <button type="button" className="mng-second" onClick={onAgain}>
          다시 세기
        </button>
      </div>
    </div>
  );
}

type EveryoneProps = { matched: number; checked: boolean; onChange: (checked: boolean) => void; resource: string };

/** Nobody was named: everybody is a choice of its own, never what is left when a filter is missing. */
const Everyone = ({ matched, checked, onChange, resource }: EveryoneProps) => (
  <div className="mng-note">
    <p>
      걸린 필터가 없어요. <Link to={listAddress(resource)}>고객 목록</Link>에서 필터를 걸거나 골라서 오면 그 고객에게만 보내요.
    </p>
    <label className="mng-check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} /> 고객 {digits(matched)}명 모두에게
      보낼게요
    </label>
  </div>
);

type TypedCountProps = { receives: number; typed: string; onChange: (typed: string) => void };

const TypedCount = ({ receives, typed, onChange }: TypedCountProps) => (
  <div className="mng-input">
    <label htmlFor="mng-typed">받는 사람 수를 그대로 적어 주세요</label>
    <input
      id="mng-typed"
      inputMode="numeric"
      autoComplete="off"
      required
      maxLength={12}
      value={typed}
      aria-describedby="mng-typed-help"
      onChange={(event) => onChange(event.target.value)}
    />
    <p id="mng-typed-help" className="mng-help">
      {digits(receives)}명에게 보내요. 보낸 문자는 되돌릴 수 없어요.
    </p>
  </div>
);

type PurposeProps = { value: CampaignPurpose; now: string; onChange: (value: CampaignPurpose) => void };

const Purpose = ({ value, now, onChange }: PurposeProps) => (
  <label className="mng-check">
    <input type="radio" name="purpose" value={value} checked={now === value} onChange={() => onChange(value)} />{' '}
    {CAMPAIGN_PURPOSE_LABELS[value]}
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
