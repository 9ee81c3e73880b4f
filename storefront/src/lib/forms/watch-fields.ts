import { type Asked, countOf, isSaidLate, problemOf } from './typed';

/** Says of the fields of a form without an island what is wrong with what is typed; what cannot be sent is not sent. */
export function watchFields(form: HTMLFormElement): void {
  form.addEventListener('input', ({ target }) => target instanceof HTMLInputElement && look(form, target, false));
  form.addEventListener('change', ({ target }) => target instanceof HTMLInputElement && look(form, target, true));
}

function look(form: HTMLFormElement, field: HTMLInputElement, isLeft: boolean): void {
  const asked = askedOf(field);
  if (!asked) return;
  const problem = problemOf(field.value, asked);
  field.setCustomValidity(problem ?? '');
  const count = form.querySelector(`[data-count="${field.name}"]`);
  if (count) count.textContent = countOf(field.value, asked) ?? '';
  const said = problem !== undefined && (isLeft || !isSaidLate(asked));
  const place = form.querySelector(`#${field.name}-error`);
  if (place) place.textContent = said ? problem : '';
  if (said) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
}

function askedOf({ type, dataset: { most, digits } }: HTMLInputElement): Asked | undefined {
  if (type === 'tel') return { phone: true };
  if (digits !== undefined) return { digits: Number(digits) };
  return most === undefined ? undefined : { most: Number(most) };
}
