import type { MailContent } from '../notifications/mail.entity.js';

// Secrets stand behind the “#”: a browser keeps that part to itself, so that no log or proxy sees it.

/** To a new account's address. */
export const confirmMail = (username: string, token: string): MailContent => ({
  subject: 'Confirm your e-mail address',
  paragraphs: [
    `Somebody, most likely you, made the account “${username}” with this address. Open the link to confirm that it is yours. It works once, for three days.`,
    'If it was not you, do nothing: without confirmation the account can do nothing.',
  ],
  action: { label: 'Confirm my address', path: `/confirm-email#${token}` },
});

/** To an address for which somebody tried to make a second account. */
export const accountExistsMail = (username: string): MailContent => ({
  subject: 'You have an account already',
  paragraphs: [
    `Somebody, most likely you, tried to sign up with this address. It belongs to the account “${username}” already: sign in with that, and choose “Forgot your password?” if you do not know it any more.`,
    'If it was not you, do nothing: nobody was told that there is an account.',
  ],
  action: { label: 'Sign in', path: '/sign-in' },
});

/** To the address that an account has left. */
export const changedMail = (username: string): MailContent => ({
  subject: 'Your e-mail address was changed',
  paragraphs: [
    `The account “${username}” now uses another e-mail address; nothing more will come to this one.`,
    'If it was not you, tell the people who run this site at once.',
  ],
});
