import 'reflect-metadata';
import { Arg, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import { notFound } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { isUuid } from '../graphql/is-uuid.js';
import { audienceOfRun, submissionOfRun } from './audience.js';
import { type FoldLogPart, followFoldLog, type ReadableRun } from './follow-fold-log.js';
import { FoldLogChunkView } from './submission.inputs.js';
import { canSeeOutput, canSeeSubmission } from './submission.policy.js';
import { findFoldRun } from './submission.queries.js';

@Resolver()
export class FoldLogResolver {
  @Subscription(() => FoldLogChunkView, {
    description:
      'What a fold run has printed and prints, stdout and stderr as they came, up to its end. NOT_FOUND unless the viewer may read it.',
    subscribe: async ({ args, context }) => {
      const request = context as RequestContext;
      const id = args['foldRunId'] as string;
      if ((await findReadable(id, request)) === null) throw notFound('fold run');
      const readRun = async () => {
        await request.renew();
        return findReadable(id, request);
      };
      const place = {
        attempt: (args['attempt'] as number | null) ?? null,
        afterSeq: Math.max(0, args['afterSeq'] ?? 0),
      };
      return followFoldLog(place, { ...request, readRun });
    },
  })
  foldLog(
    @Arg('foldRunId', () => ID) _foldRunId: string,
    @Arg('afterSeq', () => Int, { nullable: true, description: 'Only what comes behind this place.' })
    _afterSeq: number,
    @Arg('attempt', () => Int, {
      nullable: true,
      description: 'Which attempt’s place that is; without it, the current one’s.',
    })
    _attempt: number,
    @Root() { part }: { part: FoldLogPart | null },
  ): FoldLogChunkView {
    if (part === null) throw notFound('fold run');
    return part;
  }
}

/** The run, if the viewer may read what it prints; there is no difference between "not yours" and "does not exist". */
async function findReadable(id: string, context: RequestContext): Promise<ReadableRun | null> {
  const run = isUuid(id) ? await findFoldRun(context.em, id) : null;
  if (run === null) return null;
  const audience = await audienceOfRun(run, context);
  if (!canSeeSubmission(audience) || !canSeeOutput(audience)) return null;
  const submission = await submissionOfRun(run);
  const participation = await submission.participation.loadOrFail();
  return { run, submissionId: submission.id, event: await participation.event.loadOrFail() };
}
