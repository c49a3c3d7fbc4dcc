import { createRedis, type RedisSettings } from '@databoard/shared/redis';
import { type WorkerCommand, workerCommandChannel } from '@databoard/shared/worker-command';
import { type WorkerSign, workerSign, workerSignChannel } from '@databoard/shared/worker-sign';

/** What a worker sees of an api, for tests: it hears signs and answers them. */
export interface FakeApi {
  signs: WorkerSign[];
  /** What a sign is answered with; at first, a welcome for who is not welcome. */
  answer: (sign: WorkerSign) => WorkerCommand | null;
  tell(instanceId: string, command: WorkerCommand): Promise<void>;
  close(): void;
}

/** Opens a fake api; the caller closes it. */
export async function openFakeApi(redis: RedisSettings): Promise<FakeApi> {
  const publisher = createRedis(redis);
  const subscriber = createRedis(redis, { enableReadyCheck: false });
  const api: FakeApi = {
    signs: [],
    answer: ({ isWelcome, state }) => (isWelcome || state === 'STOPPED' ? null : { kind: 'welcome', isPaused: false }),
    async tell(instanceId, command) {
      await publisher.publish(workerCommandChannel(instanceId), JSON.stringify(command));
    },
    close() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
  subscriber.on('message', (_channel, text) => {
    const sign = workerSign.parse(JSON.parse(text));
    api.signs.push(sign);
    const answer = api.answer(sign);
    if (answer !== null) void api.tell(sign.instanceId, answer);
  });
  await subscriber.subscribe(workerSignChannel(redis));
  return api;
}
