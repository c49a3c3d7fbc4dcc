import type { NotificationKind } from '../../gql/graphql.ts';

/** What news of a kind are about, and of what they tell. */
export const kindWords: Record<NotificationKind, { title: string; tells: string }> = {
  ACCOUNT: { title: 'Your account', tells: 'Your address, your password, its approval. Always on.' },
  TEAM: { title: 'Your teams', tells: 'Invitations, who joins and who leaves.' },
  EVENT: { title: 'Events you take part in', tells: 'Approval, opening, opened code, closing soon, closed.' },
  SUBMISSION: { title: 'Your submissions', tells: 'Scored, failed, disqualified. Mails only for what took long.' },
  ORGANISER: { title: 'Events you run', tells: 'Who waits for approval, closing, failures of the platform.' },
};
