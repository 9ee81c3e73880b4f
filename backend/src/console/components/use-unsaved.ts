import { useContext, useEffect } from 'react';
import { UNSAFE_NavigationContext } from 'react-router-dom';

type Navigation = React.ContextType<typeof UNSAFE_NavigationContext>['navigator'];

const QUESTION = '저장하지 않은 내용이 있어요. 이 화면을 떠나면 사라져요. 떠날까요?';

// Set while a form that was saved leads on.
let done = false;

/** What follows leaves nothing unsaved behind: nobody is asked. */
export function leaveSaved(lead: () => void): void {
  done = true;
  try {
    lead();
  } finally {
    done = false;
  }
}

let open = 0;

/** Whether something is typed here that is stored nowhere. */
export const hasUnsaved = (): boolean => open > 0;

const mayLeave = (): boolean => done || window.confirm(QUESTION);

/** Asks before what was typed is lost: by a link or button of the console, by Back, by another address, by closing the tab. */
export function useUnsaved(unsaved: boolean): void {
  const { navigator } = useContext(UNSAFE_NavigationContext);
  useEffect(() => {
    if (!unsaved) return undefined;
    const stops = [askBeforeUnload(), askBeforeLinks(navigator), askBeforeBack()];
    open++;
    return () => {
      open--;
      stops.forEach((stop) => stop());
    };
  }, [unsaved, navigator]);
}

function askBeforeUnload(): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    if (!done) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);
  return () => window.removeEventListener('beforeunload', ask);
}

// AdminJS's router is not the kind whose useBlocker works: what its links and buttons call is asked first instead.
function askBeforeLinks(navigator: Navigation): () => void {
  const push = navigator.push.bind(navigator);
  const replace = navigator.replace.bind(navigator);
  navigator.push = (...to) => void (mayLeave() && push(...to));
  navigator.replace = (...to) => void (mayLeave() && replace(...to));
  return () => Object.assign(navigator, { push, replace });
}

// Heard from the start, so before the router, which would take the form away together with its listener.
let askBack: ((event: PopStateEvent) => void) | undefined;
window.addEventListener('popstate', (event) => askBack?.(event), { capture: true });

// Back has happened when it is told: whoever stays is brought forward again, and the router does not hear of it.
function askBeforeBack(): () => void {
  const here = indexOf(window.history.state);
  askBack = (event) => {
    const steps = here - indexOf(event.state);
    if (steps === 0 || mayLeave()) return;
    event.stopImmediatePropagation();
    window.history.go(steps);
  };
  return () => (askBack = undefined);
}

const indexOf = (state: unknown): number => (state as { idx?: number } | null)?.idx ?? 0;
