import 'reflect-metadata';
import type { FailureReason } from '@databoard/shared/fold-run-state';
import { Field, Int, ObjectType } from 'type-graphql';
import { failureReasonEnum, queueGroupEnum } from '../graphql/enums.js';
import { Submission } from '../submissions/submission.entity.js';
import type { Capacity } from './queue.queries.js';
import type { QueueGroup } from './queue-group.js';

@ObjectType({ simpleResolvers: true })
export class QueueGroupCount {
  @Field(() => queueGroupEnum) declare group: QueueGroup;
  @Field(() => Int) declare count: number;
}

@ObjectType({ simpleResolvers: true })
export class QueueFailureCount {
  @Field(() => failureReasonEnum) declare reason: FailureReason;
  @Field(() => Int) declare count: number;
}

@ObjectType({ simpleResolvers: true, description: 'The workers that take jobs, for all events together.' })
export class QueueCapacity implements Capacity {
  @Field(() => Int) declare workers: number;
  @Field(() => Int, { description: 'Folds that can run at once.' }) declare slots: number;
  @Field(() => Int) declare busySlots: number;
}

@ObjectType('Queue', { simpleResolvers: true, description: 'What is judged, waits, or failed. For those who run it.' })
export class QueueView {
  @Field(() => [QueueGroupCount], { description: 'Of the whole queue, whatever the filter; zeros are left out.' })
  declare groups: QueueGroupCount[];
  @Field(() => [QueueFailureCount], { description: 'Of all that failed, by reason; the most frequent first.' })
  declare failures: QueueFailureCount[];
  @Field(() => QueueCapacity) declare capacity: QueueCapacity;
  @Field(() => Int, { description: 'What the filter leaves.' }) declare totalCount: number;
  @Field(() => [Submission], {
    description: 'What runs, then what waits in the order of its turns, then what has ended, newest first.',
  })
  declare rows: Submission[];
}
