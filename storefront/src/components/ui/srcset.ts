const STORED = /^(\/images\/[0-9a-f]{32})-800\.(webp|avif)$/;

/** The 400, 800 and 1200 px versions of a stored picture; undefined for a picture that has only one size. */
export function srcset(url: string): string | undefined {
  const [, stem, kind] = STORED.exec(url) ?? [];
  return stem && [400, 800, 1200].map((width) => `${stem}-${width}.${kind} ${width}w`).join(', ');
}
