import type { ReactNode } from 'react';
import { Icon } from './Icon.js';
import type { Load } from './use-load.js';

/** Draws what was loaded, and until then that it is on its way, or that it did not come and how to ask again. */
export function Loaded<T>({ load, children }: { load: Load<T>; children: (value: T) => ReactNode }) {
  if (load.state === 'loaded') return children(load.value);
  if (load.state === 'failed') return <Failed reason={load.answer.notice?.message} retry={load.retry} />;
  return (
    <p className="mng-form" role="status" aria-busy="true">
      불러오고 있어요.
    </p>
  );
}

/** Nothing can be changed or saved here: there is no form. */
export function Failed({ reason, retry }: { reason?: string | undefined; retry: () => void }) {
  return (
    <section className="mng-form mng-failed" role="alert">
      <span className="mng-failed-icon">
        <Icon name="cloud-off" />
      </span>
      <b>내용을 불러오지 못했어요</b>
      <p className="mng-help">{reason ?? '잠시 뒤에 다시 불러와 주세요.'}</p>
      <button type="button" className="mng-second" onClick={retry}>
        <Icon name="rotate" />
        다시 불러오기
      </button>
    </section>
  );
}
