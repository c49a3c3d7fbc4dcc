import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { User } from './user.entity.js';
import { canSeeEmail } from './user.policy.js';

@Resolver(() => User)
export class UserResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Own, or for site admins.' })
  email(@Root() user: User, @Ctx() { viewer }: RequestContext): string | null {
    return canSeeEmail(viewer, user) ? user.email : null;
  }
}
