import { Link, useLocation } from 'react-router-dom';
import { MENU_GROUPS } from '../kit/menu-groups.js';
import { Icon } from './Icon.js';
import { resourceLabel } from './labels-of.js';
import { Mark } from './Mark.js';

/** The menu: its groups as they were drawn, and in them only what AdminJS says this role may list. */
export function Sidebar({ isVisible }: { isVisible: boolean }) {
  const { pathname } = useLocation();
  const shown = window.REDUX_STATE.resources.filter(({ navigation, href }) => href && navigation?.name);
  return (
    <aside className={isVisible ? 'mng-side is-open' : 'mng-side'}>
      <Link to="/admin" className="mng-brand">
        <Mark />
        MNG샵 관리자
      </Link>
      <nav aria-label="관리 메뉴">
        <Entry href="/admin" icon="home" label="대시보드" current={pathname.replace(/\/$/, '') === '/admin'} />
        {MENU_GROUPS.map((group) => {
          const entries = shown.filter(({ navigation }) => navigation?.name === group);
          return entries.length === 0 ? null : (
            <section key={group} aria-label={group}>
              <h2>{group}</h2>
              {entries.map(({ id, href, navigation }) => (
                <Entry
                  key={id}
                  href={href ?? ''}
                  icon={navigation?.icon ?? ''}
                  label={resourceLabel(id)}
                  current={pathname.startsWith(`/admin/resources/${id}/`) || pathname === href}
                />
              ))}
            </section>
          );
        })}
      </nav>
    </aside>
  );
}

function Entry({ href, icon, label, current }: { href: string; icon: string; label: string; current: boolean }) {
  return (
    <Link to={href} className={current ? 'is-current' : undefined} aria-current={current ? 'page' : undefined}>
      <Icon name={icon} />
      {label}
    </Link>
  );
}
