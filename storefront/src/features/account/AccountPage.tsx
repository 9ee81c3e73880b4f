import type { Customer } from '@mngshop/backend/contract';
import Failed, { Way } from '../../components/Failed';
import { CardsSkeleton } from '../../components/Skeletons';
import Empty from '../../components/ui/Empty';
import { api } from '../../lib/api/calls';
import { phone } from '../../lib/words/format';
import { signInFrom } from '../../lib/browser/next-path';
import { loadMe, setMe, signedOut } from '../../lib/api/session';
import { toast } from '../../lib/browser/toast';
import { useLoad } from '../../lib/api/use-load';
import AddressRow from './AddressRow';
import Consents from './Consents';
import Devices from './Devices';
import FoldingRow from './FoldingRow';
import Leave from './Leave';
import Password from './Password';
import PhoneCode from './PhoneCode';
import Profile from './Profile';

export default function AccountPage() {
  const { loaded, retry, put } = useLoad<Customer | null>(loadMe);
  if (loaded.state === 'loading') return <CardsSkeleton heights={[120, 400]} />;
  if (loaded.state === 'failed') return <Failed error={loaded.error} onRetry={retry} />;
  if (!loaded.data) return <Visitor />;
  const customer = loaded.data;
  const changed = (next: Customer) => {
    setMe(next);
    put(next);
  };
  return (
    <section className="section pt6 pb10">
      <h1>{customer.name}님</h1>
      <p className="soft">
        {customer.university.name} · {customer.email}
      </p>
      <div className="list mt5">
        <a className="rowlink quiet" href="/orders">
          주문 내역
        </a>
        <FoldingRow title="이름과 휴대전화" note={phone(customer.phone)}>
          <Profile customer={customer} onChanged={changed} />
          {!customer.phoneVerified && <PhoneCode phoneNumber={customer.phone} onChanged={changed} />}
        </FoldingRow>
        <AddressRow customer={customer} onChanged={changed} />
        <FoldingRow title="소식 받기" note={customer.consents.marketingSms ? '문자로 받고 있어요' : '받지 않아요'}>
          <Consents customer={customer} onChanged={changed} />
        </FoldingRow>
        <FoldingRow title="비밀번호 바꾸기">
          <Password />
        </FoldingRow>
        <FoldingRow title="로그인한 기기" lazy>
          <Devices />
        </FoldingRow>
        <a className="rowlink quiet" href="/faq">
          자주 묻는 질문
        </a>
      </div>
      <button type="button" className="btn full mt6" onClick={signOut}>
        로그아웃
      </button>
      <Leave />
    </section>
  );
}

function Visitor() {
  return (
    <Empty level={1} title="로그인이 필요해요" action={<Way href={signInFrom(location)} label="로그인" />}>
      로그인하면 내 정보를 보고 바꿀 수 있어요.
    </Empty>
  );
}

function signOut(): void {
  api.signOut().then(signedOut, () => toast('로그아웃하지 못했어요. 인터넷 연결을 확인하고 다시 해 주세요.'));
}
