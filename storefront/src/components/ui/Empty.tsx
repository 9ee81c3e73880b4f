import type { ReactNode } from 'react';

interface Props {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** 1 where nothing else names the page. */
  level?: 1 | 2;
}

/** One line of what isn't there, and the way on. */
export default function Empty({ title, children, action, level = 2 }: Props) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className="empty">
      <svg className="art" viewBox="0 0 120 76" aria-hidden="true">
        <path d="M4 66V30q0-6 6-6h24q5 0 5 5v13h27q5 0 5 5v9h30q7 0 7 6v6q0 6-6 6H10q-6 0-6-8Z" fill="var(--mango-pale)" />
        <circle cx="20" cy="14" r="9" fill="none" stroke="var(--ink)" strokeWidth="1.75" strokeDasharray="3 4" />
      </svg>
      <Heading className="h3">{title}</Heading>
      {children && <p className="soft">{children}</p>}
      {action}
    </div>
  );
}
