/** For how long a password that was given in a session speaks for who sits there. Source: the API, "step-up". */
const SPEAKS_MS = 10 * 60_000;

/** Whether the password has to be given again. @param givenAt when it last was in this session; null for never */
export const isPasswordNeeded = (givenAt: Date | null, now: Date): boolean =>
  givenAt === null || now.getTime() - givenAt.getTime() >= SPEAKS_MS;
