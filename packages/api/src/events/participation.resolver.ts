import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { requireViewer } from '../auth/viewer.js';
import type { RequestContext } from '../graphql/context.js';
import { Scope } from '../graphql/scope.js';
import { Submission } from '../submissions/submission.entity.js';
import { listSubmissions } from '../submissions/submission.queries.js';
import { submitStatus } from '../submissions/submit-status.js';
import { Team } from '../teams/team.entity.js';
import { draftOf } from './draft-of.js';
import { DraftView, SaveDraftInput, SaveDraftResult, SubmitStatus } from './event.inputs.js';
import { Participation } from './participation.entity.js';
import { saveDraft } from './save-draft.js';

/** A participation is reached only by its own team (`Event.myParticipation`), so its fields ask no further policy. */
@Resolver(() => Participation)
export class ParticipationResolver {
  @Scope('SUBMIT')
  @Mutation(() => SaveDraftResult)
  saveDraft(
    @Arg('input', () => SaveDraftInput) input: SaveDraftInput,
    @Ctx() context: RequestContext,
  ): Promise<SaveDraftResult> {
    return saveDraft(requireViewer(context.viewer), input, context);
  }

  @FieldResolver(() => Team)
  team(@Root() participation: Participation): Promise<Team> {
    return participation.team.loadOrFail() as Promise<Team>;
  }

  @FieldResolver(() => DraftView, { description: 'The starting kit as version 0 until first saved.' })
  draft(@Root() participation: Participation, @Ctx() context: RequestContext): Promise<DraftView> {
    return draftOf(participation, context);
  }

  @FieldResolver(() => [Submission], { description: 'Newest first.' })
  submissions(@Root() participation: Participation, @Ctx() { em }: RequestContext): Promise<Submission[]> {
    return listSubmissions(em, participation.id);
  }

  @FieldResolver(() => SubmitStatus, { description: 'Whether a submission would be taken now, and if not, when.' })
  submitStatus(@Root() participation: Participation, @Ctx() context: RequestContext): Promise<SubmitStatus> {
    return submitStatus(participation, context);
  }
}
