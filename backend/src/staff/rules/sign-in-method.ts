/** By what staff sign in: a password (with a code of the app where one is enrolled), a passkey, or a password with a code on paper. */
export type StaffSignInMethod = 'password' | 'passkey' | 'recovery';
