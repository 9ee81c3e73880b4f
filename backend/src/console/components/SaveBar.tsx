import type { ReactNode } from 'react';
import type { Saving } from './use-saving.js';

/** The form's own button, and whether there is something to lose. */
export function SaveBar({
  saving: { busy, unsaved },
  children,
}: {
  saving: Pick<Saving<unknown>, 'busy' | 'unsaved'>;
  children?: ReactNode;
}) {
  return (
    <div className="mng-actions">
      <button type="submit" className="mng-button" disabled={busy}>
        {busy ? '저장하고 있어요' : '저장'}
      </button>
      {children}
      {unsaved && <span className="mng-tag mng-warn mng-unsaved">저장하지 않은 곳이 있어요</span>}
    </div>
  );
}
