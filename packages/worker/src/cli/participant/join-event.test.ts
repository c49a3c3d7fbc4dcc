import assert from 'node:assert/strict';
import { printed } from '../../testing/printed.js';
import type { CliConfig } from '../config.js';
import { CommandFailed } from '../exit-code.js';
import { startFakePlatform } from '../fake-platform.js';
import { type JoinFlags, joinEvent } from './join-event.js';

describe('databoard join', () => {
  let config: CliConfig;
  let platform: Awaited<ReturnType<typeof startFakePlatform>>;
  let signUpForEvent: object;
  before(async () => {
    platform = await startFakePlatform(() => ({ data: { signUpForEvent } }));
    config = { api: platform.api, token: 'token', password: null, credentialsFile: '/none' };
  });
  after(() => platform.close());
  const run = (flags: JoinFlags = {}) => printed(() => joinEvent(config, 'iris', flags));
  const refusal = (reason: string, message: string) => ({
    ...{ reason, message },
    ...{ field: null, line: null, nextAllowedAt: null },
  });

  it('says whether one is in, or waits', async () => {
    signUpForEvent = { participation: { state: 'ASKED' }, refusal: null };
    assert.match((await run({ code: 'secret' })).lines.join(''), /asked to take part in iris\. The organisers decide/);
    assert.deepEqual(platform.seen.at(-1)?.variables, { input: { eventSlug: 'iris', code: 'secret' } });
    signUpForEvent = { participation: { state: 'APPROVED' }, refusal: refusal('ALREADY_DONE', 'You are.') };
    const { lines, error } = await run();
    assert.equal(error, null);
    assert.deepEqual(lines, ['You take part in iris.']);
  });

  it('is refused like everything else, also for who was turned down', async () => {
    for (const [participation, reason] of [
      [null, 'NOT_OPEN'],
      [{ state: 'REJECTED' }, 'NOT_APPROVED'],
    ] as const) {
      signUpForEvent = { participation, refusal: refusal(reason, 'No.') };
      const { error } = await run();
      assert.ok(error instanceof CommandFailed && error.code === 4 && error.message === `No. (${reason})`);
    }
  });
});
