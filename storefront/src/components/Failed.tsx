import { type ReactNode, useEffect } from 'react';
import type { ApiError } from '../lib/api/api-error';
import Empty from './ui/Empty';

const TITLES: Readonly<Record<string, string>> = {
  offline: '인터넷이 끊겼어요',
  maintenance: '잠시 쉬어 가요',
  too_late: '답이 늦어지고 있어요',
  busy: '지금 많이 들어오고 있어요',
};

interface Props {
  error: ApiError;
  onRetry: () => void;
  /** What wasn't found, for a 404. */
  missing?: string;
  /** Another way on than asking again. */
  way?: ReactNode;
}

/** Why there is nothing to see, and what to do: a 404 leads on, everything else can be tried again. */
export default function Failed({ error, onRetry, missing = '찾는 판매가 없어요', way }: Props) {
  useEffect(() => {
    window.addEventListener('online', onRetry);
    return () => window.removeEventListener('online', onRetry);
  }, [onRetry]);
  if (error.status === 404) {
    return (
      <Empty level={1} title={missing} action={<Way href="/promotions" label="우리 학교 학생가 보기" />}>
        주소가 바뀌었거나, 우리 학교에 열리지 않은 판매예요.
      </Empty>
    );
  }
  const title = TITLES[error.code] ?? '불러오지 못했어요';
  const action = (
    <>
      <button type="button" className="btn primary" onClick={onRetry}>
        다시 불러오기
      </button>
      {way}
    </>
  );
  return (
    <div role="alert">
      <Empty level={1} title={title} action={action}>
        {error.code === 'offline' ? '연결되면 이어서 보여 드릴게요.' : error.detail}
      </Empty>
    </div>
  );
}

export function Way({ href, label }: { href: string; label: string }) {
  return (
    <a className="btn primary" href={href}>
      {label}
    </a>
  );
}
