import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { requireViewer } from '../auth/viewer.js';
import { Event } from '../events/event.entity.js';
import { eventPhase } from '../events/event.policy.js';
import type { RequestContext } from '../graphql/context.js';
import { Scope } from '../graphql/scope.js';
import { audienceOf } from '../submissions/audience.js';
import { Submission } from '../submissions/submission.entity.js';
import { findSubmissions } from '../submissions/submission.queries.js';
import { Team } from '../teams/team.entity.js';
import { mayAct, refuseTeamAct } from '../teams/team.policy.js';
import { User } from '../users/user.entity.js';
import { canSeeFinalResult, canSeeSelection } from './final.policy.js';
import { findEntryNames, findSelectedOf, findTeamNames, findUsernames, listResults } from './final.queries.js';
import { FinalStandings, SelectForFinalInput, SelectForFinalResult } from './final.view.js';
import { FinalResult } from './final-result.entity.js';
import { selectForFinal } from './select-for-final.js';

@Resolver(() => Submission)
export class FinalSelectionResolver {
  @Scope('SUBMIT')
  @Mutation(() => SelectForFinalResult, {
    description: 'Which submissions of a team count in the final. Its members and the event’s admins, until closing.',
  })
  async selectForFinal(
    @Arg('input', () => SelectForFinalInput) input: SelectForFinalInput,
    @Ctx() context: RequestContext,
  ): Promise<SelectForFinalResult> {
    const { refusal, changedIds } = await selectForFinal(requireViewer(context.viewer), input, context);
    await context.renew();
    return { submissions: [...(await findSubmissions(context.em, changedIds)).values()], refusal };
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Its team wants it in the final. Own team and admins; everyone once the event has closed, else null.',
  })
  async isSelected(@Root() submission: Submission, @Ctx() context: RequestContext): Promise<boolean | null> {
    if (!canSeeSelection(await audienceOf(submission, context))) return null;
    return context.loaders.selected.load(submission.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may choose what counts in the final now.' })
  async canSelect(@Root() submission: Submission, @Ctx() context: RequestContext): Promise<boolean> {
    const { isAdmin, isOwnTeam, phase } = await audienceOf(submission, context);
    const { event } = await submission.participation.loadOrFail();
    if ((await event.loadOrFail()).finalSelectionMax == null) return false;
    const audience = { isAdmin, isMember: isOwnTeam, isLeader: false };
    const moment = { phase, isFrozen: false, hasSubmitted: true };
    return mayAct('select', audience) && refuseTeamAct('select', audience, moment) === null;
  }
}

@Resolver(() => Team)
export class TeamSelectionResolver {
  @FieldResolver(() => [ID], {
    nullable: true,
    description: 'The submissions that it wants in the final; null for all but its members and the event’s admins.',
  })
  async selectedIds(@Root() team: Team, @Ctx() { em, loaders }: RequestContext): Promise<string[] | null> {
    const [isAdmin, mine] = await Promise.all([
      loaders.administers.load(team.event.id),
      loaders.myParticipation.load(team.event.id),
    ]);
    return isAdmin || mine?.team.id === team.id ? findSelectedOf(em, team.id) : null;
  }
}

@Resolver(() => Event)
export class EventFinalResolver {
  @FieldResolver(() => [FinalResult], {
    nullable: true,
    description:
      'How the competition ended: every revision, the newest first; empty until it is final. Organisers, and participants once the event has closed; null for others.',
  })
  async finalResults(@Root() event: Event, @Ctx() context: RequestContext): Promise<FinalResult[] | null> {
    return (await seesResult(event, context)) ? listResults(context.em, event.id) : null;
  }

  @FieldResolver(() => FinalResult, {
    nullable: true,
    description:
      'One revision, or the newest. Null where there is none, or none for the viewer, as for `finalResults`.',
  })
  async finalResult(
    @Root() event: Event,
    @Arg('revision', () => Int, { nullable: true }) revision: number | null,
    @Ctx() context: RequestContext,
  ): Promise<FinalResult | null> {
    if (!(await seesResult(event, context))) return null;
    const results = await listResults(context.em, event.id);
    return results.find((result) => revision == null || result.revision === revision) ?? null;
  }
}

async function seesResult(event: Event, context: RequestContext): Promise<boolean> {
  const [isAdmin, mine] = await Promise.all([
    context.loaders.administers.load(event.id),
    context.loaders.myParticipation.load(event.id),
  ]);
  const phase = eventPhase(event, context.clock.now());
  const isApprovedParticipant = mine?.state === 'APPROVED';
  return canSeeFinalResult({ isAdmin, isApprovedParticipant, phase });
}

/** Reached only by those who may see it (`Event.finalResults`), so its fields ask no further policy. */
@Resolver(() => FinalResult)
export class FinalResultResolver {
  @FieldResolver(() => User, { nullable: true, description: 'Null: the platform.' })
  async by(@Root() result: FinalResult): Promise<User | null> {
    return (await result.by?.load()) as User | null;
  }

  @FieldResolver(() => FinalStandings, { description: 'The best first.' })
  async standings(
    @Root() { standings: all, event }: FinalResult,
    @Arg('first', () => Int, { defaultValue: 50, description: 'At most 200.' }) first: number,
    @Arg('offset', () => Int, { defaultValue: 0 }) offset: number,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<FinalStandings> {
    const from = Math.max(offset, 0);
    const standings = all.slice(from, from + Math.min(Math.max(first, 0), 200));
    const [teams, users, entries, mine] = await Promise.all([
      findTeamNames(
        em,
        standings.map(({ teamId }) => teamId),
      ),
      findUsernames(
        em,
        standings.flatMap(({ memberIds }) => memberIds),
      ),
      findEntryNames(
        em,
        standings.flatMap((standing) => standing.entries.map(({ submissionId }) => submissionId)),
      ),
      loaders.myParticipation.load(event.id),
    ]);
    const rows = standings.map(({ memberIds, ...standing }) => ({
      ...standing,
      teamName: teams.get(standing.teamId) ?? '',
      members: memberIds.map((id) => users.get(id) ?? ''),
      isMine: mine?.team.id === standing.teamId,
      entries: standing.entries.map((entry) => ({
        ...entry,
        name: entries.get(entry.submissionId)?.name ?? '',
        submittedAt: entries.get(entry.submissionId)?.submittedAt ?? new Date(0),
      })),
    }));
    return { totalCount: all.length, rows };
  }
}
