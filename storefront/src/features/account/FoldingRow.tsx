import chevronDown from 'lucide-static/icons/chevron-down.svg?shapes';
import type { ReactNode } from 'react';
import Icon from '../../components/ui/Icon';

export default function FoldingRow({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <details className="fold">
      <summary>
        {title}
        <span className="grow soft right normal small">{note}</span>
        <Icon shapes={chevronDown} />
      </summary>
      <div>{children}</div>
    </details>
  );
}
