import { createRedisEventTarget } from '@graphql-yoga/redis-event-target';
import { createPubSub } from '@graphql-yoga/subscription';
import type { Redis } from 'ioredis';
import { createCoalescer } from './coalesce.js';

// Stop 10 of the walk. In: "this changed", after a commit. Out: ids only, to every api process through Redis.
// Next: the subscription in `submission.resolver.ts`, which reads again with its viewer's rights.

interface SubmissionTopic {
  submissionId: string;
}
interface LeaderboardTopic {
  eventId: string;
}
interface TeamTopic {
  teamId: string;
}
interface NotificationsTopic {
  userId: string;
}
interface QueueTopic {
  /** Null: of any event. */
  eventId: string | null;
}
type Topics = {
  'databoard:submission-changed': [id: string, payload: SubmissionTopic];
  'databoard:leaderboard-changed': [id: string, payload: LeaderboardTopic];
  'databoard:team-changed': [id: string, payload: TeamTopic];
  'databoard:notifications-changed': [id: string, payload: NotificationsTopic];
  'databoard:queue-changed': [id: string, payload: QueueTopic];
  'databoard:workers-changed': [payload: Record<string, never>];
};

/** What commands may tell the world, always after their commit. Never fails and never waits. */
export interface Publisher {
  /** `isEnd` marks the last change of an evaluation, which goes out without waiting for others. */
  submissionChanged(submissionId: string, isEnd?: boolean): void;
  leaderboardChanged(eventId: string): void;
  /** Its people, its name, or who is invited or asks. Of a team that is gone, too. */
  teamChanged(teamId: string): void;
  notificationsChanged(userId: string): void;
  /** A fold of the event moved. What changes the board changes the queue, too, and need not be said twice. */
  queueChanged(eventId: string): void;
  workersChanged(): void;
}

/** Where subscriptions listen. Each source begins with one message of its own, so that nothing between reading and listening is missed. */
export interface Subscriber {
  submissionChanges(submissionId: string): AsyncIterable<SubmissionTopic>;
  leaderboardChanges(eventId: string): AsyncIterable<LeaderboardTopic>;
  teamChanges(teamId: string): AsyncIterable<TeamTopic>;
  notificationChanges(userId: string): AsyncIterable<NotificationsTopic>;
  /** Of one event, or with null of all. */
  queueChanges(eventId: string | null): AsyncIterable<QueueTopic>;
  workerChanges(): AsyncIterable<Record<string, never>>;
}

// Live to the eye, and rare enough that reading eight folds again for each message does not slow down the folds themselves.
const submissionIntervalMs = 250;
// A message says only that there is something new; people wait for it.
const leaderboardIntervalMs = 75;
// Folds end all the time, and each organiser who looks reads a page of the queue again.
const queueIntervalMs = 1000;
// Workers give signs all the time, and only admins look.
const workersIntervalMs = 1000;

/** The name under which the queue of all events is published; no event's id. */
const everyEvent = 'all';

/** Topics over Redis. The caller disconnects both clients after `close`. */
export function createTopics(publishClient: Redis, subscribeClient: Redis): Publisher & Subscriber & { close(): void } {
  const pubSub = createPubSub<Topics>({ eventTarget: createRedisEventTarget({ publishClient, subscribeClient }) });
  const submissions = createCoalescer(submissionIntervalMs, (submissionId) =>
    pubSub.publish('databoard:submission-changed', submissionId, { submissionId }),
  );
  const boards = createCoalescer(leaderboardIntervalMs, (eventId) =>
    pubSub.publish('databoard:leaderboard-changed', eventId, { eventId }),
  );
  const queues = createCoalescer(queueIntervalMs, (id) =>
    pubSub.publish('databoard:queue-changed', id, { eventId: id === everyEvent ? null : id }),
  );
  const queueChanged = (eventId: string) => {
    queues.ask(eventId);
    queues.ask(everyEvent);
  };
  const workers = createCoalescer(workersIntervalMs, () => pubSub.publish('databoard:workers-changed', {}));
  return {
    submissionChanged: (id, isEnd = false) => (isEnd ? submissions.fireNow(id) : submissions.ask(id)),
    teamChanged: (teamId) => void pubSub.publish('databoard:team-changed', teamId, { teamId }),
    notificationsChanged: (userId) => void pubSub.publish('databoard:notifications-changed', userId, { userId }),
    leaderboardChanged(id) {
      boards.ask(id);
      queueChanged(id);
    },
    queueChanged,
    workersChanged: () => workers.ask(''),
    submissionChanges: (submissionId) =>
      beginningWith({ submissionId }, pubSub.subscribe('databoard:submission-changed', submissionId), () =>
        subscribeClient.subscribe(`databoard:submission-changed:${submissionId}`),
      ),
    leaderboardChanges: (eventId) =>
      beginningWith({ eventId }, pubSub.subscribe('databoard:leaderboard-changed', eventId), () =>
        subscribeClient.subscribe(`databoard:leaderboard-changed:${eventId}`),
      ),
    teamChanges: (teamId) =>
      beginningWith({ teamId }, pubSub.subscribe('databoard:team-changed', teamId), () =>
        subscribeClient.subscribe(`databoard:team-changed:${teamId}`),
      ),
    notificationChanges: (userId) =>
      beginningWith({ userId }, pubSub.subscribe('databoard:notifications-changed', userId), () =>
        subscribeClient.subscribe(`databoard:notifications-changed:${userId}`),
      ),
    queueChanges: (eventId) =>
      beginningWith({ eventId }, pubSub.subscribe('databoard:queue-changed', eventId ?? everyEvent), () =>
        subscribeClient.subscribe(`databoard:queue-changed:${eventId ?? everyEvent}`),
      ),
    workerChanges: () =>
      beginningWith({}, pubSub.subscribe('databoard:workers-changed'), () =>
        subscribeClient.subscribe('databoard:workers-changed'),
      ),
    close() {
      workers.close();
      queues.close();
      submissions.close();
      boards.close();
    },
  };
}

/**
 * Listens, waits until Redis has confirmed it, yields `first`, then what comes. Written as an object, because a generator
 * could not be returned from while it waits.
 */
function beginningWith<T>(
  first: T,
  source: AsyncIterable<T>,
  confirmed: () => Promise<unknown>,
): AsyncIterableIterator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let early: Promise<IteratorResult<T>> | null = null;
  let hasBegun = false;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      if (!hasBegun) {
        hasBegun = true;
        early = iterator.next();
        await confirmed();
        return { value: first, done: false };
      }
      const result = early ?? iterator.next();
      early = null;
      return result;
    },
    async return() {
      await iterator.return?.();
      return { value: undefined, done: true };
    },
  };
}
