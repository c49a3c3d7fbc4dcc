import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { UserSchema } from '../users/user.entity.js';
import { TeamSchema } from './team.entity.js';

export const TeamMemberSchema = defineEntity({
  name: 'TeamMember',
  properties: {
    team: () => p.manyToOne(TeamSchema).ref().primary().deleteRule('cascade'),
    user: () => p.manyToOne(UserSchema).ref().primary().index().deleteRule('cascade'),
    joinedAt: p.datetime(3).onCreate(() => new Date()),
  },
});

/** That a user belongs to a team. */
export class TeamMember extends TeamMemberSchema.class {}
TeamMemberSchema.setClass(TeamMember);
