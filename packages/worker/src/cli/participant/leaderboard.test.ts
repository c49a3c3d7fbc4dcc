import assert from 'node:assert/strict';
import { printed } from '../../testing/printed.js';
import type { CliConfig } from '../config.js';
import { CommandFailed } from '../exit-code.js';
import { type FakeAnswer, startFakePlatform } from '../fake-platform.js';
import { firstCsvRows } from './board-file.js';
import { type LeaderboardFlags, leaderboard } from './leaderboard.js';

const score = (value: number | null) => ({ scoreType: 'acc', step: 'valid', value, mean: 0.5, std: 0.125 });
const row = {
  ...{ rank: 1, isTied: false, move: null, teamName: 'ada', submissionName: 'forest', isMine: true, state: 'SCORED' },
  ...{ reason: null, submittedAt: '2026-11-25T12:00:00.000Z', contributivity: 0.75, trainSeconds: 1.25 },
  scores: [score(0.9)],
};
const other = {
  ...row,
  rank: 2,
  isTied: true,
  teamName: 'e\u001b[2Jve',
  isMine: false,
  contributivity: null,
  scores: [score(null)],
};
const board = {
  ...{ size: 9, totalCount: 9, inProgressCount: 1, failedCount: 2, scoreTypes: [{ name: 'acc', precision: 2 }] },
  columns: ['RANK', 'TEAM', 'SUBMISSION', 'VALID_BAGGED', 'CONTRIBUTIVITY', 'TRAIN_SECONDS', 'SUBMITTED_AT'],
  rows: [row, other],
  blend: { memberCount: 2, scores: [{ scoreType: 'acc', step: 'valid', value: 0.95 }] },
};

describe('databoard leaderboard', () => {
  let config: CliConfig;
  let platform: Awaited<ReturnType<typeof startFakePlatform>>;
  let answer: FakeAnswer;
  before(async () => {
    platform = await startFakePlatform(() => answer);
    config = { api: platform.api, token: 'token', password: null, credentialsFile: '/none' };
  });
  after(() => platform.close());
  const run = (flags: Partial<LeaderboardFlags>) =>
    printed(() => leaderboard(config, 'iris', { kind: 'public', ...flags }));

  it('lays a board out, with a star for the own team, and names that do nothing', async () => {
    answer = { data: { event: { board } } };
    const { lines, errorLines } = await run({ sort: 'submitted-at:desc', first: 2 });
    assert.deepEqual(lines.join('\n').split('\n'), [
      '\trank  team        submission   acc     mean ± std  contrib.  train s  submitted',
      '\t   1  ada *       forest      0.90  0.50 ± 0.1250    75.0 %      1.3  2026-11-25 12:00:00 UTC',
      '\t  2=  e\uFFFD[2Jve     forest            0.50 ± 0.1250                1.3  2026-11-25 12:00:00 UTC',
      '\t      blend of 2              0.95',
    ]);
    assert.deepEqual(errorLines, ['The first 2 of 9 rows; 1 in progress, 2 failed.']);
    const variables = platform.seen.at(-1)?.variables ?? {};
    assert.deepEqual(variables['sort'], { column: 'SUBMITTED_AT', direction: 'DESC', scoreType: null });
    assert.deepEqual([variables['kind'], variables['first']], ['PUBLIC', 2]);
  });

  it('names the columns when it is sorted by none', async () => {
    const { error } = await run({ sort: 'beauty' });
    assert.ok(error instanceof CommandFailed && error.code === 64);
    assert.match(error.message, /--sort takes one of rank, .*valid-bagged/);
  });

  it('hands files on as they come, or their first rows', async () => {
    const csv = 'rank,team\r\n1,"two\nlines, ""quoted"""\r\n2,b\r\n3,c\r\n';
    answer = { raw: { body: csv } };
    assert.equal((await run({ csv: true, kind: 'public-competition', mine: true })).lines.join(''), csv);
    assert.equal(platform.seen.at(-1)?.path, '/events/iris/board.csv?kind=PUBLIC_COMPETITION&mine=true');
    assert.equal(platform.seen.at(-1)?.headers.authorization, 'Bearer token');
    assert.equal((await run({ csv: true, first: 1 })).lines.join(''), csv.slice(0, csv.indexOf('2,b')));
    assert.equal(firstCsvRows(csv, 9), csv);
    answer = { raw: { body: '{"event":"iris","rows":[{"rank":1},{"rank":2}]}' } };
    const { lines } = await run({ json: true, first: 1 });
    assert.deepEqual(JSON.parse(lines.join('')), { event: 'iris', rows: [{ rank: 1 }] });
  });

  it('says why there is none', async () => {
    const body = JSON.stringify({ error: 'FORBIDDEN', message: 'This board opens when the event has closed.' });
    answer = { raw: { status: 403, body } };
    const { error } = await run({ csv: true, kind: 'private' });
    assert.ok(error instanceof CommandFailed && error.code === 1 && /opens when/.test(error.message));
    answer = { data: { event: null } };
    assert.match(String((await run({})).error), /There is no event iris/);
  });
});
