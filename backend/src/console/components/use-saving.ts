import type { ActionProps } from 'adminjs';
import { useRef, useState } from 'react';
import { same } from '../../kernel/same.js';
import { addressOf, type Answer, request } from './call.js';
import { compareDrafts, type Difference, type Shape } from './compare-drafts.js';
import { useLoad } from './use-load.js';
import { useFormKey, useRun } from './use-run.js';
import { useUnsaved } from './use-unsaved.js';

/** A draft as it is stored: what a form starts from, and what others may have made of it meanwhile. */
export interface Stored<D> {
  draft: D;
  /** Goes along with the save; none for what is made new. */
  version?: number | string | undefined;
  /** Who saved it last, and when. */
  saved?: { by: string | null; at: string } | null | undefined;
}

/** What others have saved since the form was opened, for a person to choose. */
export interface Meanwhile<D> {
  mine: D;
  theirs: Stored<D>;
  differences: Difference<D>[];
}

interface Editing<D> {
  opened: Stored<D>;
  /** As it is typed. */
  mine: D;
  shape: Shape<D>;
  /** What the action reads. */
  input: (draft: D) => object;
  /** What the action's GET answers, read as at the beginning; undefined where it is not that. */
  read: (form: unknown) => Stored<D> | undefined;
  /** Puts another draft into the form. */
  replace: (draft: D) => void;
}

const MOST_TRIES = 3;

/**
 * Saves what was opened with a version. Where somebody else saved first, the form keeps what was typed and `meanwhile` says
 * what changed; where nothing of it is in question, it is saved on top of theirs at once.
 */
export function useSaving<D>(props: ActionProps, { opened, mine, shape, input, read, replace }: Editing<D>) {
  const { submit, busy, refusal, setRefusal } = useRun(props);
  const formKey = useFormKey();
  const [base, setBase] = useState(opened);
  const [meanwhile, setMeanwhile] = useState<Meanwhile<D>>();
  const [reading, setReading] = useState(false);
  // Sent, without an answer: it may be what is stored now.
  const unanswered = useRef<D>();
  const unsaved = !same(input(mine), input(base.draft));
  useUnsaved(unsaved);

  async function send(draft: D, on: Stored<D>, tries = 1, confirmed: object = {}): Promise<Answer | undefined> {
    const answer = await submit({ ...input(draft), ...confirmed, ...(on.version === undefined ? { formKey } : { version: on.version }) });
    if (answer && !answer.ok && (answer.status ?? 500) >= 500) unanswered.current = draft;
    if (answer?.code !== 'changed_meanwhile') return answer;
    const theirs = await readStored();
    if (!theirs) return answer;
    setRefusal(undefined);
    const from = unanswered.current && isStored(unanswered.current, theirs.draft) ? unanswered.current : on.draft;
    const compared = compareDrafts(shape, { base: from, mine: draft, theirs: theirs.draft });
    if (compared.differences.length > 0 || tries === MOST_TRIES) setMeanwhile({ ...compared, theirs });
    else return saveOn(compared.mine, theirs, tries + 1);
    return answer;
  }

  const isStored = (draft: D, theirs: D): boolean => {
    const { differences } = compareDrafts(shape, { base: draft, mine: draft, theirs });
    return differences.length === 0;
  };

  async function readStored(): Promise<Stored<D> | undefined> {
    setReading(true);
    const answer = await request(addressOf(props), { method: 'GET' });
    setReading(false);
    const stored = answer.ok ? read(answer.form) : undefined;
    if (!stored) setRefusal({ ...answer, ok: false, notice: { type: 'error', message: answer.notice?.message ?? NOT_READ } });
    return stored;
  }

  /** Goes on from theirs: what is saved next is saved on top of it. */
  function settle(draft: D, theirs: Stored<D>): void {
    replace(draft);
    setBase(theirs);
    setMeanwhile(undefined);
    unanswered.current = undefined;
  }
  function saveOn(draft: D, theirs: Stored<D>, tries = 1): Promise<Answer | undefined> {
    settle(draft, theirs);
    return send(draft, theirs, tries);
  }

  return {
    /** @param confirmed what a refusal asked to be confirmed, beside what is typed */
    save: (confirmed?: object) => send(mine, base, 1, confirmed),
    busy: busy || reading,
    refusal,
    unsaved,
    meanwhile,
    /** The choice is made. */
    saveOn: (draft: D) => meanwhile && saveOn(draft, meanwhile.theirs),
    dropMine: () => meanwhile && settle(meanwhile.theirs.draft, meanwhile.theirs),
    goOn: () => setMeanwhile(undefined),
  };
}
export type Saving<D> = ReturnType<typeof useSaving<D>>;

/** What an edit starts from. */
export const useStored = <D>(props: ActionProps, read: (form: unknown) => Stored<D> | undefined) =>
  useLoad(addressOf(props), ({ form }) => (form === undefined ? undefined : read(form)));

const NOT_READ = '그사이 바뀐 내용을 불러오지 못했어요. 적은 것은 그대로 있어요. 다시 저장을 눌러 주세요.';
