import { defineEntity, p } from '@mikro-orm/core';
import { User } from '../users/user.entity.js';

export const WorkerPauseSchema = defineEntity({
  name: 'WorkerPause',
  properties: {
    workerName: p.string().length(200).primary(),
    pausedBy: () => p.manyToOne(User).ref().index(),
    pausedAt: p.datetime(3),
  },
});

/** That a site admin wants every worker of a name to take no jobs, also after it was started anew. */
export class WorkerPause extends WorkerPauseSchema.class {}
WorkerPauseSchema.setClass(WorkerPause);
