import assert from 'node:assert/strict';
import { type BoardScene, startBoardScene } from '../testing/board-scene.js';
import { failedFold, scoredFold } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, newUser, submitTo, untilState } from '../testing/scenario.js';
import { teamAct, teamOf } from '../testing/team-scene.js';

// Whoever asks, in whichever order and whatever happens in between: what is kept must say what executing would say.

const row = 'rank teamName submissionName isMine reason state scores { step value } ';
const board = `version columns size totalCount offset rows { ${row} }`;
const queries: Record<string, string> = {
  page: `query ($slug: String!, $kind: BoardKind!) { event(slug: $slug) { id phase boardKinds viewerAdministers
    myParticipation { __typename id state } board(kind: $kind) { ${board} } } }`,
  twice: `query ($slug: String!, $kind: BoardKind!) { event(slug: $slug) { mine: myParticipation { a: id b: id }
    one: board(kind: $kind, first: 1) { rows { own: isMine ...Names } } two: board { rows { isMine ...Names } } } }
    fragment Names on BoardRow { teamName again: isMine }`,
  own: `query ($slug: String!, $kind: BoardKind!) { event(slug: $slug) {
    board(kind: $kind, filter: { mine: true }) { ${board} } } }`,
  around: `query ($slug: String!, $kind: BoardKind!) { event(slug: $slug) {
    board(kind: $kind, aroundMe: true, first: 1) { ${board} } } }`,
  plain: `query ($slug: String!) { event(slug: $slug) { title myParticipation { state note createdAt decidedAt } } }`,
  chart: `query ($slug: String!) { event(slug: $slug) {
    boardChart { points { teamName isMine value } bestSoFar { isMine value } } } }`,
  deep: `query ($slug: String!, $kind: BoardKind!) { event(slug: $slug) { board(kind: $kind) { rows { isMine } }
    myParticipation { id team { name members { user { username } } } submissions { name } submitStatus { isAllowed } } } }`,
  viewer: `query ($slug: String!, $kind: BoardKind!) { viewer { username email } event(slug: $slug) {
    board(kind: $kind) { rows { isMine } } } }`,
};
const kindsOf = (name: string): string[] => (name === 'page' ? ['PUBLIC', 'FAILED', 'PRIVATE'] : ['PUBLIC']);

describe('kept answers of many viewers', () => {
  let scene: BoardScene;
  let clients: Record<string, GraphqlClient>;
  let eventId: string;
  const idOf: Record<string, string> = {};
  let keptCount = 0;

  before(async function () {
    this.timeout(90_000);
    scene = await startBoardScene(3);
    const { test, players, slug, execute, admin } = scene;
    const [ada, eve, mate] = players as [GraphqlClient, GraphqlClient, GraphqlClient];
    const [stranger, asked, rejected, organiser, invited] = await Promise.all(
      Array.from({ length: 5 }, () => newUser(test)),
    );
    clients = {
      anonymous: test.client(),
      ada,
      eve,
      mate,
      stranger,
      asked,
      rejected,
      organiser,
      invited,
      admin,
    } as never;
    for (const [name, client] of Object.entries(clients)) {
      if (name !== 'anonymous') idOf[name] = (await client.data('{ viewer { id } }')).viewer.id;
    }
    eventId = (await execute('select id from event where slug = ?', [slug]))[0]?.['id'] as string;
    for (const name of ['asked', 'rejected']) await join(clients[name] as GraphqlClient, slug);
    await setParticipation('asked', 'ASKED');
    await setParticipation('rejected', 'REJECTED');
    await execute('insert into event_admin (event_id, user_id, added_at) values (?, ?, now())', [
      eventId,
      idOf['organiser'],
    ]);
    for (const [player, score] of [
      [0, 0.5],
      [1, 0.6],
      [0, 0.7],
    ] as const)
      await scene.score(player, score, 1 - score);
    test.worker.script.fold = () => failedFold();
    for (const client of [ada, eve])
      await untilState(client, (await submitTo(client, slug)).submission.id, 'TRAINING_ERROR');
    test.worker.script.fold = () => scoredFold(0.5);
    for (const access of ['READ', 'SUBMIT', 'ADMIN']) clients[`token ${access}`] = await program(admin, [access]);
    // The cookie of one with the token of another.
    clients['two credentials'] = await program(eve, ['READ']);
    clients['two credentials'].cookie = ada.cookie;
  });
  after(() => scene.test.close());

  async function program(owner: GraphqlClient, scopes: string[]): Promise<GraphqlClient> {
    const { createAccessToken } = await owner.data(
      'mutation ($input: CreateAccessTokenInput!) { createAccessToken(input: $input) { token } }',
      { input: { name: 'a program', scopes } },
    );
    const client = scene.test.client();
    client.headers = { authorization: `Bearer ${createAccessToken.token}` };
    return client;
  }
  const setParticipation = (name: string, state: string) =>
    scene.execute(
      `update participation set state = ? where event_id = ? and team_id in
         (select team_id from team_member where user_id = ?)`,
      [state, eventId, idOf[name]],
    );
  const client = (name: string) => clients[name] as GraphqlClient;

  const send = async ({ address, cookie, headers }: GraphqlClient, body: object): Promise<Data> => {
    const sent = { 'content-type': 'application/json', ...(cookie ? { cookie } : {}), ...headers };
    const response = await fetch(`${address}/graphql`, { method: 'POST', headers: sent, body: JSON.stringify(body) });
    return response.json();
  };
  const variables = (kind: string) => ({ slug: scene.slug, kind });
  const ask = (from: GraphqlClient, query: string, kind = 'PUBLIC') =>
    send(from, { query, variables: variables(kind) });
  /** Requests with extensions are never answered from what is kept. */
  const execute = (from: GraphqlClient, query: string, kind = 'PUBLIC') =>
    send(from, { query, variables: variables(kind), extensions: {} });

  /** Everybody asks everything, in turn and all at once; the answers are those that executing gives. */
  async function compare(moment: string): Promise<void> {
    for (const [name, query] of Object.entries(queries)) {
      for (const kind of kindsOf(name)) {
        const all = Object.entries(clients);
        const expected = await Promise.all(all.map(([, from]) => execute(from, query, kind)));
        const check = (answers: Data[], how: string) => {
          for (const [index, [who]] of all.entries()) {
            assert.deepEqual(answers[index], expected[index], `${moment}: ${who} asks ${name} of ${kind} ${how}`);
          }
        };
        const together: Data[] = [];
        const reads = await scene.countReads(async () => {
          together.push(...(await Promise.all(all.map(([, from]) => ask(from, query, kind)))));
        });
        keptCount += all.length - reads;
        check(together, 'with everybody else');
        if (name !== 'page' && name !== 'twice') continue;
        const backwards: Data[] = [];
        for (const [, from] of all.toReversed()) backwards.unshift(await ask(from, query, kind));
        check(backwards, 'after the next one');
      }
    }
  }
  const organise = (from: string, name: string, type: string, input: object) =>
    client(from).data(`mutation ($input: ${type}!) { ${name}(input: $input) { refusal { message } } }`, { input });
  const decide = async (name: string, ...who: string[]) => {
    const rows = await scene.execute(
      `select p.id from participation p join team_member m on m.team_id = p.team_id
        where p.event_id = ? and m.user_id = any(?::uuid[])`,
      [eventId, `{${who.map((each) => idOf[each]).join(',')}}`],
    );
    await organise('organiser', name, 'DecideParticipationsInput', {
      ...{ eventSlug: scene.slug, participationIds: rows.map(({ id }) => id) },
    });
  };
  const setVisibility = (visibility: string) =>
    organise('organiser', 'updateEvent', 'UpdateEventInput', { slug: scene.slug, visibility });
  const moveUsers = (name: string, who: string) =>
    client('admin').data(`mutation ($input: MoveUsersInput!) { ${name}(input: $input) { users { id } } }`, {
      input: { userIds: [idOf[who]] },
    });
  const setUserState = (who: string, state: string) =>
    scene.execute('update "user" set state = ? where id = ?', [state, idOf[who]]);

  const acts: Record<string, () => Promise<unknown>> = {
    'at first': async () => {},
    'after a new score': () => scene.score(2, 0.9, 0.1),
    'with a team of two': () =>
      scene.execute(
        `update team_member set is_leader = false, team_id =
           (select team_id from team_member where user_id = ? and event_id = ?) where user_id = ? and event_id = ?`,
        [idOf['ada'], eventId, idOf['mate'], eventId],
      ),
    'with a member who left the event': async () => {
      const teamId = (await teamOf(client('mate'), scene.slug)).id;
      assert.equal((await teamAct(client('mate'), 'leaveTeam', { teamId })).refusal, null);
    },
    'without eve': () => decide('rejectParticipations', 'eve'),
    'with eve, and who had asked': () => decide('approveParticipations', 'eve', 'asked'),
    hidden: () => setVisibility('HIDDEN'),
    'hidden, with one invited': async () => {
      await scene.execute('update "user" set email_confirmed_at = now() where id = ?', [idOf['invited']]);
      const [user] = await scene.execute('select email from "user" where id = ?', [idOf['invited']]);
      const input = { eventSlug: scene.slug, emails: [user?.['email']] };
      await organise('organiser', 'inviteToEvent', 'InviteToEventInput', input);
    },
    'hidden, without the one who took part': () => decide('rejectParticipations', 'asked'),
    'in sight again': () => setVisibility('PUBLIC'),
    'once a session is to be noted': async () => {
      scene.test.clock.advance(20 * 60);
      const soon = new Date(scene.test.clock.now().getTime() + 60_000);
      await scene.execute('update event set public_opens_at = ?, closes_at = ? where id = ?', [soon, soon, eventId]);
    },
    'once time has closed it': async () => {
      scene.test.clock.advance(61);
      const asAda = await ask(client('ada'), queries['page'] as string, 'PRIVATE');
      assert.equal(
        asAda.data.event.board.rows.some(({ isMine }: Data) => isMine),
        true,
      );
    },
    'closed, without an organiser': () =>
      scene.execute('delete from event_admin where event_id = ? and user_id = ?', [eventId, idOf['organiser']]),
    'with ada disabled': () => moveUsers('disableUsers', 'ada'),
    'with ada again, whose session is over': () => moveUsers('enableUsers', 'ada'),
    'with eve unconfirmed': () => setUserState('eve', 'UNCONFIRMED'),
    'with eve disabled and her session left over': () => setUserState('eve', 'DISABLED'),
    'with eve confirmed': () => setUserState('eve', 'ACTIVE'),
    'with eve, who must choose a password': () =>
      scene.execute('update "user" set must_change_password = true where id = ?', [idOf['eve']]),
    'with eve, who has chosen one': () =>
      scene.execute('update "user" set must_change_password = false where id = ?', [idOf['eve']]),
    'without the session of eve': () => scene.execute('delete from session where user_id = ?', [idOf['eve']]),
    'with one site admin less': () => scene.execute('update "user" set is_admin = false where id = ?', [idOf['admin']]),
    'once all sessions are over': async () => scene.test.clock.advance(40 * 86_400),
  };
  // Each is told to the ones after it: they go on from where it leaves the event.
  for (const [moment, act] of Object.entries(acts)) {
    it(`are those of everybody's own rights ${moment}`, async function () {
      this.timeout(60_000);
      await act();
      await compare(moment);
    });
  }

  it('were kept indeed', () => assert.ok(keptCount > 100, `${keptCount}`));
});
