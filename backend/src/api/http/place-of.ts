/** A path as the log may have it: what is long or no plain word could be a key, a token or what somebody typed. */
export const placeOf = (path: string): string =>
  path
    .split('/', 12)
    .map((part) => (/^[a-z0-9_-]{0,40}$/.test(part) ? part : /^\d{8}-?[0-9A-Za-z]{1,30}$/.test(part) ? part : '…'))
    .join('/');
