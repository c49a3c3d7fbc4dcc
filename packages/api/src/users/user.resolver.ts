import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { requireViewer } from '../auth/viewer.js';
import type { RequestContext } from '../graphql/context.js';
import { userStateEnum } from '../graphql/enums.js';
import { shownEmail } from './shown-email.js';
import { User } from './user.entity.js';
import { canSeeAccount, canSeeHiddenNotes, canSeeProfile } from './user.policy.js';
import { findUser } from './user.queries.js';
import type { UserState } from './user-state.js';

const forOwner = 'For its owner and for site admins.';
const forUsers = 'For users.';

@Resolver(() => User)
export class UserResolver {
  @Query(() => User, { nullable: true, description: 'For users: who has this user name; null when nobody has.' })
  user(@Arg('username', () => String) username: string, @Ctx() { em, viewer }: RequestContext): Promise<User | null> {
    requireViewer(viewer);
    return findUser(em, username);
  }

  @FieldResolver(() => String, { nullable: true, description: forOwner })
  email(@Root() user: User, @Ctx() context: RequestContext): string | null {
    return canSeeAccount(context, user) ? shownEmail(user) : null;
  }

  @FieldResolver(() => Date, { nullable: true, description: `When the address was last proven. ${forOwner}` })
  emailConfirmedAt(@Root() user: User, @Ctx() context: RequestContext): Date | null {
    return canSeeAccount(context, user) ? (user.emailConfirmedAt ?? null) : null;
  }

  @FieldResolver(() => userStateEnum, { nullable: true, description: forOwner })
  state(@Root() user: User, @Ctx() context: RequestContext): UserState | null {
    return canSeeAccount(context, user) ? user.state : null;
  }

  @FieldResolver(() => Date, { nullable: true, description: forOwner })
  createdAt(@Root() user: User, @Ctx() context: RequestContext): Date | null {
    return canSeeAccount(context, user) ? user.createdAt : null;
  }

  @FieldResolver(() => String, { nullable: true, description: forOwner })
  firstName(@Root() user: User, @Ctx() context: RequestContext): string | null {
    return canSeeAccount(context, user) ? (user.firstName ?? null) : null;
  }

  @FieldResolver(() => String, { nullable: true, description: forOwner })
  lastName(@Root() user: User, @Ctx() context: RequestContext): string | null {
    return canSeeAccount(context, user) ? (user.lastName ?? null) : null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: `False: one signs in with an identity provider alone. ${forOwner}`,
  })
  hasPassword(@Root() user: User, @Ctx() context: RequestContext): boolean | null {
    return canSeeAccount(context, user) ? user.passwordHash != null : null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: `Whether a generated password must be changed before anything else. ${forOwner}`,
  })
  mustChangePassword(@Root() user: User, @Ctx() context: RequestContext): boolean | null {
    return canSeeAccount(context, user) ? user.mustChangePassword : null;
  }

  @FieldResolver(() => String, { nullable: true, description: forUsers })
  website(@Root() user: User, @Ctx() context: RequestContext): string | null {
    return canSeeProfile(context, user) ? (user.website ?? null) : null;
  }

  @FieldResolver(() => String, { nullable: true, description: forUsers })
  bio(@Root() user: User, @Ctx() context: RequestContext): string | null {
    return canSeeProfile(context, user) ? (user.bio ?? null) : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'For site admins alone.' })
  hiddenNotes(@Root() user: User, @Ctx() context: RequestContext): string | null {
    return canSeeHiddenNotes(context) ? (user.hiddenNotes ?? null) : null;
  }
}
