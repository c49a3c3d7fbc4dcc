import assert from 'node:assert/strict';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, newUser, openEvent, submitTo } from '../testing/scenario.js';
import {
  accept,
  errorOf,
  invite,
  namesOf,
  openTeamScene,
  requestsOf,
  type TeamScene,
  teamAct,
  teamOf,
  teamUp,
  usernameOf,
} from '../testing/team-scene.js';
import { eventually } from '../testing/test-app.js';

describe('people who ask to join a team', () => {
  let scene: TeamScene;
  before(async () => {
    scene = await openTeamScene();
  });
  after(() => scene.test.close());

  const idOf = async (client: GraphqlClient, slug: string) => (await teamOf(client, slug)).id as string;
  const ask = (client: GraphqlClient, teamId: string) => teamAct(client, 'askToJoinTeam', { teamId });
  const answer = (client: GraphqlClient, word: 'accept' | 'decline' | 'revoke', invitationId: string) =>
    teamAct(client, `${word}TeamInvitation`, { invitationId });
  const reason = async (asking: Promise<Data>): Promise<string | null> => (await asking).refusal?.reason ?? null;
  const openTeams = async (
    client: GraphqlClient,
    slug: string,
    search: string | null = null,
  ): Promise<string[] | null> =>
    (
      await client.data(
        'query ($slug: String!, $search: String) { event(slug: $slug) { openTeams(search: $search) { rows { name } } } }',
        { slug, search },
      )
    ).event.openTeams?.rows.map(({ name }: Data) => name) ?? null;

  it('are seen by its members, taken in by its leader, and bring nothing along', async () => {
    const { slug, people } = await scene.enter(3);
    const [ada, bob, cleo] = people;
    const teamId = await teamUp(ada, bob, slug);
    await submitTo(ada, slug);
    const asked = await ask(cleo, teamId);
    assert.deepEqual(
      [asked.refusal, asked.invitation.kind, asked.invitation.state],
      [null, 'REQUEST', 'PENDING'],
      'a team that has submitted can take somebody in',
    );
    assert.deepEqual(
      (await requestsOf(cleo)).map(({ team }) => team.id),
      [teamId],
    );
    const name = await usernameOf(cleo);
    for (const member of [ada, bob]) {
      const team = await teamOf(member, slug);
      assert.deepEqual(
        team.requests.map(({ invitedBy }: Data) => invitedBy.username),
        [name],
      );
      assert.deepEqual(team.invitations, [], 'it is no invitation');
      assert.equal((await scene.newsOf(member))[0], `${name} asks to join “${team.name}”`);
    }
    assert.equal((await teamOf(ada, slug)).rights.answer, true);
    assert.equal((await teamOf(bob, slug)).rights.answer, false);
    assert.equal((await answer(ada, 'accept', asked.invitation.id)).refusal, null);
    assert.deepEqual((await namesOf(cleo, slug))?.length, 3);
    assert.equal(await idOf(cleo, slug), teamId);
    assert.match((await scene.newsOf(cleo))[0] ?? '', /has taken you in/);
    assert.match((await scene.newsOf(bob))[0] ?? '', /joined/);
    assert.deepEqual([await requestsOf(cleo), (await teamOf(ada, slug)).requests], [[], []]);
    assert.equal(await reason(answer(ada, 'accept', asked.invitation.id)), 'TOO_LATE', 'once');
  });

  it('let nobody else answer for the team, not even themselves', async () => {
    const { slug, people } = await scene.enter(4);
    const [ada, bob, cleo, dan] = people;
    const teamId = await teamUp(ada, bob, slug);
    const { id } = (await ask(cleo, teamId)).invitation;
    for (const word of ['accept', 'decline'] as const) {
      assert.match(
        (await errorOf(bob, `${word}TeamInvitation`, { invitationId: id })) ?? '',
        /may not/,
        `member ${word}`,
      );
      for (const other of [cleo, dan]) {
        assert.match((await errorOf(other, `${word}TeamInvitation`, { invitationId: id })) ?? '', /no such/, word);
      }
    }
    for (const other of [ada, bob, dan, scene.admin]) {
      assert.match((await errorOf(other, 'revokeTeamInvitation', { invitationId: id })) ?? '', /no such/);
    }
    const seen = (await dan.data('query ($id: ID!) { team(id: $id) { requests { id } } }', { id: teamId })).team;
    assert.equal(seen.requests, null);
    assert.deepEqual(await requestsOf(ada), []);
    assert.deepEqual((await cleo.data('{ myTeamInvitations { id } }')).myTeamInvitations, [], 'not for them to answer');
    assert.equal((await namesOf(cleo, slug))?.length, 1);
  });

  it('can take it back, are told a no, and do not ask the same team again after one', async () => {
    const { slug, people } = await scene.enter(3);
    const [ada, bob] = people;
    const teamId = await idOf(ada, slug);
    const first = (await ask(bob, teamId)).invitation;
    assert.equal(await reason(ask(bob, teamId)), 'ALREADY_DONE');
    assert.equal((await answer(bob, 'revoke', first.id)).refusal, null);
    assert.equal(await reason(answer(bob, 'revoke', first.id)), 'TOO_LATE');
    assert.equal(await reason(answer(ada, 'accept', first.id)), 'TOO_LATE');
    const second = (await ask(bob, teamId)).invitation;
    assert.equal((await answer(ada, 'decline', second.id)).invitation.state, 'DECLINED');
    assert.match((await scene.newsOf(bob))[0] ?? '', /declined your request/);
    assert.equal(await reason(ask(bob, teamId)), 'ALREADY_DONE');
    await invite(ada, bob, slug);
    assert.equal((await accept(bob)).refusal, null, 'the team can still invite');
  });

  it('meet an invitation of the same team, which is enough', async () => {
    const { slug, people } = await scene.enter(3);
    const [ada, bob, cleo] = people;
    const teamId = await idOf(ada, slug);
    await invite(ada, bob, slug);
    assert.match((await ask(bob, teamId)).refusal.message, /accept its invitation/);
    await ask(cleo, teamId);
    assert.match((await invite(ada, cleo, slug)).refusal.message, /accept their request/);
  });

  it('are bound by what binds the invited, when they ask and again when they are taken in', async () => {
    const { slug, people } = await scene.enter(4, { maxTeamSize: 2 });
    const [ada, bob, cleo, dan] = people;
    const teamId = await idOf(ada, slug);
    const [bobs, cleos, dans] = [await ask(bob, teamId), await ask(cleo, teamId), await ask(dan, teamId)];
    await submitTo(bob, slug);
    assert.equal(await reason(answer(ada, 'accept', bobs.invitation.id)), 'TOO_LATE');
    assert.equal(await reason(ask(bob, await idOf(dan, slug))), 'TOO_LATE', 'has submitted alone');
    assert.equal((await teamOf(ada, slug)).requests.length, 3, 'a refused yes leaves the request');
    assert.equal((await answer(ada, 'accept', cleos.invitation.id)).refusal, null);
    assert.equal(await reason(answer(ada, 'accept', dans.invitation.id)), 'TOO_MANY');
    const { slug: full, people: three } = await scene.enter(3, { maxTeamSize: 2 });
    const couple = await teamUp(three[0], three[1], full);
    assert.equal(await reason(ask(three[2], couple)), 'TOO_MANY');
    assert.match((await ask(three[1], await idOf(three[2], full))).refusal.message, /leave it first/);
    assert.equal(await reason(ask(three[0], couple)), 'ALREADY_DONE', 'their own');
  });

  it('ask nobody any more once they are in another team, or have left the event', async () => {
    const { slug, people } = await scene.enter(4);
    const [ada, bob, cleo, dan] = people;
    const adas = await ask(cleo, await idOf(ada, slug));
    await teamUp(bob, cleo, slug);
    assert.deepEqual(await requestsOf(cleo), []);
    assert.equal(await reason(answer(ada, 'accept', adas.invitation.id)), 'TOO_LATE');
    const dans = await ask(dan, await idOf(ada, slug));
    assert.equal((await teamAct(dan, 'leaveTeam', { teamId: await idOf(dan, slug) })).refusal, null);
    assert.equal(await reason(answer(ada, 'accept', dans.invitation.id)), 'TOO_LATE');
    assert.equal(await teamOf(dan, slug), null);
    assert.equal(await reason(ask(dan, await idOf(ada, slug))), 'NOT_APPROVED', 'participants ask');
  });

  it('can be told not to by a team: it is in no list, and answers whom it has heard', async () => {
    const { slug, people } = await scene.enter(4);
    const [ada, bob, cleo, dan] = people;
    const teamId = await teamUp(ada, bob, slug);
    const { name } = await teamOf(ada, slug);
    const early = await ask(cleo, teamId);
    assert.deepEqual((await openTeams(dan, slug))?.toSorted(), [name, await usernameOf(cleo)].toSorted());
    assert.deepEqual(await openTeams(dan, slug, await usernameOf(bob)), [name]);
    const set = (client: GraphqlClient, takesRequests: boolean) =>
      teamAct(client, 'setTakesRequests', { teamId, takesRequests });
    assert.match((await errorOf(bob, 'setTakesRequests', { teamId, takesRequests: false })) ?? '', /may not/);
    assert.match((await errorOf(dan, 'setTakesRequests', { teamId, takesRequests: false })) ?? '', /may not/);
    assert.equal((await set(ada, false)).team.takesRequests, false);
    assert.deepEqual(await openTeams(dan, slug), [await usernameOf(cleo)]);
    assert.equal(await reason(ask(dan, teamId)), 'NOT_OPEN');
    assert.equal((await answer(ada, 'accept', early.invitation.id)).refusal, null);
    assert.equal((await set(ada, true)).team.takesRequests, true);
    assert.deepEqual(await openTeams(dan, slug), [], 'it is full');
    for (const client of [await newUser(scene.test), scene.test.client(), scene.admin]) {
      assert.equal(await openTeams(client, slug), null, 'for participants');
    }
  });

  it('wait for the organisers’ approval of both, who may take them in past it and past the freeze', async () => {
    const closes = { teamsFreezeAt: new Date(scene.test.clock.now().getTime() + 3_600_000).toISOString() };
    const { slug, people } = await scene.enter(3, closes);
    const [ada, bob, cleo] = people;
    const teamId = await idOf(ada, slug);
    const set = async (client: GraphqlClient, state: string) =>
      scene.test.app.orm.em
        .fork()
        .execute('update participation set state = ? where team_id = ?', [state, await idOf(client, slug)]);
    await set(bob, 'ASKED');
    assert.equal(await reason(ask(bob, teamId)), 'NOT_APPROVED');
    await set(bob, 'APPROVED');
    await set(ada, 'ASKED');
    assert.equal(await reason(ask(bob, teamId)), 'NOT_APPROVED');
    assert.deepEqual(await openTeams(bob, slug), [await usernameOf(cleo)]);
    await set(ada, 'APPROVED');
    const bobs = (await ask(bob, teamId)).invitation;
    const cleos = (await ask(cleo, teamId)).invitation;
    scene.test.clock.advance(3700);
    assert.match((await answer(ada, 'accept', bobs.id)).refusal.message, /frozen/);
    assert.match((await teamAct(ada, 'setTakesRequests', { teamId, takesRequests: false })).refusal.message, /frozen/);
    assert.equal((await answer(ada, 'decline', cleos.id)).refusal, null);
    assert.equal((await answer(scene.admin, 'accept', bobs.id)).refusal, null);
    assert.equal(await idOf(bob, slug), teamId);
    assert.deepEqual(
      await scene.actsOf(slug),
      ['acceptTeamInvitation'],
      'what the leader does is no act of organisers',
    );
  });

  it('are not told of a hidden event, nor of one that has closed', async () => {
    const { slug, people } = await scene.enter(2, {
      closesAt: new Date(scene.test.clock.now().getTime() + 3_600_000).toISOString(),
    });
    const [ada, bob] = people;
    const teamId = await idOf(ada, slug);
    await scene.admin.data(
      'mutation ($input: UpdateEventInput!) { updateEvent(input: $input) { refusal { message } } }',
      { input: { slug, visibility: 'HIDDEN' } },
    );
    assert.match((await errorOf(await newUser(scene.test), 'askToJoinTeam', { teamId })) ?? '', /no such/);
    assert.match((await errorOf(bob, 'askToJoinTeam', { teamId: crypto.randomUUID() })) ?? '', /no such/);
    const { invitation } = await ask(bob, teamId);
    scene.test.clock.advance(3601);
    assert.equal(await reason(answer(ada, 'accept', invitation.id)), 'NOT_OPEN');
    assert.equal(await reason(ask(bob, teamId)), 'NOT_OPEN');
    assert.deepEqual(await requestsOf(bob), []);
  });

  it('do not flood teams: so many wait, so many a day, and what nobody answers expires', async () => {
    const { slug, people } = await scene.enter(7);
    const crowd = people as GraphqlClient[];
    const me = crowd[0] as GraphqlClient;
    const teams = await Promise.all(crowd.map((client) => idOf(client, slug)));
    for (const teamId of teams.slice(1, 6)) assert.equal((await ask(me, teamId)).refusal, null);
    assert.match((await ask(me, teams[6] as string)).refusal.message, /At most 5/);
    for (const { id } of await requestsOf(me)) await answer(me, 'revoke', id);
    for (const teamId of teams.slice(1, 6)) assert.equal((await ask(me, teamId)).refusal, null);
    for (const { id } of await requestsOf(me)) await answer(me, 'revoke', id);
    assert.match((await ask(me, teams[6] as string)).refusal.message, /At most 10/);
    scene.test.clock.advance(86_401);
    const { invitation } = await ask(me, teams[6] as string);
    scene.test.clock.advance(15 * 86_400);
    assert.deepEqual(await requestsOf(me), []);
    assert.equal(await reason(answer(crowd[6] as GraphqlClient, 'accept', invitation.id)), 'TOO_LATE');
    assert.equal((await ask(me, teams[6] as string)).refusal, null, 'and may be asked again');
  });

  it('see their team live, as all its members do, until they are out of it', async () => {
    const { slug, people } = await scene.enter(3);
    const [ada, bob, cleo] = people;
    const follow = (client: GraphqlClient, id: string) =>
      client.subscribe(
        'subscription ($id: ID!) { teamChanged(id: $id) { members { user { username } } requests { id } } }',
        { id },
      );
    const teamId = await idOf(ada, slug);
    const bobsOwn = follow(bob, await idOf(bob, slug));
    const live = follow(ada, teamId);
    await live.until((data) => data.teamChanged.requests.length === 0);
    await bobsOwn.until((data) => data.teamChanged.members.length === 1);
    const { invitation } = await ask(bob, teamId);
    await live.until((data) => data.teamChanged.requests.length === 1);
    await answer(ada, 'accept', invitation.id);
    await live.until((data) => data.teamChanged.members.length === 2);
    await bobsOwn.until((data) => data.teamChanged === null);
    const bobs = follow(bob, teamId);
    await bobs.until((data) => data.teamChanged.members.length === 2);
    await teamAct(ada, 'removeTeamMember', { teamId, userId: (await teamOf(ada, slug)).members[1].user.id });
    await bobs.until((data) => data.teamChanged === null);
    const denied = follow(cleo, teamId);
    const refused = await eventually(async () => denied.seen[0], 'a stranger is refused');
    assert.equal(refused.errors?.[0]?.extensions?.code, 'NOT_FOUND');
    for (const each of [bobsOwn, live, bobs, denied]) await each.close();
  });

  it('belong to one event: the rest of the world is as it was', async () => {
    const { slug, people } = await scene.enter(2);
    const other = await openEvent(scene.test, scene.admin, {
      problemVersionId: scene.problemVersionId,
      maxTeamSize: 3,
    });
    for (const client of people.slice(0, 2)) await join(client, other);
    const [ada, bob] = people;
    const there = await ask(bob, await idOf(ada, other));
    const { invitation } = await ask(bob, await idOf(ada, slug));
    assert.equal((await answer(ada, 'accept', invitation.id)).refusal, null);
    assert.deepEqual(
      (await requestsOf(bob)).map(({ id }) => id),
      [there.invitation.id],
    );
    assert.equal((await namesOf(bob, other))?.length, 1);
  });
});
