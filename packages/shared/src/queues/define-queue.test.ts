import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createRedis } from '../redis.js';
import { defineQueue, openQueue, type Queue } from './define-queue.js';

const message = z.object({ id: z.string(), count: z.number().int() });
type Message = z.output<typeof message>;

describe('a queue on Redis', () => {
  const redis = {
    url: process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379',
    embedded: process.env['REDIS_EMBEDDED'] === '1',
  };
  let errors: unknown[];
  let queue: Queue<Message>;
  let name: string;
  beforeEach(() => {
    errors = [];
    name = `test-${randomUUID()}`;
    const definition = defineQueue({ name, schema: message, jobId: (job) => job.id });
    queue = openQueue(definition, redis, { onError: (error) => errors.push(error), onLost: () => {} });
  });
  afterEach(() => queue.close());

  const settled = async (until: () => boolean | Promise<boolean>) => {
    for (let tries = 0; tries < 200; tries++) {
      if (await until()) return;
      await sleep(10);
    }
    assert.fail('did not settle within two seconds');
  };

  it('delivers one job for two sends with the same id, then forgets it', async () => {
    await queue.send({ id: 'a.1', count: 1 });
    await queue.send({ id: 'a.1', count: 1 });
    assert.equal(await queue.has('a.1'), true);
    assert.equal(await queue.depth(), 1);
    const taken: Message[] = [];
    queue.process(1, async (job) => void taken.push(job));
    await settled(async () => !(await queue.has('a.1')));
    assert.deepEqual(taken, [{ id: 'a.1', count: 1 }]);
    assert.equal(await queue.depth(), 0);
  });

  it('refuses to send what the schema forbids', async () => {
    await assert.rejects(queue.send({ id: 'b', count: 1.5 }));
    assert.equal(await queue.has('b'), false);
  });

  it('takes the smaller priority first, and equal ones in the order they came', async () => {
    const sent = [
      ['late', 2 ** 40],
      ['b', 7],
      ['c', 7],
      ['a', 3],
    ] as const;
    for (const [id, priority] of sent) await queue.send({ id, count: 1 }, { priority });
    assert.equal(await queue.waiting(), 4);
    const taken: string[] = [];
    queue.process(1, async (job) => void taken.push(job.id));
    await settled(() => taken.length === 4);
    assert.deepEqual(taken, ['a', 'b', 'c', 'late']);
  });

  it('keeps the order after a job was lost between the queue and a worker', async () => {
    for (const [id, priority] of [
      ['lost', 1],
      ['b', 5],
      ['c', 6],
    ] as const)
      await queue.send({ id, count: 1 }, { priority });
    // What Bull does when a worker vanishes with a job that it has only just got.
    const client = createRedis(redis);
    const key = (part: string) => client.keys(`databoard:${name}:${part}`);
    const [wait] = await key('wait');
    await client.lrem(wait ?? '', 0, 'lost');
    await client.del(`databoard:${name}:lost`);
    client.disconnect();
    await queue.tidy();
    await queue.send({ id: 'd', count: 1 }, { priority: 7 });
    const taken: string[] = [];
    queue.process(1, async (job) => void taken.push(job.id));
    await settled(() => taken.length === 3);
    assert.deepEqual(taken, ['b', 'c', 'd']);
  });

  it('takes out a job that waits, and leaves one that runs', async () => {
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    const taken: string[] = [];
    queue.process(1, async (job) => {
      taken.push(job.id);
      await held;
    });
    await queue.send({ id: 'runs', count: 1 });
    await settled(() => taken.length === 1);
    await queue.send({ id: 'waits', count: 1 });
    for (const id of ['runs', 'waits', 'unknown']) await queue.remove(id);
    assert.equal(await queue.has('waits'), false);
    assert.equal(await queue.has('runs'), true);
    finish();
    await settled(async () => !(await queue.has('runs')));
    assert.deepEqual(taken, ['runs']);
  });

  it('drops a job whose handler throws, and says so', async () => {
    queue.process(1, async () => {
      throw new Error('broken handler');
    });
    await queue.send({ id: 'c.1', count: 1 });
    await settled(() => errors.length > 0);
    assert.match(String(errors[0]), /broken handler/);
    await settled(async () => !(await queue.has('c.1')));
  });

  describe('in two parts', () => {
    /** Handlers that stay in each part until they are let on. */
    const stage = () => {
      const inFirst = new Map<string, () => void>();
      const inSecond = new Map<string, () => void>();
      const hold = (part: Map<string, () => void>, id: string) =>
        new Promise<void>((resolve) => part.set(id, resolve)).finally(() => part.delete(id));
      const handle = async ({ id }: Message, release: () => void) => {
        await hold(inFirst, id);
        release();
        await hold(inSecond, id);
      };
      return { inFirst, inSecond, handle };
    };
    const send = async (...ids: string[]) => {
      for (const id of ids) await queue.send({ id, count: 1 });
    };

    it('takes the next job when one has released its place, and no more than as many again', async () => {
      const { inFirst, inSecond, handle } = stage();
      queue.processInTwoParts(2, handle);
      await send('a', 'b', 'c', 'd', 'e', 'f');
      await settled(() => inFirst.size === 2);
      assert.equal(await queue.waiting(), 4);
      inFirst.get('a')?.();
      await settled(() => inFirst.has('c'));
      assert.deepEqual([...inFirst.keys(), ...inSecond.keys()], ['b', 'c', 'a']);
      inFirst.get('b')?.();
      await settled(() => inFirst.has('d'));
      inFirst.get('c')?.();
      await settled(() => inSecond.has('c'));
      await sleep(50);
      assert.equal(
        await queue.waiting(),
        2,
        'three in their last part and one in its first are all that two places allow',
      );
      inSecond.get('a')?.();
      await settled(() => inFirst.has('e'));
      while (inFirst.size + inSecond.size > 0) {
        for (const on of [...inFirst.values(), ...inSecond.values()]) on();
        await sleep(10);
      }
      await settled(async () => (await queue.depth()) === 0);
    });

    it('goes on after a handler has thrown, and keeps to its places', async () => {
      let most = 0;
      let running = 0;
      const done: string[] = [];
      queue.processInTwoParts(1, async ({ id }, release) => {
        running += 1;
        most = Math.max(most, running);
        await sleep(5);
        running -= 1;
        if (id === 'a') throw new Error('broken handler');
        release();
        await sleep(5);
        done.push(id);
      });
      await send('a', 'b', 'c', 'd');
      await settled(() => done.length === 3);
      assert.deepEqual(done, ['b', 'c', 'd']);
      assert.equal(most, 1);
      assert.equal(errors.length, 1);
    });

    it('takes none while drained, lets those at hand end, and goes on when resumed', async () => {
      const { inFirst, inSecond, handle } = stage();
      queue.processInTwoParts(1, handle);
      await send('a', 'b');
      await settled(() => inFirst.has('a'));
      const drained = queue.drain();
      inFirst.get('a')?.();
      await settled(() => inSecond.has('a'));
      await sleep(50);
      assert.equal(inFirst.size, 0);
      inSecond.get('a')?.();
      await drained;
      assert.equal(await queue.waiting(), 1);
      await queue.resume();
      await settled(() => inFirst.has('b'));
      inFirst.get('b')?.();
      await settled(() => inSecond.has('b'));
      inSecond.get('b')?.();
      await settled(async () => (await queue.depth()) === 0);
    });
  });
});
