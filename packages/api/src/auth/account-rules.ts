import { type Refusal, refusal } from '../refusal.js';

/** What an account is made of. */
interface Account {
  username: string;
  email: string;
  displayName: string;
  password: string;
}

/** The rules for a new account, lower case where it must be; null when they are kept. */
export function refuseAccount(account: Account): Refusal | null {
  if (!/^[a-z0-9][a-z0-9_.-]{1,39}$/.test(account.username) || account.username.startsWith('deleted-')) {
    const message = 'A user name has 2 to 40 letters, digits, “_”, “-” or “.”, and starts with a letter or digit.';
    return refusal('INVALID', message, { field: 'username' });
  }
  return (
    refuseEmail(account.email) ??
    (account.displayName.length > 100
      ? refusal('INVALID', 'A display name has at most 100 characters.', { field: 'displayName' })
      : refusePasswordChoice(account.password, 'password'))
  );
}

/** Whether the text can be an address at all; whether somebody reads it, a mail finds out. */
export const refuseEmail = (email: string): Refusal | null =>
  email.length > 254 || !/^[^\s@]+@[^\s@]+$/.test(email)
    ? refusal('INVALID', 'This is not an e-mail address.', { field: 'email' })
    : null;

/** Whoever must change a generated password takes another one. */
export const refuseGenerated = (field: string): Refusal =>
  refusal('INVALID', 'This is the password that was generated for you. Choose another one.', { field });

/** The rule for a password that somebody chooses. */
export const refusePasswordChoice = (password: string, field: string): Refusal | null =>
  password.length < 8 ? refusal('INVALID', 'A password has at least 8 characters.', { field }) : null;
