import assert from 'node:assert/strict';
import type { Report } from '@databoard/shared/queues/reports';
import { openOutbox } from './outbox.js';

const report = (foldRunId: string): Report => ({
  kind: 'fold-progress',
  foldRunId,
  attempt: 1,
  worker: 'worker',
  state: 'TRAINING',
});

describe('an outbox', () => {
  let messages: string[][];
  const idsOf = (batch: readonly Report[]) => batch.map((each) => ('foldRunId' in each ? each.foldRunId : ''));
  beforeEach(() => {
    messages = [];
  });
  const outbox = () => openOutbox({ send: async (batch) => void messages.push(idsOf(batch)) });

  it('lets reports that can wait travel together', async () => {
    const { report: send } = outbox();
    await Promise.all([send(report('a'), { canWait: true }), send(report('b'), { canWait: true })]);
    assert.deepEqual(messages, [['a', 'b']]);
  });

  it('takes them along with one that cannot', async () => {
    const { report: send } = outbox();
    const waits = send(report('a'), { canWait: true });
    await Promise.all([waits, send(report('b'))]);
    assert.deepEqual(messages, [['a', 'b']]);
  });

  it('sends the next by themselves', async () => {
    const { report: send } = outbox();
    await send(report('a'), { canWait: true });
    await send(report('b'), { canWait: true });
    await send(report('c'));
    assert.deepEqual(messages, [['a'], ['b'], ['c']]);
  });

  it('tells each sender of a message that was not sent', async () => {
    const { report: send } = openOutbox({ send: () => Promise.reject(new Error('Redis is away')) });
    const both = await Promise.allSettled([send(report('a'), { canWait: true }), send(report('b'))]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
  });
});
