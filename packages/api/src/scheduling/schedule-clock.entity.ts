import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';

export const ScheduleClockSchema = defineEntity({
  name: 'ScheduleClock',
  properties: {
    id: p.integer().primary().autoincrement(false),
    virtualSeconds: p.double().$type<number>(),
  },
});

/** The scheduler's one row: where the virtual clock stands. A team that was idle starts here, not in the past. */
export class ScheduleClock extends ScheduleClockSchema.class {}
ScheduleClockSchema.setClass(ScheduleClock);
