import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { ProblemVersion } from '../problems/problem-version.entity.js';
import { audienceOf } from './audience.js';
import { Evaluation } from './evaluation.entity.js';
import { listEvaluations } from './evaluation-history.queries.js';
import { Submission } from './submission.entity.js';
import { canSeeFolds } from './submission.policy.js';

/** Every evaluation of a submission stays; a later one only takes its place. */
@Resolver(() => Submission)
export class EvaluationHistoryResolver {
  @FieldResolver(() => [Evaluation], {
    description: 'Every evaluation, newest first; own team and admins, empty for others.',
  })
  async evaluations(@Root() submission: Submission, @Ctx() context: RequestContext): Promise<Evaluation[]> {
    const audience = await audienceOf(submission, context);
    return canSeeFolds(audience) ? listEvaluations(context.em, submission.id) : [];
  }
}

@Resolver(() => Evaluation)
export class EvaluationVersionResolver {
  @FieldResolver(() => ProblemVersion, { description: 'The version that judged.' })
  problemVersion(@Root() evaluation: Evaluation): Promise<ProblemVersion> {
    return evaluation.problemVersion.loadOrFail() as Promise<ProblemVersion>;
  }

  @FieldResolver(() => Boolean, { description: 'False once a later evaluation has taken its place.' })
  isCurrent(@Root() evaluation: Evaluation): boolean {
    return evaluation.isCurrent ?? false;
  }
}
