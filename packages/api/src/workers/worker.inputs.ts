import 'reflect-metadata';
import { Length } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Refusal } from '../graphql/refusal.type.js';
import { WorkerView } from './worker.view.js';

@InputType()
export class PauseWorkerInput {
  @Field(() => String, { description: 'Every worker of this name, now and after a restart.' })
  @Length(1, 200)
  declare name: string;
}

@InputType()
export class ResumeWorkerInput {
  @Field(() => String)
  @Length(1, 200)
  declare name: string;
}

@ObjectType({ simpleResolvers: true })
export class WorkersResult {
  @Field(() => [WorkerView], { description: 'Those of the name. Their state follows within seconds.' })
  declare workers: WorkerView[];
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal;
}
