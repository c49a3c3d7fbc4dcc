import assert from 'node:assert/strict';
import { type BoardScene, startBoardScene } from '../testing/board-scene.js';
import { failedFold, scoredFold } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, newUser, openEvent, submitTo, untilState } from '../testing/scenario.js';
import { spyStatements } from '../testing/spy-statements.js';
import { teamAct, teamOf } from '../testing/team-scene.js';
import { eventually } from '../testing/test-app.js';

const query = `query (
  $slug: String!, $kind: BoardKind! = PUBLIC, $sort: BoardSortInput, $filter: BoardFilterInput, $first: Int! = 50,
  $offset: Int! = 0, $aroundMe: Boolean! = false, $at: DateTimeISO
) {
  event(slug: $slug) {
    boardKinds
    board(kind: $kind, sort: $sort, filter: $filter, first: $first, offset: $offset, aroundMe: $aroundMe, at: $at) {
      kind version columns size totalCount offset inProgressCount failedCount
      rows {
        submissionId teamName rank isTied move isMine state reason peakMemoryMiB testSeconds
        scores { scoreType step value mean std }
      }
    }
  }
}`;

describe('boards', () => {
  let scene: BoardScene;
  let ada: GraphqlClient;
  let rival: GraphqlClient;
  let ids: string[];

  before(async function () {
    this.timeout(60_000);
    scene = await startBoardScene(3);
    [ada, rival] = scene.players as [GraphqlClient, GraphqlClient];
    ids = [
      await scene.score(0, 0.8, 0.6),
      await scene.score(0, 0.9, 0.5),
      await scene.score(1, 0.85, 0.9),
      await scene.score(2, 0.7, 0.55),
    ];
  });
  after(() => scene.test.close());

  const ask = async (client: GraphqlClient, more: Record<string, unknown> = {}): Promise<Data> =>
    (await client.data(query, { slug: scene.slug, ...more })).event.board;
  const refused = (client: GraphqlClient, more: Record<string, unknown>) =>
    client.errorCode(query, { slug: scene.slug, ...more });
  const order = ({ rows }: Data): number[] => rows.map((row: Data) => ids.indexOf(row.submissionId));
  const download = (client: GraphqlClient, format: string, search = ''): Promise<Response> =>
    fetch(`${client.address}/events/${scene.slug}/board.${format}${search}`, {
      headers: client.cookie === null ? {} : { cookie: client.cookie },
    });
  const close = (days: number) =>
    scene.execute('update event set closes_at = closes_at + make_interval(days => ?) where slug = ?', [
      days,
      scene.slug,
    ]);

  it('are ranked by validation scores in public, and have each team’s best alone in the competition', async () => {
    const board = await ask(ada);
    assert.deepEqual(order(board), [1, 2, 0, 3]);
    assert.deepEqual(
      board.rows.map(({ rank, move, isMine }: Data) => [rank, move, isMine]),
      [
        [1, null, true],
        [2, null, false],
        [3, null, true],
        [4, null, false],
      ],
    );
    assert.deepEqual([...new Set(board.rows[0].scores.map(({ step }: Data) => step))], ['valid']);
    assert.deepEqual(order(await ask(ada, { kind: 'PUBLIC_COMPETITION' })), [1, 2, 3]);
  });

  it('of test scores are for organisers, with the move against the public board, and for participants after closing', async () => {
    for (const client of [ada, scene.test.client()]) {
      assert.equal(await refused(client, { kind: 'PRIVATE' }), 'FORBIDDEN');
      assert.equal(await refused(client, { kind: 'PRIVATE_COMPETITION' }), 'FORBIDDEN');
      assert.ok(!(await client.data(query, { slug: scene.slug })).event.boardKinds.includes('PRIVATE'));
    }
    const board = await ask(scene.admin, { kind: 'PRIVATE' });
    assert.deepEqual(order(board), [2, 0, 3, 1]);
    assert.deepEqual(
      board.rows.map(({ move }: Data) => move),
      [1, 1, 1, -3],
    );
    assert.deepEqual([...new Set(board.rows[0].scores.map(({ step }: Data) => step))], ['test', 'valid', 'train']);
    // Chosen by public scores: the team's better one on the test set is not in it.
    const competition = await ask(scene.admin, { kind: 'PRIVATE_COMPETITION' });
    assert.deepEqual(order(competition), [2, 3, 1]);
    assert.deepEqual(
      competition.rows.map(({ rank, move }: Data) => [rank, move]),
      [
        [1, 1],
        [2, 1],
        [3, -2],
      ],
    );

    const stranger = await newUser(scene.test);
    await close(-60);
    try {
      assert.deepEqual(order(await ask(ada, { kind: 'PRIVATE' })), [2, 0, 3, 1]);
      assert.ok(!(await ask(ada, { kind: 'PRIVATE' })).columns.includes('TRAIN_MEAN'));
      assert.equal(await refused(stranger, { kind: 'PRIVATE' }), 'FORBIDDEN');
      assert.equal(await refused(scene.test.client(), { kind: 'PRIVATE' }), 'FORBIDDEN');
    } finally {
      await close(60);
    }
  });

  it('write down which organiser looks at hidden scores', async () => {
    await ask(scene.admin, { kind: 'PRIVATE' });
    const looks = await eventually(async () => {
      const rows = await scene.execute(
        `select a.act, a.subject_kind from audit_entry a join event e on e.id = a.event_id
          where e.slug = ? and a.act = 'viewHiddenScores'`,
        [scene.slug],
      );
      return rows.length > 0 ? rows : null;
    }, 'the look is recorded');
    assert.equal(looks.length, 1);
  });

  it('are sorted by any column that they have, and by no other', async () => {
    const sorted = async (column: string, direction: string, more = {}) =>
      order(await ask(ada, { sort: { column, direction, ...more } }));
    assert.deepEqual(await sorted('SUBMITTED_AT', 'ASC'), [0, 1, 2, 3]);
    assert.deepEqual(await sorted('VALID_BAGGED', 'DESC', { scoreType: 'error' }), [3, 0, 2, 1]);
    assert.deepEqual(await sorted('RANK', 'DESC'), [3, 0, 2, 1]);
    for (const column of ['TEST_BAGGED', 'TEST_MEAN', 'TEST_STD', 'TRAIN_MEAN', 'MOVE', 'REASON']) {
      const answer = await ada.post(query, { slug: scene.slug, sort: { column } });
      assert.equal(answer.errors?.[0]?.extensions?.code, 'INVALID');
      assert.match(answer.errors?.[0]?.message ?? '', new RegExp(column));
    }
    assert.equal(await refused(ada, { sort: { column: 'VALID_BAGGED', scoreType: 'none' } }), 'INVALID');
  });

  it('are filtered and paged without moving ranks, and open around the viewer', async () => {
    const mine = await ask(ada, { filter: { mine: true } });
    assert.deepEqual(
      [order(mine), mine.rows.map(({ rank }: Data) => rank)],
      [
        [1, 0],
        [1, 3],
      ],
    );
    assert.deepEqual([mine.size, mine.totalCount], [4, 2]);
    assert.deepEqual(order(await ask(scene.test.client(), { filter: { mine: true } })), []);
    const page = await ask(rival, { first: 2, offset: 2 });
    assert.deepEqual([order(page), page.offset, page.totalCount], [[0, 3], 2, 4]);
    const around = await ask(rival, { first: 1, offset: 3, aroundMe: true });
    assert.deepEqual([order(around), around.offset], [[2], 1]);
    const anonymous = await ask(scene.test.client(), { first: 1, offset: 3, aroundMe: true });
    assert.deepEqual([order(anonymous), anonymous.offset], [[3], 3]);
    assert.equal(await refused(ada, { first: 201 }), 'INVALID');
    assert.equal(await refused(ada, { offset: -1 }), 'INVALID');
  });

  it('of other moments show what was judged and counted then', async () => {
    const [last] = await scene.execute('select submitted_at::text as at from submission where id = ?', [ids[3]]);
    const before = new Date(Date.parse(String(last?.['at'])) - 1).toISOString();
    assert.deepEqual(order(await ask(ada, { at: before })), [1, 2, 0]);

    scene.test.clock.advance(1);
    const then = scene.test.clock.now().toISOString();
    scene.test.clock.advance(1);
    const act = (name: string) =>
      scene.admin.data(`mutation ($input: NotedSubmissionInput!) { ${name}(input: $input) { refusal { message } } }`, {
        input: { submissionId: ids[1], note: 'no' },
      });
    await act('disqualifySubmission');
    assert.deepEqual(order(await ask(ada)), [2, 0, 3]);
    assert.deepEqual(order(await ask(ada, { at: then })), [1, 2, 0, 3]);
    scene.test.clock.advance(1);
    const without = scene.test.clock.now().toISOString();
    scene.test.clock.advance(1);
    await act('reinstateSubmission');
    assert.deepEqual(order(await ask(ada)), [1, 2, 0, 3]);
    assert.deepEqual(order(await ask(ada, { at: without })), [2, 0, 3]);

    // Judged again since: what counted then is the judging before.
    scene.test.worker.script.fold = () => scoredFold(0.1);
    await scene.admin.data(
      `mutation ($input: RerunSubmissionInput!) { rerunSubmission(input: $input) { refusal { message } } }`,
      { input: { submissionId: ids[2], scope: 'ALL' } },
    );
    await untilState(rival, ids[2] ?? '', 'SCORED');
    const again = (await ask(ada)).rows.find(({ submissionId }: Data) => submissionId === ids[2]);
    assert.equal(again.scores[0].value, 0.5);
    const earlier = (await ask(ada, { at: without })).rows.find(({ submissionId }: Data) => submissionId === ids[2]);
    assert.equal(earlier.scores[0].value, 0.85);
    await scene.setScores(ids[2] ?? '', 0.85, 0.9);
  });

  it('of what is under way or failed tell the reason to those alone who may know it', async () => {
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    scene.test.worker.script.fold = async () => {
      await held;
      return failedFold();
    };
    const { submission } = await submitTo(ada, scene.slug, 'will_fail');
    const under = await ask(rival, { kind: 'IN_PROGRESS' });
    assert.deepEqual(
      under.rows.map(({ submissionId }: Data) => submissionId),
      [submission.id],
    );
    assert.equal((await ask(rival)).inProgressCount, 1);
    release();
    await untilState(ada, submission.id, 'TRAINING_ERROR');
    const reason = async (client: GraphqlClient) => (await ask(client, { kind: 'FAILED' })).rows[0].reason;
    assert.deepEqual(
      [await reason(ada), await reason(scene.admin), await reason(rival)],
      ['EXCEPTION', 'EXCEPTION', null],
    );
    assert.equal(await refused(rival, { kind: 'FAILED', sort: { column: 'REASON' } }), 'INVALID');
    assert.equal((await ask(scene.admin, { kind: 'FAILED', sort: { column: 'REASON' } })).totalCount, 1);
    assert.equal((await ask(rival, { kind: 'FAILED', filter: { states: ['CHECKING_ERROR'] } })).totalCount, 0);
  });

  it('leave as files with every digit, and with no formula in them', async () => {
    await scene.setScores(ids[0] ?? '', 0.1 + 0.2, 0.6);
    await scene.execute(
      `update team t set name = '=cmd|"x",1' from participation p, submission s
        where s.id = ? and p.id = s.participation_id and t.id = p.team_id`,
      [ids[3]],
    );
    scene.test.app.services.boards.forget();
    scene.test.app.services.answers.forget();
    const csv = await (await download(scene.test.client(), 'csv')).text();
    const [header, ...lines] = csv.trim().split('\r\n');
    assert.match(header ?? '', /^rank,tied,team,submission,acc_valid_bagged,/);
    assert.doesNotMatch(header ?? '', /test_bagged|train_mean/);
    assert.equal(lines.length, 4);
    assert.ok(csv.includes('0.30000000000000004'), csv);
    assert.ok(csv.includes(`"'=cmd|""x"",1"`), csv);
    assert.equal((await download(ada, 'csv', '?kind=PRIVATE')).status, 403);
    assert.equal((await download(ada, 'json', '?sort=TEST_BAGGED')).status, 400);
    assert.equal((await download(ada, 'json', '?kind=odd')).status, 400);
    const json = (await (await download(scene.admin, 'json', '?kind=PRIVATE&mine=false')).json()) as Data;
    assert.deepEqual(
      json.rows.map(({ acc_test_bagged }: Data) => acc_test_bagged),
      [0.9, 0.6, 0.55, 0.5],
    );
    assert.equal((await fetch(`${scene.test.address}/events/none/board.csv`)).status, 404);
  });

  it('read again only what has changed', async () => {
    await ask(ada);
    const read: string[] = [];
    const stop = spyStatements(scene.test.app.orm, (sql) => sql.includes('figures.stats') && read.push(sql));
    const hasReadChanges = () => read.length > 0 && read.every((sql) => sql.includes('board_change'));
    const teams = async () => new Set((await ask(ada)).rows.map(({ teamName }: Data) => teamName));
    const mine = 'query ($slug: String!) { event(slug: $slug) { myParticipation { id } } }';
    const participationId = (await rival.data(mine, { slug: scene.slug })).event.myParticipation.id;
    const decide = (what: string) =>
      scene.admin.data(
        `mutation ($input: DecideParticipationsInput!) { ${what}Participations(input: $input) { changedCount } }`,
        { input: { eventSlug: scene.slug, participationIds: [participationId] } },
      );
    try {
      scene.test.worker.script.fold = () => scoredFold(0.4);
      const { submission } = await submitTo(rival, scene.slug, 'one_more');
      await untilState(rival, submission.id, 'SCORED');
      const board = await ask(ada);
      assert.ok(board.rows.some(({ submissionId }: Data) => submissionId === submission.id));
      assert.ok(hasReadChanges(), read.join('\n'));
      read.length = 0;
      const { id, ...team } = await teamOf(rival, scene.slug);
      const rename = (name: string) => teamAct(scene.admin, 'renameTeam', { teamId: id, name });
      await rename('Another name');
      assert.ok((await teams()).has('Another name'));
      const rows = (await ask(ada)).rows;
      await decide('reject');
      assert.equal((await teams()).has('Another name'), false);
      await decide('approve');
      assert.deepEqual((await ask(ada)).rows, rows);
      await rename(team.name);
      assert.ok((await teams()).has(team.name));
      assert.ok(hasReadChanges(), read.join('\n'));
      // A step that names nothing may have changed everything.
      await scene.execute('update event set board_version = board_version + 1 where slug = ?', [scene.slug]);
      read.length = 0;
      await ask(ada);
      assert.ok(read.every((sql) => !sql.includes('board_change')) && read.length === 1);
    } finally {
      stop();
    }
  });

  it('lose all of several submissions that are judged again together', async () => {
    scene.test.worker.script.fold = () => failedFold();
    const { submission: one } = await submitTo(rival, scene.slug);
    const { submission: two } = await submitTo(ada, scene.slug);
    for (const { id } of [one, two]) await untilState(scene.admin, id, 'TRAINING_ERROR');
    const failed = async () => (await ask(ada, { kind: 'FAILED' })).totalCount;
    const before = await failed();
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    scene.test.worker.script.fold = async () => {
      await held;
      return scoredFold(0.3);
    };
    await scene.admin.data(
      `mutation ($input: RerunSubmissionsInput!) { rerunSubmissions(input: $input) { rerunCount refusal { message } } }`,
      { input: { eventSlug: scene.slug, scope: 'ALL', expectedCount: before } },
    );
    assert.equal(await failed(), 0);
    assert.equal((await ask(ada, { kind: 'IN_PROGRESS' })).totalCount, before);
    release();
    for (const { id } of [one, two]) await untilState(scene.admin, id, 'SCORED');
  });

  it('of several events of a problem are one, of those that the viewer sees', async () => {
    const [problem] = await scene.execute(
      `select v.id, p.name from event e join problem_version v on v.id = e.problem_version_id
         join problem p on p.id = v.problem_id where e.slug = ?`,
      [scene.slug],
    );
    const other = await openEvent(scene.test, scene.admin, { problemVersionId: problem?.['id'] });
    await join(rival, other);
    const { submission } = await submitTo(rival, other);
    await untilState(rival, submission.id, 'SCORED');
    await scene.setScores(submission.id, 0.95, 0.1);
    const merged = async (client: GraphqlClient) =>
      (
        await client.data(
          'query ($name: String!) { problem(name: $name) { board(first: 3) { totalCount scoreType { name } events { slug } rows { rank submissionId eventSlug isMine value } } } }',
          { name: problem?.['name'] },
        )
      ).problem.board;
    const board = await merged(rival);
    assert.deepEqual(board.rows[0], {
      rank: 1,
      submissionId: submission.id,
      eventSlug: other,
      isMine: true,
      value: 0.95,
    });
    assert.deepEqual(
      board.rows.slice(1).map(({ rank, eventSlug }: Data) => [rank, eventSlug]),
      [
        [2, scene.slug],
        [3, scene.slug],
      ],
    );
    await scene.execute(`update event set visibility = 'HIDDEN' where slug = ?`, [other]);
    assert.deepEqual(
      (await merged(ada)).events.map(({ slug }: Data) => slug),
      [scene.slug],
    );
    assert.equal((await merged(ada)).totalCount, board.totalCount - 1);
  });
});
