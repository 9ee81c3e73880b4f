import type { ActionProps } from 'adminjs';
import { useCallback, useEffect, useState } from 'react';
import type { ReceiverCount } from '../../campaigns/rules/receivers.js';
import type { FilterWord } from '../kit/filter-words.js';
import { addressOf, type Answer, request } from './call.js';

/** What the server says of whom a text is for. */
export interface Receivers {
  notice: ReceiverCount;
  advertising: ReceiverCount;
  /** Only where the list's filters name them. */
  named?: { by: 'filters' | 'all'; filters: Readonly<Record<string, string>>; words: readonly FilterWord[] };
}

/** Who would get it now, asked again on demand. @param search the list's filters, as they stand in the form's own address */
export function useReceivers(props: ActionProps, search: string) {
  const [receivers, setReceivers] = useState<Receivers>();
  const [failed, setFailed] = useState<Answer>();
  const url = addressOf({ ...props, search });
  const ask = useCallback(
    () =>
      request(url, { method: 'GET' }).then((answer) => {
        setReceivers(answer.ok ? (answer.form as Receivers) : undefined);
        setFailed(answer.ok ? undefined : answer);
      }),
    [url],
  );
  useEffect(() => {
    void ask();
  }, [ask]);
  return { receivers, failed, ask };
}

/** Of an address, what names records; its page and order do not. */
export function filtersIn(search: string): string {
  const filters = [...new URLSearchParams(search)].filter(([name, value]) => name.startsWith('filters.') && value.trim() !== '');
  return filters.length === 0 ? '' : `?${new URLSearchParams(filters).toString()}`;
}
