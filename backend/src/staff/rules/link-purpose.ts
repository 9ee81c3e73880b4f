/** What a link of staff is for: the first sign-in, or a new password and second factor. */
export type LinkPurpose = 'invite' | 'reset';
