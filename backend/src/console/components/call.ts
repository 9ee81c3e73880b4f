import type { ActionProps } from 'adminjs';

/** What an action of ours answers; see console-action.ts. */
export interface Answer {
  ok: boolean;
  /** Of HTTP; none where no answer came: it may have been done all the same. */
  status?: number;
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
  /** Which records it is for, where the action is for whomever it names: see named-records.ts. */
  named?: object | undefined;
};

/** Runs an action's verb. A refusal is an answer, not an exception. */
export const run = (where: Where, input: unknown): Promise<Answer> =>
  request(addressOf(where), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...where.named, input }),
  });

/** Where an action is asked: a GET for what its form starts from, a POST for its verb. */
export function addressOf({ resource, action, record, records, recordIds, search }: Where): string {
  const base = `/admin/api/resources/${resource.id}`;
  if (action.actionType === 'record') return `${base}/records/${encodeURIComponent(record?.id ?? '')}/${action.name}`;
  if (action.actionType === 'bulk')
    return `${base}/bulk/${action.name}?recordIds=${(recordIds ?? records?.map(({ id }) => id) ?? []).join(',')}`;
  return `${base}/actions/${action.name}${search ?? ''}`;
}

const DEADLINE_MS = 30_000;
const UNREACHED = '서버에 닿지 못했어요. 인터넷 연결을 확인하고 다시 눌러 주세요.';
const AGAIN = '적은 것은 그대로 있고, 다시 눌러도 두 번 처리되지 않아요.';
const SIGNED_OUT = '로그인이 끝났어요. 새 창에서 로그인한 뒤 여기서 다시 눌러 주세요. 적은 것은 그대로 있어요.';

/** Asks the server. No answer, no JSON and every refusal are answers too: it never throws, and never leaves the page. */
export async function request(url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS), ...init, credentials: 'same-origin' });
    const { status } = response;
    const answer = (await response.json().catch(() => null)) as (Partial<Answer> & { detail?: string }) | null;
    // What is no JSON is not ours, whatever its status says.
    if (response.ok && answer !== null) return { ...answer, ok: true, status };
    const message = status === 401 ? SIGNED_OUT : (answer?.detail ?? '처리하지 못했어요. 잠시 뒤에 다시 해 주세요.');
    return { ...answer, ok: false, status, notice: answer?.notice ?? { type: 'error', message } };
  } catch {
    return { ok: false, notice: { type: 'error', message: init.method === 'GET' ? UNREACHED : `${UNREACHED} ${AGAIN}` } };
  }
}
