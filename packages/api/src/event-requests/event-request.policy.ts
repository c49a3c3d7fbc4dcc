import { assertNever } from '@databoard/shared/assert-never';
import type { Viewer } from '../auth/viewer.js';
import { type Refusal, refusal } from '../refusal.js';
import type { EventRequestState } from './event-request.entity.js';

/** Requests of one person that may wait at a time. */
export const waitingMax = 3;
/** Requests that one person may make within a day, those taken back included: each is told to all site admins. */
export const perDayMax = 10;

/** A request is its asker's business, and that of those who answer it. */
export const canSeeEventRequest = (viewer: Viewer | null, request: { asker: { id: string } }): boolean =>
  viewer !== null && (viewer.isAdmin || request.asker.id === viewer.id);

/** Only who asked takes a request back. */
export const canWithdrawEventRequest = (viewer: Viewer, request: { asker: { id: string } }): boolean =>
  request.asker.id === viewer.id;

/** Why nothing more may become of a request; null while it waits. */
export function refuseEnded({ state }: { state: EventRequestState }): Refusal | null {
  switch (state) {
    case 'WAITING':
      return null;
    case 'ACCEPTED':
      return refusal('ALREADY_DONE', 'This request was accepted already.');
    case 'DECLINED':
      return refusal('ALREADY_DONE', 'This request was declined already.');
    case 'WITHDRAWN':
      return refusal('ALREADY_DONE', 'This request was taken back.');
    default:
      return assertNever(state);
  }
}

/** What somebody has asked for before. */
export interface EarlierRequests {
  waiting: number;
  sinceYesterday: number;
}

/** Why somebody may ask for no further event now; null when they may. */
export function refuseAnother({ waiting, sinceYesterday }: EarlierRequests): Refusal | null {
  if (waiting >= waitingMax) {
    return refusal('TOO_MANY', `At most ${waitingMax} of your requests wait at a time: take one back first.`);
  }
  return sinceYesterday >= perDayMax
    ? refusal('TOO_MANY', `You can ask for at most ${perDayMax} events a day. Ask again tomorrow.`)
    : null;
}

/** What is asked for, as it was typed and trimmed. */
export interface AskedEvent {
  title: string;
  opensAt: Date;
  closesAt: Date;
  peopleCount: number;
  purpose: string;
}

const peopleMax = 100_000;
const no = (field: keyof AskedEvent, message: string) => refusal('INVALID', message, { field });

/** What is wrong with what is asked for; null when nothing is. */
export function refuseAsked({ title, opensAt, closesAt, peopleCount, purpose }: AskedEvent, now: Date): Refusal | null {
  if (title.length < 1 || title.length > 200) return no('title', 'A title has 1 to 200 characters.');
  for (const [field, date] of [
    ['opensAt', opensAt],
    ['closesAt', closesAt],
  ] as const) {
    const year = date.getUTCFullYear();
    if (!(year >= 2000 && year <= 2200)) return no(field, 'Dates lie between the years 2000 and 2200.');
  }
  if (closesAt <= opensAt) return no('closesAt', 'An event closes after it opens.');
  if (closesAt <= now) return no('closesAt', 'An event closes in the future.');
  if (peopleCount < 1 || peopleCount > peopleMax) return no('peopleCount', 'One to 100,000 people take part.');
  if (purpose.length < 1) return no('purpose', 'Say what the event is for, so that it can be decided.');
  return purpose.length > 2000 ? no('purpose', 'At most 2,000 characters.') : null;
}
