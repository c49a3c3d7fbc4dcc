import 'reflect-metadata';
import { ArrayMaxSize, IsOptional, IsUUID, MaxLength } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { userSortEnum, userStateEnum } from '../graphql/enums.js';
import { PageArgs } from '../graphql/page-args.js';
import { Refusal } from '../graphql/refusal.type.js';
import { User } from './user.entity.js';
import type { UserSort } from './user.queries.js';
import type { UserState } from './user-state.js';

@ArgsType()
export class UsersArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Somewhere in the names or the e-mail address.' })
  @IsOptional()
  @MaxLength(200)
  declare search?: string | null;
  @Field(() => userStateEnum, { nullable: true }) declare state?: UserState | null;
  @Field(() => Boolean, { nullable: true, description: 'Site admins alone, or everyone else alone.' })
  declare isAdmin?: boolean | null;
  @Field(() => userSortEnum, { defaultValue: 'NEWEST' }) declare sort: UserSort;
}

@InputType()
export class MoveUsersInput {
  @Field(() => [ID], { description: 'At most 200.' })
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  declare userIds: string[];
  @Field(() => String, { nullable: true, description: 'Why; for the audit log.' })
  @IsOptional()
  @MaxLength(1000)
  declare note?: string | null;
}

@InputType()
export class SetUserAdminInput {
  @Field(() => ID) @IsUUID() declare userId: string;
  @Field(() => Boolean) declare isAdmin: boolean;
}

@InputType()
export class NoteOnUserInput {
  @Field(() => ID) @IsUUID() declare userId: string;
  @Field(() => String, { description: 'Replaces what was there; empty for nothing.' })
  @MaxLength(4000)
  declare hiddenNotes: string;
}

@ObjectType({ simpleResolvers: true })
export class UserStateCount {
  @Field(() => userStateEnum) declare state: UserState;
  @Field(() => Int) declare count: number;
}

@ObjectType({ simpleResolvers: true })
export class UserList {
  @Field(() => Int) declare totalCount: number;
  @Field(() => [User]) declare rows: User[];
  @Field(() => [UserStateCount], {
    description: 'Of all accounts, whatever is asked for; states without any are left out.',
  })
  declare counts: UserStateCount[];
}

@ObjectType({ simpleResolvers: true })
export class UsersResult {
  @Field(() => [User], { description: 'Those that it happened to; the others stood elsewhere already.' })
  declare users: User[];
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class UserResult {
  @Field(() => User) declare user: User;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}
