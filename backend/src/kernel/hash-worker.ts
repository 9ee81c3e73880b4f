import { hashSync, type Options, verifySync } from '@node-rs/argon2';

/** What a thread of the pool in passwords.ts does, one task at a time. */
export const hash = ({ password, options }: { password: string; options: Options }): string => hashSync(password, options);

export const verify = ({ password, known }: { password: string; known: string }): boolean => verifySync(known, password);
