import list from 'fxa-common-password-list';

/** Mozilla's list of the commonest passwords, 4 MB once it is read: only common-passwords.ts imports this, when one is set. */
export const isListed = (password: string): boolean => list.test(password);
