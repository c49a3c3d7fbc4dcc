import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { reportProgress } from './report-progress.js';

describe('progress reports', () => {
  it('leave out steps that fly by, however many', async () => {
    const sent: string[] = [];
    const progress = reportProgress(async (state) => void sent.push(state));
    for (const step of ['started', 'train', 'valid', 'test'] as const) progress.onStep(step);
    await progress.end();
    await sleep(400);
    assert.deepEqual(sent, []);
  });

  it('name the step that lasts, and are sent before the end', async () => {
    const sent: string[] = [];
    const progress = reportProgress(async (state) => {
      await sleep(20);
      sent.push(state);
    });
    progress.onStep('started');
    progress.onStep('train');
    await sleep(400);
    await progress.end();
    assert.deepEqual(sent, ['TRAINED']);
  });

  it('that get lost harm nobody', async () => {
    const progress = reportProgress(() => Promise.reject(new Error('no Redis')));
    progress.onStep('started');
    await sleep(400);
    await progress.end();
  });
});
