import 'reflect-metadata';
import type { Wall as WallData, WorkerState } from '@databoard/shared/worker-sign';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { workerStateEnum } from '../graphql/enums.js';
import type { ListedWorker } from './worker.queries.js';

@ObjectType({ simpleResolvers: true, description: 'What keeps submissions in, and whether it stands on a worker.' })
export class Wall implements WallData {
  @Field(() => String) declare name: string;
  @Field(() => Boolean) declare stands: boolean;
  @Field(() => String) declare how: string;
}

@ObjectType({ simpleResolvers: true })
export class InstalledVersion {
  @Field(() => String) declare name: string;
  @Field(() => String) declare version: string;
}

/** A worker process as it described itself last. For site admins. */
@ObjectType('Worker', { simpleResolvers: true })
export class WorkerView {
  @Field(() => ID, { description: 'Of the process; a new one at each start.' }) declare id: string;
  @Field(() => String, { description: 'Chosen by the operator. Pausing is by name.' }) declare name: string;
  @Field(() => String) declare host: string;
  @Field(() => workerStateEnum) declare state: WorkerState;
  @Field(() => String, { nullable: true, description: 'Why it is parked.' }) declare reason: string | null;
  @Field(() => Boolean, { description: 'Gave a sign within ten seconds, and has not said that it stops.' })
  declare isSeen: boolean;
  @Field(() => Boolean, { description: 'What site admins want; the state follows.' }) declare isPauseWanted: boolean;
  @Field(() => Int, { description: 'Folds that run at once.' }) declare slots: number;
  @Field(() => Int, { description: 'Slots whose folds run now.' }) declare busySlots: number;
  @Field(() => Int) declare cores: number;
  @Field(() => Int) declare memoryMiB: number;
  @Field(() => String) declare isolation: string;
  @Field(() => [Wall]) declare walls: Wall[];
  @Field(() => [InstalledVersion], { description: 'Its own Python and libraries, by name.' })
  declare environment: InstalledVersion[];
  @Field(() => String) declare version: string;
  @Field(() => Int, { description: 'Workers and api of different protocol numbers do not work together.' })
  declare protocol: number;
  @Field(() => Date) declare firstSeenAt: Date;
  @Field(() => Date) declare lastSeenAt: Date;
}

/** A worker as the API shows it. */
export function viewOfWorker(worker: ListedWorker): WorkerView {
  const { environment, running, ...rest } = worker;
  const installed = Object.entries(environment).map(([name, version]) => ({ name, version }));
  return {
    ...rest,
    environment: installed.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    busySlots: Math.min(running.length, rest.slots),
  };
}
