const HERE = 'https://here.invalid';

/**
 * Where to go after signing in. Only a path of this origin passes: `//evil`, `/\evil`, other schemes and control characters
 * fall back, so a link can't use our sign-in to send people elsewhere.
 * @param raw the `next` parameter as it came
 */
export function safeNext(raw: string | null | undefined, fallback = '/promotions'): string {
  if (!raw || !/^\/(?![/\\])/.test(raw) || /[\u0000-\u0020\\]/.test(raw)) return fallback;
  const url = URL.parse(raw, HERE);
  if (url?.origin !== HERE || /^\/(sign-in|sign-up|password)\b/.test(url.pathname)) return fallback;
  return url.pathname + url.search + url.hash;
}

/** The address of the sign-in page that leads back to where we are. */
export const signInFrom = (place: { pathname: string; search: string }): string =>
  `/sign-in?next=${encodeURIComponent(place.pathname + place.search)}`;
