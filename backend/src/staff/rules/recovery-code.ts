/** 20 letters of RFC 4648's alphabet, 100 bits; read aloud and copied from paper in fours. */
const RECOVERY_CODE = /^[A-Z2-7]{20}$/;

/** As it was made, however it was typed (`abcd efgh-…`); null for what can be none, as the six digits of an app. */
export function readRecoveryCode(typed: string): string | null {
  const bare = typed.toUpperCase().replace(/[\s-]/g, '');
  return RECOVERY_CODE.test(bare) ? bare : null;
}

/** In fours, to be written down. */
export const groupedRecoveryCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');
