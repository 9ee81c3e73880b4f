import type { ActionProps } from 'adminjs';

/** What an action of ours answers; see console-action.ts. */
export interface Answer {
  ok: boolean;
  notice?: { message: string; type: 'success' | 'error' };
  redirectUrl?: string;
  form?: unknown;
  data?: unknown;
  /** Of a refusal, for programs. */
  code?: string;
  errors?: readonly { path: string; message: string }[];
}

type Where = Pick<ActionProps, 'resource' | 'action'> & {
  record?: ActionProps['record'];
  records?: ActionProps['records'];
  recordIds?: readonly string[];
  search?: string;
};

/** Runs an action's verb. A refusal is an answer, not an exception. */
export const run = (where: Where, input: unknown): Promise<Answer> =>
  request(addressOf(where), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ input }) });

/** Where an action is asked: a GET for what its form starts from, a POST for its verb. */
export function addressOf({ resource, action, record, records, recordIds, search }: Where): string {
  const base = `/admin/api/resources/${resource.id}`;
  if (action.actionType === 'record') return `${base}/records/${encodeURIComponent(record?.id ?? '')}/${action.name}`;
  if (action.actionType === 'bulk')
    return `${base}/bulk/${action.name}?recordIds=${(recordIds ?? records?.map(({ id }) => id) ?? []).join(',')}`;
  return `${base}/actions/${action.name}${search ?? ''}`;
}

export async function request(url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, credentials: 'same-origin' });
    if (response.status === 401) location.assign(`/admin/login?next=${encodeURIComponent(location.pathname + location.search)}`);
    const answer = (await response.json().catch(() => ({}))) as Partial<Answer> & { detail?: string };
    if (response.ok) return { ...answer, ok: true };
    return {
      ...answer,
      ok: false,
      notice: answer.notice ?? { type: 'error', message: answer.detail ?? '처리하지 못했어요. 잠시 뒤에 다시 해 주세요.' },
    };
  } catch {
    return { ok: false, notice: { type: 'error', message: '서버에 닿지 못했어요. 인터넷 연결을 확인해 주세요.' } };
  }
}
