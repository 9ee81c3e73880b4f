import type { ActionProps } from 'adminjs';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { BankAccount } from '../../ledger/refund-accounts.js';
import { type Answer, run } from './call.js';
import { won } from './format.js';
import { Refusal } from './Refusal.js';

/** The account of one refund: shown when asked for, and gone with the page. */
export function RefundAccount({ resource, action, record }: ActionProps) {
  const [answer, setAnswer] = useState<Answer>();
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    setAnswer(await run({ resource, action, record }, {}));
    setBusy(false);
  };
  const account = answer?.ok ? (answer.data as BankAccount) : undefined;
  const back = `/admin/resources/${resource.id}/records/${record?.id ?? ''}/show`;
  return (
    <div className="mng-form">
      <h2 className="mng-form-title">{won(Number(record?.params['amount'] ?? 0))} 돌려줄 계좌</h2>
      {account ? (
        <dl className="mng-account">
          {[
            ['은행', account.bank],
            ['계좌번호', account.number],
            ['예금주', account.holder],
          ].map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p>누가 언제 보았는지 열람 기록에 남아요. 돈을 보낼 때만 열어 주세요.</p>
      )}
      <Refusal answer={answer?.ok ? undefined : answer} />
      <div className="mng-actions">
        {!account && (
          <button type="button" className="mng-button" disabled={busy} onClick={() => void open()}>
            {busy ? '열고 있어요' : '계좌 보기'}
          </button>
        )}
        <Link className="mng-second" to={back}>
          돌아가기
        </Link>
      </div>
    </div>
  );
}
