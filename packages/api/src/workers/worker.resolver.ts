import 'reflect-metadata';
import { Arg, Ctx, Mutation, Query, Resolver, Subscription } from 'type-graphql';
import { requireAdmin } from '../auth/viewer.js';
import type { RequestContext } from '../graphql/context.js';
import { Scope } from '../graphql/scope.js';
import { pauseWorker, resumeWorker, type WorkersAnswer } from './pause-worker.js';
import { PauseWorkerInput, ResumeWorkerInput, WorkersResult } from './worker.inputs.js';
import { listWorkers } from './worker.queries.js';
import { viewOfWorker, WorkerView } from './worker.view.js';

@Resolver(() => WorkerView)
export class WorkerResolver {
  @Query(() => [WorkerView], { description: 'For site admins: the workers seen within a day, by name.' })
  async workers(@Ctx() { em, clock, viewer }: RequestContext): Promise<WorkerView[]> {
    requireAdmin(viewer);
    return (await listWorkers(em, clock.now())).map(viewOfWorker);
  }

  @Scope('ADMIN')
  @Mutation(() => WorkersResult, {
    description: 'For site admins: folds at hand are finished, no new ones are taken, until it is resumed.',
  })
  async pauseWorker(
    @Arg('input', () => PauseWorkerInput) { name }: PauseWorkerInput,
    @Ctx() context: RequestContext,
  ): Promise<WorkersResult> {
    return resultOf(await pauseWorker(requireAdmin(context.viewer), name, context));
  }

  @Scope('ADMIN')
  @Mutation(() => WorkersResult, {
    description: 'For site admins: ends a pause, and a park unless it is about the version.',
  })
  async resumeWorker(
    @Arg('input', () => ResumeWorkerInput) { name }: ResumeWorkerInput,
    @Ctx() context: RequestContext,
  ): Promise<WorkersResult> {
    return resultOf(await resumeWorker(requireAdmin(context.viewer), name, context));
  }

  @Subscription(() => [WorkerView], {
    description: 'For site admins: all workers, now and about once a second while any gives signs.',
    subscribe: ({ context }: { context: RequestContext }) => {
      requireAdmin(context.viewer);
      return context.topics.workerChanges();
    },
  })
  async workersChanged(@Ctx() context: RequestContext): Promise<WorkerView[]> {
    await context.renew();
    requireAdmin(context.viewer);
    return (await listWorkers(context.em, context.clock.now())).map(viewOfWorker);
  }
}

const resultOf = ({ workers, ...rest }: WorkersAnswer): WorkersResult => ({
  ...rest,
  workers: workers.map(viewOfWorker),
});
