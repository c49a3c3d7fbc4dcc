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

/** To whoever forgot the password. */
export const resetMail = (username: string, token: string): MailContent => ({
  subject: 'Choose a new password',
  paragraphs: [
    `Somebody, most likely you, asked for a new password for the account “${username}”. The link works once, for an hour. Choosing a new password signs you out everywhere.`,
    'If it was not you, do nothing: the password stays as it is.',
  ],
  action: { label: 'Choose a new password', path: `/reset-password#${token}` },
});

/** To the address that an account wants to change to. */
export const changeMail = (username: string, token: string): MailContent => ({
  subject: 'Confirm your new e-mail address',
  paragraphs: [
    `The account “${username}” wants to use this address from now on. Open the link to confirm that it is yours. It works once, for a day.`,
    'If you know nothing of this, do nothing: the account keeps its address.',
  ],
  action: { label: 'Confirm my new address', path: `/confirm-email#${token}` },
});

/** To the address that an account has left. */
export const changedMail = (username: string): MailContent => ({
  subject: 'Your e-mail address was changed',
  paragraphs: [
    `The account “${username}” now uses another e-mail address; nothing more will come to this one.`,
    'If it was not you, tell the people who run this site at once.',
  ],
});

/** To the owner of a password that was changed. */
export const passwordChangedMail = (username: string): MailContent => ({
  subject: 'Your password was changed',
  paragraphs: [
    `The password of the account “${username}” was changed just now.`,
    'If it was not you, choose a new one with “Forgot your password?” at once: that signs out everybody else.',
  ],
  action: { label: 'Sign in', path: '/sign-in' },
});
