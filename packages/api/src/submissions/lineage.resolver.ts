import 'reflect-metadata';
import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { audienceOf } from './audience.js';
import { Submission } from './submission.entity.js';
import { canSeeFiles } from './submission.policy.js';
import { findSources } from './submission.queries.js';

@ObjectType('SubmissionSource', { simpleResolvers: true })
class SubmissionSourceView {
  @Field(() => String) declare path: string;
  @Field(() => Submission) declare submission: Submission;
  @Field(() => Date) declare importedAt: Date;
}

@Resolver(() => Submission)
export class LineageResolver {
  @FieldResolver(() => [SubmissionSourceView], {
    description: 'Which files were imported, and from where. Who may read neither code, nor the source’s, sees none.',
  })
  async sources(@Root() submission: Submission, @Ctx() context: RequestContext): Promise<SubmissionSourceView[]> {
    if (!canSeeFiles(await audienceOf(submission, context))) return [];
    const sources = await findSources(context.em, submission.id);
    const seen = await Promise.all(
      sources.map(async ({ path, importedAt, source }) => {
        const from = await context.loaders.submission.load(source.id);
        if (from === null || !canSeeFiles(await audienceOf(from, context))) return [];
        return [{ path, importedAt, submission: from }];
      }),
    );
    return seen.flat();
  }
}
