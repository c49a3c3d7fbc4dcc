import { announceNotifications } from './announce-notifications.js';
import { sendDueMails } from './send-mails.js';

type DeliverNewsDeps = Parameters<typeof announceNotifications>[0] & Parameters<typeof sendDueMails>[0];

/** Brings what was written in the rows to people: open pages first, then mails. */
export async function deliverNews(deps: DeliverNewsDeps): Promise<void> {
  await announceNotifications(deps);
  await sendDueMails(deps);
}
