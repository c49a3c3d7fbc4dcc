import type { InstancePage } from './instance-page.js';

/** The settings that say what is kept, and for how long. */
export interface StoredFor {
  sessionDays: number;
  mailDays: number;
  notificationDays: number;
  interactionDays: number;
  oidc: { label: string } | null;
  mailPlace: { kind: 'folder' | 'smtp' };
}

const days = (count: number) => (count === 1 ? 'one day' : `${count} days`);

/** What holds of every installation with these settings, for as long as its operator says nothing else. */
export function defaultPrivacyPage(facts: StoredFor): InstancePage {
  const { sessionDays, mailDays, notificationDays, interactionDays, oidc, mailPlace } = facts;
  const signIn =
    oidc === null
      ? 'Your password is kept as a hash that it cannot be read from.'
      : `Your password, if you have one, is kept as a hash that it cannot be read from; if you sign in with ${oidc.label}, what that provider knows you as.`;
  const others = [
    'These pages load nothing from other sites, and nobody counts you from elsewhere: there are no trackers and no advertising.',
    ...(mailPlace.kind === 'smtp' ? ['Mails leave through the mail server of whoever runs this site.'] : []),
    ...(oidc === null ? [] : [`${oidc.label} learns that you sign in here, if that is how you do it.`]),
  ];
  const source = `This is what the software keeps and does. Who runs this site, and why, is theirs to add.

## What is kept

- **Your account**: user name, e-mail address, the name that is shown, and what you add yourself: full name, website, a few words. ${signIn} Site admins can keep notes about an account, which only they see.
- **Where you are signed in**: since when, last seen, what the browser calls itself, and its network without the last part of the address. It is gone ${days(sessionDays)} after you were last there, or when you sign out. **Access tokens** that you make: their name, what they are good for, and when they were last used.
- **What you do in events**: teams, drafts with their versions, submissions with their files, scores and logs, credits, invitations. It stays with the event, like the addresses that its organisers enter to invite people.
- **Events that you ask for**, and the answers: as long as your account.
- **Views, downloads, imports and submissions**, for the statistics of an event: ${days(interactionDays)}.
- **Your notifications**: ${days(notificationDays)}. **Mails**: address and subject, ${days(mailDays)}; their text only until they are sent.
- **What people with special rights do**, in a log that nobody can change: for good. It names accounts, and what was changed.
- Addresses of the network are counted for up to an hour, to slow down guessing and to count visitors once, and forgotten then.

There is one cookie, which keeps you signed in${oidc === null ? '' : ', and a second one while you sign in with a provider'}. Your browser itself remembers how you like the pages: light or dark, and which columns of boards you chose.

## Who sees it

- Whoever sees an event sees its boards: names of teams and their members, names of submissions, scores.
- Code is seen by your team and the organisers, and by others once the rules of the event say so. What it prints is for the organisers, and for your team where the event allows it.
- Other users see your website and your words about yourself. Your e-mail address and full name are for you and site admins; the admins of an event that you ask to take part in see your address, to decide by it.

## Other sites

${others.join(' ')}

## What you can do

Under [Your account → Export & delete](/account/data) you download what is kept about you and what you made, but for the notes and the log of site admins, and delete your account. With it go your name, address, profile, sessions, notifications, and the events that you have asked for; what you submitted stays, under a name that tells nothing.
`;
  return { slug: 'privacy', title: 'Privacy', source };
}
