import assert from 'node:assert/strict';
import { CommandFailed } from '../exit-code.js';
import { startFakePlatform } from '../fake-platform.js';
import { submissionId } from './fake-event.js';
import { findSubmissionId } from './find-submission-id.js';

describe('how a submission is named', () => {
  let platform: Awaited<ReturnType<typeof startFakePlatform>>;
  let event: object | null;
  before(async () => {
    platform = await startFakePlatform(() => ({ data: { event } }));
  });
  after(() => platform.close());
  beforeEach(() => {
    event = { myParticipation: { submissions: [{ id: submissionId, name: 'forest' }] } };
  });

  const find = (word: string) => findSubmissionId({ api: platform.api }, word);
  const failure = (code: number, message: RegExp) => (error: unknown) =>
    error instanceof CommandFailed && error.code === code && message.test(error.message);

  it('by its id, its page, or the name that the own team gave it', async () => {
    assert.equal(await find(submissionId.toUpperCase()), submissionId);
    assert.equal(await find(`${platform.api}/events/iris/submissions/${submissionId}?tab=log`), submissionId);
    assert.equal(platform.seen.length, 0);
    assert.equal(await find('iris/forest'), submissionId);
  });

  it('and else says what would do', async () => {
    await assert.rejects(find('forest'), failure(64, /“forest” names no submission\. Give its id/));
    await assert.rejects(
      find(`https://other.example/submissions/${submissionId}`),
      failure(64, /--api https:\/\/other/),
    );
    await assert.rejects(find(`${platform.api}/events/iris`), failure(64, /no submission's page/));
    await assert.rejects(find('iris/tree'), failure(1, /no submission tree in iris\. `databoard submissions iris`/));
    event = null;
    await assert.rejects(find('iris/tree'), failure(1, /no event iris/));
  });
});
