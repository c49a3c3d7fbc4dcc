import { type Wall, workerStates } from '@databoard/shared/worker-sign';
import { defineEntity, p } from '@mikro-orm/core';

/** How long a worker process that says nothing is kept in the list. */
export const forgottenAfterMs = 86_400_000;

export const WorkerSchema = defineEntity({
  name: 'Worker',
  properties: {
    /** Chosen by the process at its start. */
    id: p.uuid().primary(),
    name: p.string().length(200),
    host: p.string().length(255),
    slots: p.integer(),
    cores: p.integer(),
    memoryMiB: p.integer().fieldName('memory_mib'),
    isolation: p.string().length(40),
    walls: p.json<Wall[]>(),
    environment: p.json<Record<string, string>>(),
    version: p.string().length(50),
    protocol: p.integer(),
    state: p.enum(workerStates),
    reason: p.text().nullable(),
    /** Ids of fold runs. */
    running: p.json<string[]>(),
    firstSeenAt: p.datetime(3),
    /** By the api's clock. */
    lastSeenAt: p.datetime(3).index(),
  },
});

/** A worker process as it last described itself. Rows are hints: a process that is killed leaves its row behind. */
export class Worker extends WorkerSchema.class {}
WorkerSchema.setClass(Worker);
