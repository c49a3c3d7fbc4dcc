import { announceNotifications } from './announce-notifications.js';
import { sendDueMails } from './send-mails.js';
import { tellEndedSubmissions } from './tell-ended-submissions.js';
import { tellEventMoments } from './tell-event-moments.js';
import { tellWaitingSignUps } from './tell-organisers.js';

type DeliverNewsDeps = Parameters<typeof announceNotifications>[0] & Parameters<typeof sendDueMails>[0];

/**
 * Writes the news that nobody else writes, and brings all of them to people: open pages first, then mails. Any number of
 * processes may do so at once. What goes wrong with one part does not keep the others waiting; it is thrown at the end.
 */
export async function deliverNews(deps: DeliverNewsDeps): Promise<void> {
  const parts = [tellEndedSubmissions, tellEventMoments, tellWaitingSignUps, announceNotifications, sendDueMails];
  const errors: unknown[] = [];
  for (const part of parts) await part(deps).catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} parts of delivering news failed`);
}
