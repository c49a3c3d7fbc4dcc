import type { News } from './notify.js';

/** What the clock does to an event. */
export const clockMoments = ['OPENED', 'CODE_OPENED', 'CLOSING_SOON', 'CLOSED'] as const;
export type ClockMoment = (typeof clockMoments)[number];

/** An event as far as its news tell of it. */
export interface EventInNews {
  id: string;
  slug: string;
  title: string;
  closesAt: Date;
}

type Told = Pick<News, 'title' | 'body' | 'path'>;

/** What is told of a moment; null: nothing to those. */
export function momentNews(
  { slug, title, closesAt }: EventInNews,
  moment: ClockMoment,
): { participants: Told | null; organisers: Told | null } {
  const page = `/events/${slug}`;
  const until = dateInUtc(closesAt);
  switch (moment) {
    case 'OPENED':
      return {
        participants: {
          title: `“${title}” has opened`,
          body: `You can submit until ${until}.`,
          path: `${page}/submit`,
        },
        organisers: null,
      };
    case 'CODE_OPENED':
      return {
        participants: {
          title: `The code of “${title}” is open`,
          body: `You can read all submissions and build on them, and others on yours, until the event closes: ${until}.`,
          path: `${page}/leaderboard`,
        },
        organisers: null,
      };
    case 'CLOSING_SOON':
      return {
        participants: {
          title: `“${title}” closes soon`,
          body: `Submissions are taken until ${until}.`,
          path: `${page}/submit`,
        },
        organisers: {
          title: `“${title}” closes soon`,
          body: `It closes: ${until}. If it is to go on, change its dates before.`,
          path: `${page}/manage`,
        },
      };
    case 'CLOSED':
      return {
        participants: {
          title: `“${title}” has closed`,
          body: 'No more submissions are taken. The scores on the test data are on the leaderboard.',
          path: `${page}/leaderboard`,
        },
        organisers: {
          title: `“${title}” has closed`,
          body: 'No more submissions are taken. What was submitted before is still judged.',
          path: `${page}/manage`,
        },
      };
  }
}

/** A moment that everybody reads alike: "Wednesday 25 November 2026 at 18:00 UTC". */
export const dateInUtc = (at: Date): string =>
  `${at.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' })} UTC`;
