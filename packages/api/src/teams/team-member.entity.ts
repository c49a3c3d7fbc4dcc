import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { Event } from '../events/event.entity.js';
import { User } from '../users/user.entity.js';
import { Team } from './team.entity.js';

export const TeamMemberSchema = defineEntity({
  name: 'TeamMember',
  uniques: [
    // Nobody competes twice in one event, whatever happens at once.
    { properties: ['event', 'user'] },
    { name: 'team_member_leader_unique', properties: ['team'], where: 'is_leader' },
  ],
  properties: {
    team: () => p.manyToOne(Team).ref().primary().deleteRule('cascade'),
    user: () => p.manyToOne(User).ref().primary().index().deleteRule('cascade'),
    /** The team's event. */
    event: () => p.manyToOne(Event).ref(),
    /** Of a team without one, who has been in it longest leads. */
    isLeader: p.boolean().default(false),
    joinedAt: p.datetime(3).onCreate(() => new Date()),
  },
});

/** That a user belongs to a team. */
export class TeamMember extends TeamMemberSchema.class {}
TeamMemberSchema.setClass(TeamMember);
