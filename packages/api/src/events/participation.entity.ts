import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { participationStateEnum } from '../graphql/enums.js';
import { TeamSchema } from '../teams/team.entity.js';
import { EventSchema } from './event.entity.js';

/** `ASKED` until an organiser approves; events that need no approval approve at once. */
export const participationStates = ['ASKED', 'APPROVED'] as const;
export type ParticipationState = (typeof participationStates)[number];

export const ParticipationSchema = defineEntity({
  name: 'Participation',
  uniques: [{ properties: ['event', 'team'] }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    event: () => p.manyToOne(EventSchema).ref(),
    team: () => p.manyToOne(TeamSchema).ref().index(),
    state: p.enum(participationStates),
    createdAt: p.datetime(3),
  },
});

/** A team in an event. Locked while the team submits, so that the rules count right. */
@ObjectType({ simpleResolvers: true })
export class Participation extends ParticipationSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => participationStateEnum) declare state: ParticipationState;
}
ParticipationSchema.setClass(Participation);
