import 'reflect-metadata';
import { Args, Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { AppError } from '../errors.js';
import { Event } from '../events/event.entity.js';
import type { RequestContext } from '../graphql/context.js';
import { PageArgs } from '../graphql/page-args.js';
import { Submission } from '../submissions/submission.entity.js';
import { findSimilarPairs } from './similarity.queries.js';

@ObjectType({ simpleResolvers: true })
class SimilarPairView {
  @Field(() => Submission) declare earlier: Submission;
  @Field(() => Submission) declare later: Submission;
  @Field(() => Float, { description: 'Which part of the smaller one’s code both have, 0 to 1.' })
  declare similarity: number;
}

@ObjectType({ simpleResolvers: true })
class SimilarPairList {
  @Field(() => Int) declare totalCount: number;
  @Field(() => [SimilarPairView], { description: 'Most similar first, one for each two teams.' })
  declare rows: SimilarPairView[];
}

@Resolver(() => Event)
export class SimilarityResolver {
  @FieldResolver(() => SimilarPairList, {
    description: 'Submissions of different teams that share code beyond the starting kit’s. For the event’s admins.',
  })
  async similarPairs(
    @Root() event: Event,
    @Args(() => PageArgs) { first, offset }: PageArgs,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<SimilarPairList> {
    if (!(await loaders.administers.load(event.id))) {
      throw new AppError('FORBIDDEN', 'Only admins of the event compare the code of its teams.');
    }
    const pairs = await findSimilarPairs(em, event.id);
    const rows = await Promise.all(
      pairs.slice(offset, offset + first).map(async ({ earlierId, laterId, similarity }) => {
        const [earlier, later] = await Promise.all([
          loaders.submission.load(earlierId),
          loaders.submission.load(laterId),
        ]);
        return earlier === null || later === null ? [] : [{ earlier, later, similarity }];
      }),
    );
    return { totalCount: pairs.length, rows: rows.flat() };
  }
}
