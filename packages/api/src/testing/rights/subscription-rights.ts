import { either, organisers, ownTeam, seesEvent, signedIn, siteAdmins } from './roles.js';
import { type RootRight, right } from './root-right.js';

/** Who may follow what. */
export const subscriptionRights: Record<string, RootRight> = {
  boardChanged: right(seesEvent, ({ slug }) => ({ eventSlug: slug })),
  // With private data, as here, output could carry it; `showsLogs` and problems without are tested with the log.
  foldLog: right(organisers, ({ foldRunId }) => ({ foldRunId })),
  notificationsChanged: right(signedIn),
  queueChanged: right(organisers, ({ slug }) => ({ eventSlug: slug, first: 1, offset: 0 })),
  submissionChanged: right(seesEvent, ({ submissionId }) => ({ id: submissionId })),
  teamChanged: right(either(ownTeam, organisers), ({ teamId }) => ({ id: teamId })),
  workersChanged: right(siteAdmins),
};
