import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { ParticipationSchema } from '../events/participation.entity.js';

export const ScheduleFlowSchema = defineEntity({
  name: 'ScheduleFlow',
  properties: {
    participation: () => p.manyToOne(ParticipationSchema).ref().primary().deleteRule('cascade'),
    /** Seconds of workers' slots that the team has had, divided by its event's weight, as its clock counts them. */
    virtualSeconds: p.double().$type<number>(),
    /** What a fold of this team takes, from those that ended; later ones count more. Null before the first. */
    meanSeconds: p.double().$type<number>().nullable(),
  },
});

/** What the scheduler knows of one participation. Written by the scheduler alone. */
export class ScheduleFlow extends ScheduleFlowSchema.class {}
ScheduleFlowSchema.setClass(ScheduleFlow);
