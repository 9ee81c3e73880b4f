import { type ActionProps, useNotice } from 'adminjs';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { listAddress } from './list-address.js';
import { addressOf, type Answer, run } from './call.js';
import { type Load, useLoad } from './use-load.js';
import { leaveSaved } from './use-unsaved.js';

/** Sends a form once: a second click while the first is under way does nothing. Success leads on, a refusal stays and is said. */
export function useRun(props: ActionProps, where: { recordIds?: readonly string[]; named?: object | undefined } = {}) {
  const notice = useNotice();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Answer>();
  const under = useRef(false);

  const submit = async (input: unknown): Promise<Answer | undefined> => {
    if (under.current) return undefined;
    under.current = true;
    setBusy(true);
    const answer = await run({ resource: props.resource, action: props.action, record: props.record, ...where }, input);
    under.current = false;
    setBusy(false);
    setRefusal(answer.ok ? undefined : answer);
    if (answer.ok && answer.notice) notice(answer.notice);
    const to = answer.ok && answer.redirectUrl ? afterwards(answer.redirectUrl, props.resource.id) : undefined;
    if (to) leaveSaved(() => navigate(to));
    return answer;
  };
  return { submit, busy, refusal, setRefusal };
}

/** What the server says the form starts from. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what its action's `load` gives
export function useStart<T>(props: ActionProps, search = ''): Load<T> & { reload: () => void } {
  return useLoad(addressOf({ ...props, search }), ({ form }) => form as T | undefined);
}

/** Where a verb leads, freshly read; back to the list means to the list as it was left. */
function afterwards(redirectUrl: string, resource: string): string {
  const url = redirectUrl === `/admin/resources/${resource}` ? listAddress(resource) : redirectUrl;
  return `${url}${url.includes('?') ? '&' : '?'}refresh=true`;
}

/** Names what this form makes, once for as long as it is open: pressed again after a lost answer, it makes nothing twice. */
export const useFormKey = (): string => useState(() => crypto.randomUUID())[0];
