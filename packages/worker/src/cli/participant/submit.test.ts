import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { printed } from '../../testing/printed.js';
import type { CliConfig } from '../config.js';
import { CommandFailed } from '../exit-code.js';
import { startFakePlatform } from '../fake-platform.js';
import {
  answerAs,
  type FakeEvent,
  fakeFailure,
  fakeFold,
  fakeQuota,
  fakeSubmission,
  scoredFold,
  submissionId,
} from './fake-event.js';
import type { WireSubmission } from './submission-report.js';
import { type SubmitFlags, submit } from './submit.js';

describe('databoard submit', () => {
  let folder: string;
  let config: CliConfig;
  let platform: Awaited<ReturnType<typeof startFakePlatform>>;
  let event: FakeEvent;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'databoard-submit-'));
    await mkdir(path.join(folder, 'forest'));
    await writeFile(path.join(folder, 'forest', 'estimator.py'), 'code');
    await writeFile(path.join(folder, 'forest', 'notes.txt'), 'mine');
    event = {
      preflight: { isAccepted: true, files: [] },
      quota: fakeQuota,
      earlier: [],
      submit: () => ({ data: { submit: { submission: { id: submissionId }, refusal: null } } }),
      submission: () => fakeSubmission(),
    };
    platform = await startFakePlatform((request) => answerAs(event, request));
    config = { api: platform.api, token: 'secret-token', password: null, credentialsFile: path.join(folder, 'none') };
  });
  afterEach(async () => {
    await platform.close();
    await rm(folder, { recursive: true });
  });

  const run = (flags: SubmitFlags = {}, paths = [path.join(folder, 'forest')]) =>
    printed(() => submit(config, 'iris', paths, flags));
  const sent = () =>
    platform.seen.filter(({ query }) => query.includes('submit(input')).map(({ variables }) => variables['input']) as {
      eventSlug: string;
      name: string;
      files: object[];
      idempotencyKey: string;
    }[];
  const inTurn = (...all: WireSubmission[]) => {
    event.submission = () => (all.length > 1 ? all.shift() : all[0]) as WireSubmission;
  };
  const failedWith = (error: unknown, code: number, message: RegExp) => {
    assert.ok(error instanceof CommandFailed, String(error));
    assert.match(error.message, message);
    assert.equal(error.code, code);
  };

  it('sends what the problem asks for, says what is left, and prints the address alone', async () => {
    const { lines, errorLines, error } = await run({ name: 'forest' });
    assert.equal(error, null);
    assert.deepEqual(sent()[0]?.files, [{ path: 'estimator.py', content: 'code' }]);
    assert.equal(sent()[0]?.name, 'forest');
    assert.deepEqual(lines, [`${platform.api}/submissions/${submissionId}`]);
    assert.deepEqual(errorLines, [
      'Not sent, because the problem does not ask for it: notes.txt.',
      'Submitted: forest to iris. 2 left today (UTC).',
    ]);
    assert.ok(platform.seen.every(({ headers }) => headers.authorization === 'Bearer secret-token'));
  });

  it('names and keys by content: the same again is the same submission, other code is another one', async () => {
    await run();
    await run();
    await writeFile(path.join(folder, 'forest', 'estimator.py'), 'other code');
    await run();
    await run({ name: 'forest' });
    const [first, again, other, named] = sent();
    assert.match(first?.name ?? '', /^forest-[0-9a-f]{8}$/);
    assert.deepEqual(again, first);
    assert.notEqual(other?.name, first?.name);
    const keys = new Set([first, other, named].map((one) => one?.idempotencyKey));
    assert.equal(keys.size, 3);
  });

  it('says when it was submitted before', async () => {
    event.earlier = [{ id: submissionId, name: 'forest' }];
    const { errorLines, error } = await run({ name: 'forest' });
    assert.equal(error, null);
    assert.match(errorLines.at(-1) ?? '', /^Submitted before \(another --name submits it again\): forest/);
  });

  it('asks again with the same key when the answer was lost, or a gateway answers for the platform', async () => {
    const answer = event.submit;
    const faults = [{ raw: { body: null } }, { raw: { status: 502, body: '<html>' } }];
    event.submit = (request) => faults.shift() ?? answer(request);
    const { errorLines, error } = await run();
    assert.equal(error, null);
    assert.equal(sent().length, 3);
    assert.equal(new Set(sent().map(({ idempotencyKey }) => idempotencyKey)).size, 1);
    assert.match(errorLines.join('\n'), /cannot be reached.*nothing is submitted twice\.\nSubmitted: /);
  });

  it('does not ask again what was answered', async () => {
    event.submit = () => ({
      errors: [{ message: 'This event has closed at this moment.', extensions: { code: 'CONFLICT' } }],
    });
    failedWith((await run()).error, 1, /has closed at this moment/);
    assert.equal(sent().length, 1);
  });

  it('sends nothing when the look finds errors, and says where', async () => {
    const finding = { severity: 'error', line: 3, column: 5, message: 'Invalid syntax.' };
    event.preflight = { isAccepted: false, files: [{ path: 'estimator.py', findings: [finding] }] };
    const { errorLines, lines, error } = await run({ json: true });
    failedWith(error, 4, /^Not submitted: the look at the files found errors\nQuota: 2 left today/);
    assert.ok(errorLines.includes('estimator.py:3:5: error: Invalid syntax.'));
    assert.deepEqual(JSON.parse(lines.join('')).preflight.files[0].findings, [finding]);
    assert.deepEqual(sent(), []);
  });

  it('shows warnings and goes on', async () => {
    const finding = { severity: 'warning', line: null, column: null, message: 'The file is empty.' };
    event.preflight = { isAccepted: true, files: [{ path: 'estimator.py', findings: [finding] }] };
    const { errorLines, error } = await run();
    assert.equal(error, null);
    assert.ok(errorLines.includes('estimator.py: warning: The file is empty.'));
  });

  it('tells a refusal with the time from which it would pass, and what is left', async () => {
    const nextAllowedAt = new Date(Date.now() + 600_000).toISOString();
    const refusal = { reason: 'TOO_SOON', field: null, line: null, message: 'Wait.', nextAllowedAt };
    event.submit = () => ({ data: { submit: { submission: null, refusal } } });
    const { lines, error } = await run({ json: true });
    const time = `${nextAllowedAt.slice(0, 10)} ${nextAllowedAt.slice(11, 19)} UTC`;
    failedWith(
      error,
      4,
      new RegExp(`^Not submitted: Wait\\. \\(TOO_SOON\\)\nNext allowed: ${time} \\(in 10 min\\)\\.\nQuota: 2 left`),
    );
    assert.deepEqual(JSON.parse(lines.join('')).refusal, refusal);
  });

  it('says whether it would be taken, and sends nothing, with --dry-run', async () => {
    const { errorLines, error } = await run({ dryRun: true, name: 'forest' });
    assert.equal(error, null);
    assert.equal(errorLines.at(-1), 'It would be taken, as forest. 2 left today (UTC).');
    const refusal = {
      reason: 'NOT_OPEN',
      field: null,
      line: null,
      message: 'This event has closed.',
      nextAllowedAt: null,
    };
    event.quota = { ...fakeQuota, isAllowed: false, refusal };
    failedWith((await run({ dryRun: true })).error, 4, /^The files are fine\. But: This event has closed\./);
    assert.deepEqual(sent(), []);
  });

  it('does not send a file that is no text, or more than is ever taken', async () => {
    const file = path.join(folder, 'forest', 'estimator.py');
    await writeFile(file, Buffer.from([0xc3, 0x28]));
    failedWith((await run()).error, 1, /estimator\.py is not UTF-8 text/);
    await writeFile(file, Buffer.alloc(5 * 2 ** 20, 97));
    failedWith((await run()).error, 1, /more than 4096 KiB/);
    failedWith((await run({}, [path.join(folder, 'none')])).error, 64, /There is no .*none/);
    await rm(file);
    failedWith((await run()).error, 64, /holds nothing to submit: this problem asks for estimator\.py/);
  });

  describe('and --wait', () => {
    it('follows to the end and prints the tables of databoard test', async () => {
      const foldRuns = [scoredFold(0, 0.5), scoredFold(1, 1)];
      inTurn(
        fakeSubmission({ aheadInQueue: 3, startsInSeconds: 200 }),
        fakeSubmission({ state: 'RUNNING', foldRuns: [foldRuns[0] ?? fakeFold(0), fakeFold(1)], endsInSeconds: 40 }),
        {
          ...fakeSubmission({
            state: 'SCORED',
            foldRuns,
            baggedScores: [{ scoreType: 'acc', step: 'valid', value: 0.75 }],
          }),
          officialScore: 0.75,
        },
      );
      const { lines, error } = await run({ wait: true });
      assert.equal(error, null);
      const text = lines.join('\n');
      assert.match(text, /^forest\n/);
      assert.match(text, /CV fold 1\n\tscore +acc +time\n\ttrain +1\.00 +0\.500\n\tvalid +1\.00 +0\.100\n/);
      assert.match(text, /Mean CV scores[^B]*valid +0\.75 ± 0\.2500/);
      assert.match(text, /Bagged scores\n-+\n\tscore +acc\n\tvalid +0\.75$/);
      assert.ok(!text.includes('test'), text);
    });

    it('prints one object in full precision, whatever is not finite as nan', async () => {
      const foldRuns = [scoredFold(0, 0.1 + 0.2), scoredFold(1, null)];
      inTurn(fakeSubmission({ state: 'SCORED', foldRuns }));
      const { lines, error } = await run({ wait: true, json: true });
      assert.equal(error, null);
      assert.equal(lines.length, 1);
      const { state, folds, mean, bagged, address, event: slug } = JSON.parse(lines[0] ?? '');
      assert.deepEqual([state, slug, address], ['SCORED', 'iris', `${platform.api}/submissions/${submissionId}`]);
      assert.deepEqual(folds[0].valid, { acc: 0.30000000000000004 });
      assert.deepEqual([folds[1].valid, mean.valid, bagged], [{ acc: 'nan' }, { acc: 'nan' }, {}]);
    });

    it('ends with the reason, the own frames and a hint when it fails', async () => {
      const foldRuns = [scoredFold(0, 1), fakeFold(1, { state: 'TRAINING_ERROR', reason: 'EXCEPTION' })];
      inTurn(fakeSubmission({ state: 'TRAINING_ERROR', foldRuns, failure: fakeFailure }));
      const { error } = await run({ wait: true });
      failedWith(
        error,
        1,
        /^forest: Fold 1 failed while training \(EXCEPTION\): The code raised ValueError\.\n {2}estimator\.py:3, in get_estimator\n/,
      );
      failedWith(error, 1, /ValueError: not \uFFFD\[31mtoday\nRun the kit on your machine\.$/);
    });

    it('says what is kept back, and whose fault it was', async () => {
      const foldRuns = [fakeFold(0), fakeFold(1, { state: 'TRAINING_ERROR', reason: 'EXCEPTION' })];
      inTurn(
        fakeSubmission({ state: 'TRAINING_ERROR', foldRuns, failure: { ...fakeFailure, exceptionMessage: null } }),
      );
      failedWith((await run({ wait: true })).error, 1, /kept back: it could carry hidden data/);
      const ended = [fakeFold(0), fakeFold(1, { state: 'CHECKING_ERROR', reason: 'PLATFORM' })];
      const failure = {
        ...fakeFailure,
        reason: 'PLATFORM' as const,
        message: 'The platform could not finish this fold.',
      };
      inTurn(fakeSubmission({ state: 'CHECKING_ERROR', foldRuns: ended, failure }));
      failedWith((await run({ wait: true })).error, 3, /does not count against you: The platform could not finish/);
      inTurn(fakeSubmission({ state: 'CANCELLED' }));
      failedWith((await run({ wait: true })).error, 1, /cancelled/);
    });

    it('holds on while the platform is away', async () => {
      const answer = event.submission;
      let isAway = true;
      await platform.close();
      platform = await startFakePlatform((request) => {
        if (request.query.includes('submission(id') && isAway) {
          isAway = false;
          return { raw: { status: 503, body: 'restarting' } };
        }
        return answerAs(event, request);
      });
      config = { ...config, api: platform.api };
      event.submission = () => ({ ...answer(), evaluation: fakeSubmission({ state: 'SCORED' }).evaluation });
      assert.equal((await run({ wait: true })).error, null);
    });

    it('waits no longer than --timeout', async () => {
      const { error } = await run({ wait: true, timeout: 0.2 });
      failedWith(error, 5, /^forest has not ended after 1 s: NEW\. See it with `databoard status/);
    });
  });

  it('knows who is not there, who takes no part, and a token that may not submit', async () => {
    await platform.close();
    let answer: object = { data: { event: null } };
    platform = await startFakePlatform(() => answer);
    config = { ...config, api: platform.api };
    failedWith((await run()).error, 1, /There is no event iris, or none for you/);
    answer = { data: { event: { slug: 'iris', problem: { elements: [] }, myParticipation: null } } };
    failedWith((await run()).error, 4, /do not take part in iris\. Sign up with `databoard join iris`\.$/);
    const message = 'This access token does not have the scope SUBMIT.';
    answer = { errors: [{ message, extensions: { code: 'FORBIDDEN' } }] };
    failedWith((await run()).error, 1, /scope SUBMIT\. Make one that has it with `databoard login --scope SUBMIT`/);
  });
});
