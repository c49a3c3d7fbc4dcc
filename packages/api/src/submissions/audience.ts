import type { Clock } from '../clock.js';
import type { Event } from '../events/event.entity.js';
import { eventPhase, isArchived } from '../events/event.policy.js';
import { seesEvent } from '../events/sees-event.js';
import type { Loaders } from '../graphql/loaders.js';
import type { FoldRun } from './fold-run.entity.js';
import type { Submission } from './submission.entity.js';
import type { Audience } from './submission.policy.js';

interface AudienceDeps {
  clock: Clock;
  loaders: Pick<Loaders, 'myParticipation' | 'administers' | 'isInvited'>;
}

/** Gathers what the policy asks about a viewer and a submission. Reads nothing for a submission that came with its owners. */
export async function audienceOf(submission: Submission, { clock, loaders }: AudienceDeps): Promise<Audience> {
  const participation = await submission.participation.loadOrFail();
  const event = await participation.event.loadOrFail();
  const version = await event.problemVersion.loadOrFail();
  const [mine, isAdmin] = await Promise.all([
    loaders.myParticipation.load(event.id),
    loaders.administers.load(event.id),
  ]);
  return {
    seesEvent: await seesEvent(event as Event, { loaders }),
    isAdmin,
    isOwnTeam: mine !== null && mine.id === participation.id,
    isApprovedParticipant: mine?.state === 'APPROVED',
    phase: eventPhase(event, clock.now()),
    isArchived: isArchived(event),
    hasPrivateData: version.dataDigest !== null,
    showsLogs: event.showsLogs,
    showsCodeAfterClosing: event.showsCodeAfterClosing,
  };
}

/** The same for one of its fold runs. */
export async function audienceOfRun(run: FoldRun, deps: AudienceDeps): Promise<Audience> {
  return audienceOf(await submissionOfRun(run), deps);
}

/** Whose run it is. */
export async function submissionOfRun(run: FoldRun): Promise<Submission> {
  const evaluation = await run.evaluation.loadOrFail();
  return (await evaluation.submission.loadOrFail()) as Submission;
}
