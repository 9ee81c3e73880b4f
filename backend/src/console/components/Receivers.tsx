import type { ReceiverCount } from '../../campaigns/rules/receivers.js';
import { mayDriftBy } from '../../campaigns/rules/receivers.js';
import type { FilterWord } from '../kit/filter-words.js';
import { digits } from './format.js';

interface Named {
  /** The list's filters. */
  words: readonly FilterWord[];
  /** Who was ticked, by name. */
  names: readonly string[];
}

/** Whom a text is for, in words, and how many of them get it: everyone who is left out is counted with the reason. */
export function Receivers({ words, names, count }: Named & { count: ReceiverCount }) {
  const { matched, receives, dropped } = count;
  const reasons: [string, number][] = [
    ['광고 수신에 동의하지 않음', dropped.noConsent],
    ['밤 광고에 동의하지 않음', dropped.night],
    ['탈퇴', dropped.left],
  ];
  return (
    <section className="mng-receivers" aria-labelledby="mng-receivers">
      <h3 id="mng-receivers">받는 사람</h3>
      <Naming words={words} names={names} matched={matched} />
      <table>
        <tbody>
          <tr>
            <th scope="row">{names.length > 0 ? '고른 고객' : words.length > 0 ? '조건에 맞는 고객' : '모든 고객'}</th>
            <td>{digits(matched)}명</td>
          </tr>
          {reasons
            .filter(([, number]) => number > 0)
            .map(([reason, number]) => (
              <tr key={reason} className="is-out">
                <th scope="row">{reason}</th>
                <td>−{digits(number)}명</td>
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">문자를 받는 사람</th>
            <td>{digits(receives)}명</td>
          </tr>
        </tfoot>
      </table>
      {mayDriftBy(receives) > 0 && (
        <p className="mng-help">보내는 사이 {digits(mayDriftBy(receives))}명까지 달라질 수 있어요. 더 달라지면 보내지 않고 다시 물어요.</p>
      )}
    </section>
  );
}

const NAMES_SHOWN = 3;

function Naming({ words, names, matched }: Named & { matched: number }) {
  if (names.length > 0) {
    const more = names.length - NAMES_SHOWN;
    return (
      <p className="mng-naming">
        <b>{names.slice(0, NAMES_SHOWN).join(', ')}</b>
        {more > 0 ? ` 외 ${digits(more)}명` : names.length === 1 ? ' 님' : ''}
      </p>
    );
  }
  if (words.length === 0) return <p className="mng-naming">필터 없이 고객 모두</p>;
  return (
    <ul className="mng-naming">
      {words.map(({ label, value }) => (
        <li key={label} className="mng-chip">
          <span>{label}</span> {value}
        </li>
      ))}
      <li>
        <b>{digits(matched)}명</b>
      </li>
    </ul>
  );
}
