import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { teamInvitationKindEnum, teamInvitationStateEnum } from '../graphql/enums.js';
import { User } from '../users/user.entity.js';
import { Team } from './team.entity.js';

/** To join a team, or for a whole team to become part of it; or the other way round, a user who asks to join. */
export const teamInvitationKinds = ['MEMBER', 'MERGE', 'REQUEST'] as const;
export type TeamInvitationKind = (typeof teamInvitationKinds)[number];

export const teamInvitationStates = ['PENDING', 'ACCEPTED', 'DECLINED', 'REVOKED'] as const;
export type TeamInvitationState = (typeof teamInvitationStates)[number];

export const TeamInvitationSchema = defineEntity({
  name: 'TeamInvitation',
  uniques: [{ name: 'team_invitation_pending_unique', properties: ['team', 'inviteeKey'], where: "state = 'PENDING'" }],
  indexes: [{ properties: ['invitedBy', 'createdAt'] }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    team: () => p.manyToOne(Team).ref().index().deleteRule('cascade'),
    kind: p.enum(teamInvitationKinds),
    /** As it was typed: a username, an e-mail address, or the name of a team. Never tells whether an address has an account. Of a request, who asks. */
    invitee: p.string().length(254),
    /** The same in lower case. */
    inviteeKey: p.string().length(254),
    /** Whom the team would get. They answer, or of a request, may take it back. Null for an address that nobody has claimed yet, and for a team. */
    user: () => p.manyToOne(User).ref().nullable().index().deleteRule('cascade'),
    /** The team that would become part of the other; its leader answers. */
    invitedTeam: () => p.manyToOne(Team).ref().nullable().index().deleteRule('cascade'),
    /** Of the link in the mail, with which whoever gets it makes the invitation theirs; null where the user is known. */
    tokenHash: p.string().length(64).nullable().unique(),
    invitedBy: () => p.manyToOne(User).ref().nullable().deleteRule('set null'),
    state: p.enum(teamInvitationStates).default('PENDING'),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3),
    endedAt: p.datetime(3).nullable(),
  },
});

/** Reached only by the team, by whom it would get, and by the event's admins. */
@ObjectType({ simpleResolvers: true })
export class TeamInvitation extends TeamInvitationSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => teamInvitationKindEnum) declare kind: TeamInvitationKind;
  @Field(() => String, {
    description: 'As it was typed: a username, an e-mail address, or the name of a team. Of a request, who asks.',
  })
  declare invitee: string;
  @Field(() => teamInvitationStateEnum) declare state: Opt<TeamInvitationState>;
  @Field(() => Date) declare createdAt: Date;
  @Field(() => Date) declare expiresAt: Date;
}
TeamInvitationSchema.setClass(TeamInvitation);
