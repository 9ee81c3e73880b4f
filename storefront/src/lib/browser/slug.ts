/** What a shell's page is about: the last part of the path, or `?slug=` / `?number=` on the bare shell. Empty where there is none. */
export function slugOf(place: { pathname: string; search: string }): string {
  const query = new URLSearchParams(place.search);
  const [, , last] = place.pathname.split('/');
  return decodeURIComponent(last ?? '') || query.get('slug') || query.get('number') || '';
}
