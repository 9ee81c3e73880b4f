import chevronDown from 'lucide-static/icons/chevron-down.svg?shapes';
import { type ReactNode, useState } from 'react';
import Icon from '../../components/ui/Icon';

interface Props {
  title: string;
  note?: string;
  /** What it holds is asked for when it is first opened. */
  lazy?: boolean;
  children: ReactNode;
}

export default function FoldingRow({ title, note, lazy = false, children }: Props) {
  const [wasOpened, setOpened] = useState(false);
  return (
    <details className="fold" onToggle={() => setOpened(true)}>
      <summary>
        {title}
        <span className="grow soft right normal small">{note}</span>
        <Icon shapes={chevronDown} />
      </summary>
      <div>{(!lazy || wasOpened) && children}</div>
    </details>
  );
}
