import 'reflect-metadata';
import { Arg, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { BeforeOwnPassword } from '../graphql/scope.js';
import type { InstancePage } from './instance-page.js';

@ObjectType('InstancePage', { simpleResolvers: true, description: 'A page of whoever runs this installation.' })
class InstancePageView {
  @Field(() => String) declare slug: string;
  @Field(() => String) declare title: string;
  @Field(() => String, { description: 'Markdown.' }) declare source: string;
}

/** What the operator tells everybody. */
@Resolver()
export class InstancePageResolver {
  @BeforeOwnPassword()
  @Query(() => [InstancePageView], { description: 'For everybody: those that there are, by slug.' })
  instancePages(@Ctx() { pages }: RequestContext): readonly InstancePage[] {
    return pages;
  }

  @BeforeOwnPassword()
  @Query(() => InstancePageView, { nullable: true, description: 'For everybody; null when there is none.' })
  instancePage(@Arg('slug', () => String) slug: string, @Ctx() { pages }: RequestContext): InstancePage | null {
    return pages.find((page) => page.slug === slug) ?? null;
  }
}
