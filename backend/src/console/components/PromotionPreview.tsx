import type { ActionProps } from 'adminjs';
import { SHOWN_PROMOTION_STATE_LABELS } from '../../words/ko.js';
import { useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import type { ToldPreview as Preview, ToldPreviewStart as PreviewStart } from '../promotions/told-preview.js';
import type { Wire } from './board.js';
import { run } from './call.js';
import { digits, time, tiers, won } from './format.js';
import { Loaded } from './Loaded.js';
import { Findings } from './PublishForm.js';
import { Staircase } from './Staircase.js';
import { useStart } from './use-run.js';

type Start = Wire<PreviewStart>;
type Shown = Wire<Preview>;

/** A promotion before anyone sees it: as a student would, what would come in, and what speaks against publishing. */
export function PromotionPreview(props: ActionProps) {
  return <Loaded load={useStart<Start>(props)}>{(start) => <Screen {...props} start={start} />}</Loaded>;
}

function Screen({ start, ...props }: ActionProps & { start: Start }) {
  const { chosen, shown, failed, choose } = usePreview(props, start);
  const name = start.universities.find(({ id }) => id === chosen)?.name ?? '';
  const record = `/admin/resources/${props.resource.id}/records/${props.record?.id ?? ''}`;
  return (
    <div className="mng-form mng-wide mng-look">
      <div>
        <Universities universities={start.universities} chosen={chosen} onChange={(id) => void choose(id)} />
        {failed ? <p className="mng-refusal">{failed}</p> : <Phone university={name} seen={shown.seen} />}
      </div>
      <div>
        {shown.findings && <Findings findings={shown.findings} />}
        {shown.offers.map((offer) => (
          <Revenue key={offer.id} offer={offer} />
        ))}
        <div className="mng-actions">
          {start.promotion.state === 'draft' && props.record?.recordActions.some(({ name: action }) => action === 'publish') && (
            <>
              <Link className="mng-button" to={`${record}/publish`}>
                공개하기
              </Link>
              <Link className="mng-second" to={`${record}/edit`}>
                수정
              </Link>
            </>
          )}
          <Link className="mng-second" to={`${record}/show`}>
            돌아가기
          </Link>
        </div>
      </div>
    </div>
  );
}

function usePreview(props: ActionProps, start: Start) {
  const [chosen, setChosen] = useState(start.universityId);
  const [shown, setShown] = useState<Shown>(start.preview);
  const [failed, setFailed] = useState('');
  const newest = useRef(chosen);
  const choose = async (universityId: number) => {
    newest.current = universityId;
    setChosen(universityId);
    const answer = await run({ resource: props.resource, action: props.action, record: props.record }, { universityId });
    // Another one may have been chosen meanwhile.
    if (newest.current !== universityId) return;
    setFailed(answer.ok ? '' : (answer.notice?.message ?? ''));
    if (answer.ok) setShown(answer.data as Shown);
  };
  return { chosen, shown, failed, choose };
}

function Universities({
  universities,
  chosen,
  onChange,
}: {
  universities: Start['universities'];
  chosen: number;
  onChange: (id: number) => void;
}) {
  const group = (label: string, reached: boolean) => {
    const own = universities.filter((one) => one.reached === reached);
    return own.length === 0 ? null : (
      <optgroup label={label}>
        {own.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </optgroup>
    );
  };
  return (
    <div className="mng-input">
      <label htmlFor="mng-look-as">어느 학교 학생으로 볼까요?</label>
      <select id="mng-look-as" value={chosen} onChange={(event) => onChange(Number(event.target.value))}>
        {group('대상 대학교', true)}
        {group('대상이 아닌 대학교', false)}
      </select>
    </div>
  );
}

function Phone({ university, seen }: { university: string; seen: Shown['seen'] }) {
  return (
    <section className="mng-phone" aria-label={`${university} 학생이 보는 화면`}>
      <span className="mng-chip mng-school">{university} 학생가</span>
      {seen ? (
        <Seen seen={seen} />
      ) : (
        <p className="mng-nothing">
          <b>404</b>
          {university} 학생에게는 이 프로모션이 없어요. 목록에도 나오지 않고, 주소를 알아도 찾을 수 없어요.
        </p>
      )}
    </section>
  );
}

function Seen({ seen }: { seen: NonNullable<Shown['seen']> }) {
  return (
    <>
      {seen.imageUrl && <img src={seen.imageUrl} alt="" />}
      <div>
        <span className="mng-tag mng-muted">
          {seen.state === 'open' && !seen.offers.some(stepped) ? '판매 중' : SHOWN_PROMOTION_STATE_LABELS[seen.state]}
        </span>
        <h3>{seen.title}</h3>
        <p>{seen.summary}</p>
        <p className="mng-help">{seen.state === 'scheduled' ? `${time(seen.opensAt)}부터` : `${time(seen.closesAt)}까지`}</p>
      </div>
      {seen.offers.map((offer) => (
        <article key={offer.id}>
          <b>{offer.product.name}</b>
          {stepped(offer) && <Staircase tiers={offer.tiers} sold={offer.soldQuantity} goal={offer.goalQuantity} cap={offer.capQuantity} />}
          <p className="mng-price">
            <b>{won(offer.price)}</b> <s>{won(offer.listPrice)}</s>
          </p>
          <p className="mng-help">
            {stepped(offer) && `${nextStep(offer)} · `}한 사람 {digits(offer.perCustomerLimit)}개까지
          </p>
        </article>
      ))}
    </>
  );
}

type SeenOffer = NonNullable<Shown['seen']>['offers'][number];

/** A plain sale has one price, and nobody waits for others. */
const stepped = ({ tiers: steps, goalQuantity }: SeenOffer): boolean => steps.length > 1 || goalQuantity !== null;

function nextStep({ tiers: steps, soldQuantity: sold }: SeenOffer): string {
  const next = steps.slice(1).find(({ fromQuantity }) => fromQuantity > sold);
  return next ? `${digits(next.fromQuantity - sold)}개 더 팔리면 모두 ${won(next.unitPrice)}` : tiers(steps.slice(-1));
}

const ENDS = { goal: '목표', cap: '최대 수량', stock: '재고 모두' } as const;

/** One line for each quantity: the goal is often where a tier begins. */
function byUnits(rows: Shown['offers'][number]['revenue']) {
  let tier = 0;
  const named = rows.map((row) => ({ ...row, label: row.at === 'tier' ? `${++tier}구간` : ENDS[row.at] }));
  return [...Map.groupBy(named, ({ units }) => units).values()].flatMap((group) =>
    group.slice(0, 1).map((row) => ({ ...row, label: group.map(({ label }) => label).join(' · ') })),
  );
}

function Revenue({ offer }: { offer: Shown['offers'][number] }) {
  return (
    <section className="mng-panel">
      <h3>{offer.product}</h3>
      <p className="mng-help">지금 재고 {digits(offer.available)}개 · 추가금은 넣지 않은 매출이에요.</p>
      <div className="mng-scroll">
        <table className="mng-table mng-revenue">
          <thead>
            <tr>
              <th>어디까지</th>
              <th>수량</th>
              <th>모두의 가격</th>
              <th>매출</th>
            </tr>
          </thead>
          <tbody>
            {byUnits(offer.revenue).map(({ label, units, price, revenue, reachable }) => (
              <tr key={units} className={reachable ? undefined : 'is-beyond'}>
                <td>{label}</td>
                <td>{digits(units)}개</td>
                <td>{won(price)}</td>
                <td>{!reachable ? '닿지 못해요' : revenue === 0 ? '전액 환불' : won(revenue)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
