import assert from 'node:assert/strict';
import { printed } from '../../testing/printed.js';
import type { CliConfig } from '../config.js';
import { CommandFailed } from '../exit-code.js';
import { startFakePlatform } from '../fake-platform.js';
import { fakeFold, fakeSubmission, submissionId } from './fake-event.js';
import { type LogsFlags, logs } from './logs.js';
import type { FoldReport } from './submission-report.js';

describe('databoard logs', () => {
  let config: CliConfig;
  let platform: Awaited<ReturnType<typeof startFakePlatform>>;
  let foldRuns: FoldReport[];
  before(async () => {
    platform = await startFakePlatform(() => ({
      data: { submission: fakeSubmission({ state: 'RUNNING', foldRuns }) },
    }));
    config = { api: platform.api, token: 'token', password: null, credentialsFile: '/none' };
  });
  after(() => platform.close());
  const run = (flags: LogsFlags = {}) => printed(() => logs(config, submissionId, flags));
  const failedWith = (error: unknown, code: number, message: RegExp) =>
    assert.ok(error instanceof CommandFailed && error.code === code && message.test(error.message), String(error));

  it('says why there is nothing to read', async () => {
    foldRuns = [];
    failedWith((await run()).error, 1, /Only its team and the organisers/);
    foldRuns = [fakeFold(0, { isLogHidden: true }), fakeFold(1, { isLogHidden: true })];
    failedWith((await run({ follow: true })).error, 1, /could carry hidden data/);
    failedWith((await run({ fold: 2 })).error, 64, /There is no fold 2: it has folds 0 to 1/);
  });

  it('waits for nothing unless it is asked to follow', async () => {
    foldRuns = [fakeFold(0, { state: 'TRAINING' }), fakeFold(1)];
    const { lines, errorLines, error } = await run();
    assert.deepEqual([lines, error], [[], null]);
    assert.deepEqual(errorLines, ['Not at its end yet: fold 0, 1. --follow shows what is printed meanwhile.']);
  });
});
