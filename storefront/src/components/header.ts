/** What the static frame learns in the browser: the university's name, member or visitor, back and share. */
import { guardForms } from '../lib/browser/composition';
import { guardPage } from '../lib/api/guard';
import { $me, loadMe } from '../lib/api/session';
import { toast } from '../lib/browser/toast';

$me.subscribe((customer) => {
  if (customer === undefined) return;
  document.documentElement.dataset['member'] = customer ? 'yes' : 'no';
  for (const chip of document.querySelectorAll<HTMLElement>('[data-university]')) {
    const name = chip.querySelector('[data-name]');
    if (name) name.textContent = `${customer?.university.name ?? ''}${'short' in chip.dataset ? '' : ' 학생가'}`;
    chip.hidden = !customer;
  }
});
// Without an answer the page stays as a visitor's; what needs a member says so itself.
loadMe().catch(() => undefined);
guardPage();
guardForms();

document.addEventListener('click', (event) => {
  const pressed = event.target instanceof Element ? event.target : undefined;
  if (pressed?.closest('[data-back]') && cameFromHere()) {
    event.preventDefault();
    history.back();
  }
  if (pressed?.closest('[data-share]')) void share();
});

const cameFromHere = (): boolean => document.referrer.startsWith(`${location.origin}/`) && history.length > 1;

async function share(): Promise<void> {
  const link = { title: document.title, url: location.origin + location.pathname };
  try {
    if (navigator.share) await navigator.share(link);
    else {
      await navigator.clipboard.writeText(link.url);
      toast('주소를 복사했어요. 같은 학교 친구만 볼 수 있어요.');
    }
  } catch {
    // Closing the phone's share sheet lands here too: nothing to say.
  }
}
