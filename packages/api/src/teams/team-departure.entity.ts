import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { Event } from '../events/event.entity.js';
import { User } from '../users/user.entity.js';
import { Team } from './team.entity.js';

export const TeamDepartureSchema = defineEntity({
  name: 'TeamDeparture',
  properties: {
    event: () => p.manyToOne(Event).ref().primary().deleteRule('cascade'),
    user: () => p.manyToOne(User).ref().primary().index().deleteRule('cascade'),
    team: () => p.manyToOne(Team).ref().index().deleteRule('cascade'),
    at: p.datetime(3),
  },
});

/**
 * That a user has left a team which had submitted. They may come back to that team alone, or as the organisers say: else
 * whoever has used up a quota, or has seen a team's scores, would begin anew.
 */
export class TeamDeparture extends TeamDepartureSchema.class {}
TeamDepartureSchema.setClass(TeamDeparture);
