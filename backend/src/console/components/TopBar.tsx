import { ROLE_LABELS } from '../../words/ko.js';
import { Icon } from './Icon.js';

/** Who is here, in which environment, and the way out. */
export function TopBar({ toggleSidebar }: { toggleSidebar: () => void }) {
  const { session } = window.REDUX_STATE;
  const role = ROLE_LABELS[session?.['role'] as keyof typeof ROLE_LABELS];
  const appEnv = String(session?.['appEnv'] ?? '');
  return (
    <header className="mng-top">
      <button type="button" className="mng-menu" aria-label="메뉴 열기" onClick={toggleSidebar}>
        <Icon name="menu" />
      </button>
      <span className="mng-space" />
      {appEnv !== 'prod' && <span className="mng-tag mng-warn">{session?.['simulated'] ? `${appEnv} · 가상 결제` : appEnv}</span>}
      <a className="mng-who" href="/admin/account" title={`내 계정 · ${session?.email ?? ''}`}>
        <b>{role}</b> <span className="mng-email">{session?.email}</span>
      </a>
      <form method="post" action="/admin/logout">
        <button type="submit" className="mng-quiet">
          로그아웃
        </button>
      </form>
    </header>
  );
}
