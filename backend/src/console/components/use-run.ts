import { type ActionProps, useNotice } from 'adminjs';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { addressOf, type Answer, request, run } from './call.js';

/** Sends a form once: a second click while the first is under way does nothing. Success leads on, a refusal stays and is said. */
export function useRun(props: ActionProps, where: { recordIds?: readonly string[]; search?: string } = {}) {
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
    if (answer.ok && answer.redirectUrl) navigate(`${answer.redirectUrl}?refresh=true`);
    return answer;
  };
  return { submit, busy, refusal };
}

/** What the server says the form starts from; undefined until it has. */
export function useStart(props: ActionProps, search = ''): unknown {
  const [form, setForm] = useState<unknown>();
  const url = addressOf({ ...props, search });
  useEffect(() => {
    void request(url, { method: 'GET' }).then((answer) => setForm(answer.form ?? {}));
  }, [url]);
  return form;
}
