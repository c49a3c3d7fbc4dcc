import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { participationStateEnum } from '../graphql/enums.js';
import { TeamSchema } from '../teams/team.entity.js';
import { UserSchema } from '../users/user.entity.js';
import { EventSchema } from './event.entity.js';

/** `ASKED` until an organiser approves or rejects; events that need no approval approve at once. */
export const participationStates = ['ASKED', 'APPROVED', 'REJECTED'] as const;
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
    /** When and by whom it was approved or rejected; null where the platform did so, or nobody yet. */
    decidedAt: p.datetime(3).nullable(),
    decidedBy: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('set null'),
    /** What the organisers told the team with it. */
    note: p.string().length(1000).nullable(),
  },
});

/** A team in an event. Locked while the team submits, so that the rules count right. */
@ObjectType({ simpleResolvers: true })
export class Participation extends ParticipationSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => participationStateEnum) declare state: ParticipationState;
  @Field(() => Date, { description: 'When the team asked to take part.' }) declare createdAt: Date;
  @Field(() => Date, { nullable: true, description: 'When an organiser approved or rejected it.' })
  declare decidedAt: Date | null;
  @Field(() => String, { nullable: true, description: 'What the organisers told the team with it.' })
  declare note: string | null;
}
ParticipationSchema.setClass(Participation);
