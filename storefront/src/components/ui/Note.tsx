import type { ReactNode } from 'react';
import Icon from './Icon';

interface Props {
  tone?: '' | 'info' | 'success' | 'warning' | 'danger';
  icon: string;
  role?: 'alert' | 'status';
  children: ReactNode;
}

export default function Note({ tone = '', icon, role, children }: Props) {
  return (
    <div className={`note ${tone}`} role={role}>
      <Icon shapes={icon} />
      <span>{children}</span>
    </div>
  );
}
