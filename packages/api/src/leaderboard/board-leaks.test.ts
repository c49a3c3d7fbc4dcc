import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DueBlends } from '../blending/blend-when-due.js';
import { type BoardScene, startBoardScene } from '../testing/board-scene.js';
import { blended, failedFold, scoredFold } from '../testing/fake-worker.js';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { newUser, submitTo, untilState } from '../testing/scenario.js';
import { eventually } from '../testing/test-app.js';
import { boardColumns } from './board-columns.js';
import { boardKinds } from './board-kind.js';

// Two universes that differ in what is hidden and in nothing else: whoever may not see it gets the same bytes in both.

const rowFields = `version columns size totalCount offset inProgressCount failedCount ranksByMean
  scoreTypes { name } blend { state computedAt memberCount scores { scoreType step value foldwiseBest } }
  rows { submissionId rank isTied move teamName submissionName isMine state reason trainSeconds validSeconds testSeconds
         peakMemoryMiB contributivity historicalContributivity submittedAt scores { scoreType step value mean std } }`;

const sort = fc.option(
  fc.record({
    column: fc.constantFrom(...boardColumns),
    scoreType: fc.constantFrom(null, 'acc', 'error'),
    direction: fc.constantFrom('ASC', 'DESC'),
  }),
  { nil: null },
);
const filter = fc.option(
  fc.record({
    text: fc.constantFrom(null, '', 's', '1', 'user'),
    mine: fc.boolean(),
    states: fc.constantFrom(null, ['SCORED'], ['TRAINING_ERROR', 'RUNNING']),
  }),
  { nil: null },
);
const board = fc.record({
  kind: fc.constantFrom(...boardKinds),
  sort,
  filter,
  first: fc.integer({ min: 1, max: 8 }),
  offset: fc.integer({ min: 0, max: 8 }),
  aroundMe: fc.boolean(),
  isEarlier: fc.boolean(),
});
type Asked = typeof board extends fc.Arbitrary<infer T> ? T : never;
/** Several boards under aliases in one query, so that what one shows could tell of another. */
const requests = fc.array(fc.array(board, { minLength: 1, maxLength: 3 }), { minLength: 4, maxLength: 4 });

const variableTypes = {
  kind: 'BoardKind!',
  sort: 'BoardSortInput',
  filter: 'BoardFilterInput',
  first: 'Int!',
  offset: 'Int!',
  aroundMe: 'Boolean!',
  at: 'DateTimeISO',
};

describe('what is hidden', () => {
  let scene: BoardScene;
  let roles: Record<string, GraphqlClient>;
  let ids: string[];
  let earlier: string;

  before(async function () {
    this.timeout(60_000);
    scene = await startBoardScene(3);
    const { test, players, slug, execute } = scene;
    const [stranger, asked, organiser] = await Promise.all([newUser(test), newUser(test), newUser(test)]);
    const [ada, rival] = players as [GraphqlClient, GraphqlClient];
    roles = { anonymous: test.client(), stranger, asked, ada, rival, organiser, admin: scene.admin };
    const eventId = (await execute('select id from event where slug = ?', [slug]))[0]?.['id'];
    const userOf = async (client: GraphqlClient) => (await client.data('{ viewer { id } }')).viewer.id;
    await execute('insert into event_admin (event_id, user_id, added_at) values (?, ?, now())', [
      eventId,
      await userOf(organiser),
    ]);
    const joined = `mutation ($input: SignUpForEventInput!) { signUpForEvent(input: $input) { participation { id } } }`;
    await asked.data(joined, { input: { eventSlug: slug } });
    await execute(
      `update participation set state = 'ASKED' where event_id = ? and team_id in
         (select team_id from team_member where user_id = ?)`,
      [eventId, await userOf(asked)],
    );
    ids = [];
    for (const [player, valid, testScore] of [
      [0, 0.5, 0.11],
      [1, 0.5, 0.12],
      [2, 0.9, 0.13],
      [0, 0.7, 0.14],
      [1, 0.7, 0.15],
      [2, 0.2, 0.16],
    ] as const) {
      ids.push(await scene.score(player, valid, testScore));
    }
    earlier = test.clock.now().toISOString();
    test.worker.script.fold = () => failedFold();
    const { submission } = await submitTo(ada, slug, 'failing');
    await untilState(ada, submission.id, 'TRAINING_ERROR');
    test.worker.script.fold = () => scoredFold(0.5);
    test.worker.script.blend = () => blended([0, 1], [2], 0.95);
    const due = new DueBlends(1);
    const deps = { ...test.app.services, em: test.app.orm.em };
    await due.look(deps);
    test.clock.advance(2);
    await due.look(deps);
    await eventually(async () => {
      const query = 'query ($slug: String!) { event(slug: $slug) { blend { state curve { combined { value } } } } }';
      const { event } = await ada.data(query, { slug });
      return event.blend?.state === 'DONE' && event.blend.curve !== null;
    }, 'there is a blend with a curve');
  });
  after(() => scene.test.close());

  /** Other hidden values: every score on test data, of folds, bags and blends. Ranks turn round, ties come and go. */
  async function changeUniverse(): Promise<void> {
    await scene.execute(`update score set value = round((1 - value * value)::numeric, 1) where step = 'test'`);
    await scene.execute(
      `update blend set scores = jsonb_build_object('combined', changed.combined, 'foldwiseBest', changed.best) from (
         select b.id, jsonb_agg(case when c ->> 'step' = 'test' then c || '{"value": 0.123}' else c end) as combined,
                (select jsonb_agg(case when f ->> 'step' = 'test' then f || '{"value": 0.456}' else f end)
                   from jsonb_array_elements(b.scores -> 'foldwiseBest') f) as best
           from blend b, jsonb_array_elements(b.scores -> 'combined') c where b.scores is not null group by b.id) changed
        where changed.id = blend.id`,
    );
    scene.test.app.services.boards.forget();
    scene.test.app.services.answers.forget();
  }

  async function askAll(client: GraphqlClient, all: readonly (readonly Asked[])[]): Promise<string[]> {
    const answers: string[] = [];
    for (const boards of all) {
      const variables: Record<string, unknown> = { slug: scene.slug, id: ids[boards.length] };
      const fields = boards.map(({ isEarlier, ...args }, index) => {
        Object.assign(
          variables,
          Object.fromEntries(
            Object.entries({ ...args, at: isEarlier ? earlier : null }).map(([name, value]) => [
              `${name}${index}`,
              value,
            ]),
          ),
        );
        return `a${index}: board(${Object.keys(variableTypes)
          .map((name) => `${name}: $${name}${index}`)
          .join(', ')}) { ${rowFields} }`;
      });
      const declared = boards.flatMap((_, index) =>
        Object.entries(variableTypes).map(([name, type]) => `$${name}${index}: ${type}`),
      );
      const query = `query ($slug: String!, $id: ID!, ${declared.join(', ')}) {
        event(slug: $slug) { boardKinds phase ${fields.join(' ')}
          boardChart { totalCount bestSoFar { value } points { value submissionId } }
          blend { combinedScores { step value } foldwiseBestScores { step value } members { weight }
            curve { combined { size value } folds { foldIndex submissionIds values } } } }
        submission(id: $id) { officialScore evaluation { baggedScores { step value } foldRuns { scores { step value } } } }
      }`;
      answers.push(JSON.stringify(await client.post(query, variables)));
      const { id: _, ...onBoards } = variables;
      // Of boards alone, so that what is kept answers where it can: the first one to ask makes the query known.
      const keepable = `query ($slug: String!, ${declared.join(', ')}) {
        event(slug: $slug) { boardKinds phase viewerAdministers myParticipation { id } ${fields.join(' ')} } }`;
      for (let turn = 0; turn < 2; turn++) answers.push(JSON.stringify(await client.post(keepable, onBoards)));
      const [first] = boards;
      const search = new URLSearchParams({
        kind: first?.kind ?? 'PUBLIC',
        ...(first?.sort ? { sort: first.sort.column, direction: first.sort.direction } : {}),
      });
      const headers = client.cookie === null ? {} : { cookie: client.cookie };
      const file = await fetch(
        `${client.address}/events/${scene.slug}/board.${boards.length > 1 ? 'csv' : 'json'}?${search}`,
        { headers },
      );
      answers.push(`${file.status} ${await file.text()}`);
    }
    return answers;
  }

  const phases: Record<string, [opens: number, collaborative: number, closes: number]> = {
    UPCOMING: [1, 2, 3],
    COMPETITIVE: [-1, 2, 3],
    COLLABORATIVE: [-2, -1, 3],
    CLOSED: [-3, -2, -1],
  };
  const setPhase = ([opens, collaborative, closes]: [number, number, number]) => {
    const now = scene.test.clock.now().getTime();
    const day = (days: number) => new Date(now + days * 86_400_000);
    return scene.execute('update event set opens_at = ?, public_opens_at = ?, closes_at = ? where slug = ?', [
      day(opens),
      day(collaborative),
      day(closes),
      scene.slug,
    ]);
  };
  const seesAll = (role: string, phase: string) =>
    role === 'admin' || role === 'organiser' || (phase === 'CLOSED' && (role === 'ada' || role === 'rival'));

  /** Random acts of participants and organisers between the rounds. */
  const acts: (() => Promise<unknown>)[] = [
    async () => {
      const { submission } = await submitTo(
        roles['ada'] as GraphqlClient,
        scene.slug,
        `more_${randomUUID().slice(0, 8)}`,
      );
      await untilState(roles['ada'] as GraphqlClient, submission.id, 'SCORED');
    },
    () => change('admin', 'disqualifySubmission', ids[2]),
    () => change('admin', 'reinstateSubmission', ids[2]),
    () => change('rival', 'withdrawSubmission', ids[1]),
  ];
  const change = (role: string, name: string, submissionId: string | undefined) =>
    (roles[role] as GraphqlClient).post(
      `mutation ($input: NotedSubmissionInput!) { ${name}(input: $input) { refusal { message } } }`,
      { input: { submissionId, note: 'n' } },
    );

  it('shows in no answer to anybody who may not see it: not in a value, an order, a count or an error', async function () {
    this.timeout(180_000);
    const seed = Number(process.hrtime.bigint() % 1_000_000_000n);
    let hasDiffered = false;
    for (const [round, act] of [async () => {}, ...acts].entries()) {
      await act();
      for (const [phase, dates] of Object.entries(phases)) {
        if (round > 0 && phase !== 'COMPETITIVE') continue;
        await setPhase(dates);
        const all = fc.sample(requests, { numRuns: 1, seed: seed + round * 10 + dates[0] })[0] ?? [];
        const before = await Promise.all(Object.values(roles).map((client) => askAll(client, all)));
        await changeUniverse();
        const after = await Promise.all(Object.values(roles).map((client) => askAll(client, all)));
        for (const [i, role] of Object.keys(roles).entries()) {
          if (seesAll(role, phase)) hasDiffered ||= JSON.stringify(before[i]) !== JSON.stringify(after[i]);
          // After closing, bagged test scores of submissions and blends are for everyone; boards of them are not.
          else if (phase === 'CLOSED')
            assert.deepEqual(boardsIn(after[i]), boardsIn(before[i]), `${role} ${phase} ${seed}`);
          else assert.deepEqual(after[i], before[i], `${role} ${phase}, seed ${seed}`);
        }
      }
      await setPhase(phases['COMPETITIVE'] ?? [0, 0, 0]);
    }
    assert.ok(hasDiffered, 'the universes differ for those who may see it');
  });
});

const boardsIn = (answers: string[] | undefined) =>
  (answers ?? []).map((answer) => {
    if (!answer.startsWith('{')) return answer;
    const { data, errors } = JSON.parse(answer);
    const { blend, ...boards } = data?.event ?? {};
    return { boards, curve: blend?.curve, errors };
  });
