import assert from 'node:assert/strict';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { secretSentTo } from '../testing/mails.js';
import { join, newUser, openEvent, submissionQuery, submitTo, untilState } from '../testing/scenario.js';
import {
  accept,
  errorOf,
  invitationsFor,
  invite,
  namesOf,
  openTeamScene,
  type TeamScene,
  teamAct,
  teamOf,
  teamUp,
  usernameOf,
} from '../testing/team-scene.js';
import type { TestApp } from '../testing/test-app.js';

describe('teams', () => {
  let scene: TeamScene;
  let test: TestApp;
  let admin: GraphqlClient;
  let problemVersionId: string;
  before(async () => {
    scene = await openTeamScene();
    ({ test, admin, problemVersionId } = scene);
  });
  after(() => test.close());

  it('begin with the people who sign up, each alone and the leader', async () => {
    const { slug, people } = await scene.enter(1);
    const team = await teamOf(people[0], slug);
    assert.equal(team.name, await usernameOf(people[0]));
    assert.deepEqual(
      team.members.map(({ isLeader }: Data) => isLeader),
      [true],
    );
    assert.deepEqual(team.invitations, []);
  });

  it('are one per event: what happens in one event touches no other', async () => {
    const { slug, people } = await scene.enter(2);
    const other = await openEvent(test, admin, { problemVersionId });
    await join(people[1], other);
    await teamUp(people[0], people[1], slug);
    assert.equal((await namesOf(people[1], slug))?.length, 2);
    assert.equal((await namesOf(people[1], other))?.length, 1);
  });

  it('grow by invitations that are accepted; the newcomer’s own team goes, and shares everything with the new one', async () => {
    const { slug, people } = await scene.enter(2);
    const [ada, bob] = people;
    const { submission } = await submitTo(ada, slug);
    await untilState(ada, submission.id, 'SCORED');
    assert.equal((await bob.data(submissionQuery, { id: submission.id })).submission.files, null);
    const invited = await invite(ada, bob, slug);
    assert.equal(invited.refusal, null);
    const [waiting] = await invitationsFor(bob);
    assert.equal(waiting.invitedBy.username, await usernameOf(ada));
    assert.match((await scene.newsOf(bob))[0] ?? '', /invites you to the team/);
    assert.equal((await accept(bob)).refusal, null);
    assert.deepEqual(await namesOf(bob, slug), [await usernameOf(ada), await usernameOf(bob)]);
    assert.deepEqual(await invitationsFor(bob), []);
    const seen = (await bob.data(submissionQuery, { id: submission.id })).submission;
    assert.deepEqual([seen.isMine, seen.files.length, seen.author.username], [true, 1, await usernameOf(ada)]);
    const mine = await submitTo(bob, slug);
    const { submission: byBob } = await ada.data(submissionQuery, { id: mine.submission.id });
    assert.deepEqual([byBob.isMine, byBob.author.username], [true, await usernameOf(bob)]);
    assert.match((await scene.newsOf(ada))[0] ?? '', /joined/);
  });

  it('have one quota, whoever submits', async () => {
    const { slug, people } = await scene.enter(2, { maxSubmissionsTotal: 1 });
    await teamUp(people[0], people[1], slug);
    assert.equal((await submitTo(people[1], slug)).refusal, null);
    assert.equal((await submitTo(people[0], slug)).refusal.reason, 'TOO_MANY');
  });

  it('share a draft; the older of two windows is told', async () => {
    const { slug, people } = await scene.enter(2);
    await teamUp(people[0], people[1], slug);
    const save = (client: GraphqlClient, content: string, expectedVersion: number) =>
      client.data(
        'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { draft { version files { content } } refusal { reason } } }',
        { input: { eventSlug: slug, files: [{ path: 'estimator.py', content }], expectedVersion } },
      );
    assert.equal((await save(people[0], 'one', 0)).saveDraft.draft.version, 1);
    const stale = (await save(people[1], 'two', 0)).saveDraft;
    assert.deepEqual([stale.refusal.reason, stale.draft.files[0].content], ['STALE', 'one']);
  });

  it('refuse who has submitted alone, is in another team of several, or finds it full', async () => {
    const { slug, people } = await scene.enter(4, { maxTeamSize: 2 });
    const [ada, bob, cleo, dan] = people;
    for (const other of [bob, cleo, dan]) assert.equal((await invite(ada, other, slug)).refusal, null);
    await submitTo(bob, slug);
    const late = (await accept(bob)).refusal;
    assert.equal(late.reason, 'TOO_LATE');
    assert.match(late.message, /before their first submission/);
    assert.equal((await accept(cleo)).refusal, null);
    assert.equal((await accept(dan)).refusal.reason, 'TOO_MANY');
    assert.equal((await invite(ada, dan, slug)).refusal.reason, 'TOO_MANY');
    const { slug: roomy, people: more } = await scene.enter(3);
    await teamUp(more[0], more[1], roomy);
    await invite(more[2], more[1], roomy);
    assert.match((await accept(more[1])).refusal.message, /leave it first/);
  });

  it('take in nobody whom the organisers have not approved', async () => {
    const { slug, people } = await scene.enter(1);
    const [ada] = people;
    const wary = await openEvent(test, admin, { problemVersionId, maxTeamSize: 3, signUpMode: 'APPROVAL' });
    const [bob, stranger] = [await newUser(test), await newUser(test)];
    for (const client of [ada, bob]) await join(client, wary);
    const approve = async (client: GraphqlClient) =>
      test.app.orm.em
        .fork()
        .execute(`update participation set state = 'APPROVED' where team_id = ?`, [(await teamOf(client, wary)).id]);
    await invite(ada, bob, wary);
    assert.equal((await accept(bob)).refusal.reason, 'NOT_APPROVED');
    await approve(ada);
    assert.equal((await accept(bob)).refusal.reason, 'NOT_APPROVED');
    await invite(ada, stranger, wary);
    assert.equal((await accept(stranger)).refusal.reason, 'NOT_APPROVED');
    await approve(bob);
    assert.equal((await accept(bob)).refusal, null);
    // Where nobody is approved by hand, an invitation is enough.
    await invite(ada, stranger, slug);
    assert.equal((await accept(stranger)).refusal, null);
  });

  it('invite addresses without telling whether there is an account; the mail’s link makes the invitation somebody’s', async () => {
    const { slug, people } = await scene.enter(2);
    const [ada, bob] = people;
    const teamId = (await teamOf(ada, slug)).id;
    const known = `${await usernameOf(bob)}@example.org`;
    const answers = [];
    for (const invitee of [known, 'nobody-yet@example.org'])
      answers.push(await teamAct(ada, 'inviteToTeam', { teamId, invitee }));
    assert.deepEqual(
      answers.map(({ invitation, refusal }) => [invitation.kind, invitation.state, refusal]),
      [
        ['MEMBER', 'PENDING', null],
        ['MEMBER', 'PENDING', null],
      ],
    );
    assert.deepEqual(await invitationsFor(bob), []);
    const token = await secretSentTo(test, 'nobody-yet@example.org');
    const claim = async (client: GraphqlClient, given = token) =>
      (
        await client.data(
          'mutation ($token: String!) { claimTeamInvitation(token: $token) { invitation { id } refusal { reason } } }',
          { token: given },
        )
      ).claimTeamInvitation;
    const newcomer = await newUser(test);
    assert.equal((await claim(newcomer, 'wrong')).refusal.reason, 'TOO_LATE');
    assert.equal((await claim(newcomer)).refusal, null);
    assert.equal((await claim(newcomer)).refusal, null, 'opened twice');
    assert.equal((await claim(bob)).refusal.reason, 'TOO_LATE', 'it is somebody else’s by now');
    assert.equal((await accept(newcomer)).refusal, null);
    assert.equal((await namesOf(newcomer, slug))?.length, 2);
  });

  it('tell nobody of a hidden event, and let nobody in past its organisers', async () => {
    const { slug, people } = await scene.enter(3);
    const [ada, bob, cleo] = people;
    await invite(ada, bob, slug);
    const stranger = await newUser(test);
    await invite(ada, stranger, slug);
    const set = (input: object) =>
      admin.data('mutation ($input: UpdateEventInput!) { updateEvent(input: $input) { refusal { message } } }', {
        input: { slug, ...input },
      });
    await set({ visibility: 'HIDDEN' });
    assert.deepEqual(await invitationsFor(stranger), []);
    assert.equal((await invitationsFor(bob)).length, 1);
    assert.match((await invite(ada, stranger, slug)).refusal.message, /waits?|have not answered/);
    const outsider = await newUser(test);
    assert.match((await invite(ada, outsider, slug)).refusal.message, /hidden/);
    const teamId = (await teamOf(ada, slug)).id;
    assert.match(
      (await teamAct(ada, 'inviteToTeam', { teamId, invitee: 'any@example.org' })).refusal.message,
      /hidden/,
    );
    assert.equal((await invite(ada, cleo, slug)).refusal, null);
    await set({ visibility: 'PUBLIC', signUpMode: 'CODE', signUpCode: 'sesame' });
    assert.equal((await accept(stranger)).refusal.reason, 'NOT_APPROVED');
    assert.equal((await accept(bob)).refusal, null);
  });

  it('do not flood people with mails: so many may wait, and so many a day', async () => {
    const { slug, people } = await scene.enter(1);
    const [ada] = people;
    const teamId = (await teamOf(ada, slug)).id;
    const to = (number: number) => teamAct(ada, 'inviteToTeam', { teamId, invitee: `friend-${number}@example.org` });
    for (let number = 0; number < 20; number++) assert.equal((await to(number)).refusal, null);
    assert.match((await to(20)).refusal.message, /20 invitations wait/);
    test.clock.advance(15 * 86_400);
    assert.deepEqual((await teamOf(ada, slug)).invitations, [], 'none is good any more');
    assert.equal((await to(20)).refusal, null);
    const em = test.app.orm.em.fork();
    await em.execute(`update team_invitation set created_at = now() + interval '30 days' where team_id = ?`, [teamId]);
    await em.execute(
      `insert into team_invitation (id, team_id, kind, invitee, invitee_key, invited_by_id, state, created_at, expires_at)
       select gen_random_uuid(), team_id, kind, invitee, invitee_key || n, invited_by_id, 'REVOKED', created_at, expires_at
         from team_invitation, generate_series(1, 30) n where team_id = ? and state = 'PENDING'`,
      [teamId],
    );
    assert.match((await to(21)).refusal.message, /50 invitations a day/);
  });

  it('show the way in and out to those whom it concerns alone', async () => {
    const { slug, people } = await scene.enter(3);
    const [ada, bob, cleo] = people;
    const id = (await teamOf(ada, slug)).id;
    await invite(ada, bob, slug);
    const query =
      'query ($id: ID!) { team(id: $id) { name invitations { invitee } selectedIds rights { invite leave select } } }';
    const none = { invite: false, leave: false, select: false };
    for (const client of [cleo, bob, test.client()]) {
      const { team } = await client.data(query, { id });
      assert.deepEqual([team.invitations, team.selectedIds, team.rights], [null, null, none]);
    }
    const own = (await ada.data(query, { id })).team;
    assert.deepEqual([own.invitations.length, own.selectedIds], [1, []]);
    const { team } = await admin.data(query, { id });
    assert.deepEqual([team.invitations.length, team.rights], [1, { invite: true, leave: false, select: true }]);
    assert.equal((await ada.data(query, { id: 'no-uuid' })).team, null);
    await admin.data('mutation ($input: UpdateEventInput!) { updateEvent(input: $input) { refusal { message } } }', {
      input: { slug, visibility: 'HIDDEN' },
    });
    assert.equal((await test.client().data(query, { id })).team, null);
    assert.equal((await cleo.data(query, { id })).team.name, own.name);
    const { myTeams } = await ada.data('{ myTeams { id event { slug } } }');
    assert.ok(myTeams.some((each: Data) => each.id === id && each.event.slug === slug));
    assert.deepEqual((await test.client().data('{ myTeams { id } }')).myTeams, []);
  });

  it('take invitations back, and have them declined; both end them', async () => {
    const { slug, people } = await scene.enter(3);
    const [ada, bob, cleo] = people;
    const { invitation } = await invite(ada, bob, slug);
    assert.equal((await invite(ada, bob, slug)).refusal.reason, 'ALREADY_DONE');
    assert.match((await errorOf(cleo, 'declineTeamInvitation', { invitationId: invitation.id })) ?? '', /no such/);
    assert.match((await errorOf(cleo, 'acceptTeamInvitation', { invitationId: invitation.id })) ?? '', /no such/);
    assert.match((await errorOf(cleo, 'revokeTeamInvitation', { invitationId: invitation.id })) ?? '', /no such/);
    assert.equal((await teamOf(ada, slug)).invitations.length, 1);
    const seenByCleo = await cleo.data(
      'query ($id: ID!, $slug: String!) { submission(id: $id) { team { id } } event(slug: $slug) { teams { totalCount } teamDepartures { at } } }',
      { id: crypto.randomUUID(), slug },
    );
    assert.deepEqual(seenByCleo.event, { teams: null, teamDepartures: null });
    assert.equal((await teamAct(ada, 'revokeTeamInvitation', { invitationId: invitation.id })).refusal, null);
    assert.equal(
      (await teamAct(bob, 'acceptTeamInvitation', { invitationId: invitation.id })).refusal.reason,
      'TOO_LATE',
    );
    const again = await invite(ada, bob, slug);
    const declined = await teamAct(bob, 'declineTeamInvitation', { invitationId: again.invitation.id });
    assert.equal(declined.invitation.state, 'DECLINED');
    assert.equal(
      (await teamAct(bob, 'acceptTeamInvitation', { invitationId: again.invitation.id })).refusal.reason,
      'TOO_LATE',
    );
    assert.match((await scene.newsOf(ada))[0] ?? '', /declined/);
  });

  it('get a name that nobody else has, until the first submission', async () => {
    const { slug, people } = await scene.enter(2);
    const [ada, bob] = people;
    const teamId = (await teamOf(ada, slug)).id;
    const rename = (client: GraphqlClient, name: string) => teamAct(client, 'renameTeam', { teamId, name });
    assert.equal((await rename(ada, '  The   Irises ')).team.name, 'The Irises');
    const taken = await teamAct(bob, 'renameTeam', { teamId: (await teamOf(bob, slug)).id, name: 'the irises' });
    assert.deepEqual([taken.refusal.reason, taken.refusal.field], ['TAKEN', 'name']);
    assert.equal((await rename(ada, (await usernameOf(bob)).toUpperCase())).refusal.reason, 'TAKEN');
    for (const bad of [' ', '<b>', 'a\u202eb', 'x'.repeat(51), '-a']) {
      assert.equal((await rename(ada, bad)).refusal.reason, 'INVALID', bad);
    }
    await submitTo(ada, slug);
    assert.equal((await rename(ada, 'Others')).refusal.reason, 'TOO_LATE');
    assert.equal((await rename(admin, 'Named by organisers')).refusal, null);
    assert.deepEqual((await scene.actsOf(slug)).slice(-1), ['renameTeam']);
    const { slug: taking, people: early } = await scene.enter(1);
    const late = await newUser(test, `late${Date.now()}`);
    const lateName = await usernameOf(late);
    await test.app.orm.em
      .fork()
      .execute('update team set name = ?, name_key = ? where id = ?', [
        lateName,
        lateName,
        (await teamOf(early[0], taking)).id,
      ]);
    await join(late, taking);
    assert.equal((await teamOf(late, taking)).name, `${lateName}-2`);
  });

  it('merge as long as neither has submitted: the leader of the other one says yes for all', async () => {
    const { slug, people } = await scene.enter(4, { maxTeamSize: 4 });
    const [ada, bob, cleo, dan] = people;
    await teamUp(ada, bob, slug);
    await teamUp(cleo, dan, slug);
    const teamId = (await teamOf(ada, slug)).id;
    const otherTeamName = (await teamOf(cleo, slug)).name;
    assert.match((await errorOf(bob, 'proposeTeamMerge', { teamId, otherTeamName })) ?? '', /may not/);
    const proposed = await teamAct(ada, 'proposeTeamMerge', { teamId, otherTeamName });
    assert.equal(proposed.refusal, null);
    assert.deepEqual(await invitationsFor(dan), [], 'their leader answers');
    const { slug: submitted, people: early } = await scene.enter(2);
    await teamAct(early[0], 'proposeTeamMerge', {
      teamId: (await teamOf(early[0], submitted)).id,
      otherTeamName: (await teamOf(early[1], submitted)).name,
    });
    await submitTo(early[0], submitted);
    assert.equal((await accept(early[1])).refusal.reason, 'TOO_LATE');
    assert.equal((await accept(cleo)).refusal, null);
    assert.equal((await namesOf(dan, slug))?.length, 4);
    assert.equal((await teamOf(dan, slug)).id, teamId);
  });

  it('freeze on their day: nothing comes in or out but who leaves', async () => {
    const day = 86_400_000;
    const now = test.clock.now().getTime();
    const { slug, people } = await scene.enter(3, { teamsFreezeAt: new Date(now + day / 24).toISOString() });
    const [ada, bob, cleo] = people;
    const teamId = await teamUp(ada, bob, slug);
    await invite(ada, cleo, slug);
    test.clock.advance(3700);
    for (const [name, input] of [
      ['inviteToTeam', { invitee: 'x@example.org' }],
      ['renameTeam', { name: 'New' }],
      ['removeTeamMember', { userId: (await teamOf(ada, slug)).members[1].user.id }],
      ['proposeTeamMerge', { otherTeamName: await usernameOf(cleo) }],
    ] as const) {
      assert.match((await teamAct(ada, name, { teamId, ...input })).refusal.message, /frozen/, name);
    }
    assert.match((await accept(cleo)).refusal.message, /frozen/);
    const { rights } = await teamOf(ada, slug);
    assert.deepEqual([rights.invite, rights.rename, rights.leave, rights.select], [false, false, true, true]);
    assert.equal((await teamAct(bob, 'leaveTeam', { teamId })).refusal, null);
    const username = await usernameOf(cleo);
    assert.equal((await teamAct(admin, 'addTeamMember', { teamId, username })).refusal, null);
    assert.deepEqual(await namesOf(cleo, slug), [await usernameOf(ada), username]);
    assert.deepEqual(await scene.actsOf(slug), ['addTeamMember']);
  });

  it('are in the hands of the event’s admins, and of no others: every act leaves a line', async () => {
    const { slug, people } = await scene.enter(4, { maxTeamSize: 4 });
    const [ada, bob, cleo, dan] = people;
    const teamId = (await teamOf(ada, slug)).id;
    const otherTeamId = (await teamOf(bob, slug)).id;
    for (const [name, input] of [
      ['addTeamMember', { username: await usernameOf(cleo) }],
      ['mergeTeams', { otherTeamId }],
    ] as const) {
      assert.match((await errorOf(ada, name, { teamId, ...input })) ?? '', /organisers/, name);
      assert.match((await errorOf(dan, name, { teamId, ...input })) ?? '', /organisers/, name);
    }
    assert.equal((await teamAct(admin, 'mergeTeams', { teamId, otherTeamId })).refusal, null);
    assert.equal((await teamAct(admin, 'addTeamMember', { teamId, username: await usernameOf(cleo) })).refusal, null);
    const bobId = (await teamOf(ada, slug)).members[1].user.id;
    assert.equal((await teamAct(admin, 'handOverTeam', { teamId, userId: bobId })).refusal, null);
    assert.equal((await teamAct(admin, 'removeTeamMember', { teamId, userId: bobId })).refusal, null);
    assert.deepEqual(await scene.actsOf(slug), ['mergeTeams', 'addTeamMember', 'handOverTeam', 'removeTeamMember']);
    const { event } = await admin.data(
      `query ($slug: String!, $search: String) { event(slug: $slug) {
         all: teams { totalCount rows { name } } found: teams(search: $search) { rows { name } }
         none: teams(search: "%") { totalCount } second: teams(first: 1, offset: 1) { totalCount rows { name } } } }`,
      { slug, search: await usernameOf(cleo) },
    );
    assert.equal(event.all.totalCount, 2);
    assert.deepEqual(event.found.rows, [{ name: (await teamOf(cleo, slug)).name }]);
    assert.equal(event.none.totalCount, 0);
    assert.deepEqual([event.second.totalCount, event.second.rows.length], [2, 1]);
  });

  it('stay as they are once the event has closed, for everybody', async () => {
    const { slug, people } = await scene.enter(2, {
      closesAt: new Date(test.clock.now().getTime() + 3_600_000).toISOString(),
    });
    const [ada, bob] = people;
    const teamId = await teamUp(ada, bob, slug);
    const userId = (await teamOf(ada, slug)).members[1].user.id;
    test.clock.advance(3601);
    for (const client of [ada, admin]) {
      for (const [name, input] of [
        ['renameTeam', { name: 'Late' }],
        ['removeTeamMember', { userId }],
        ['handOverTeam', { userId }],
        ['inviteToTeam', { invitee: 'x@example.org' }],
      ] as const) {
        assert.equal((await teamAct(client, name, { teamId, ...input })).refusal.reason, 'NOT_OPEN', name);
      }
    }
    assert.equal((await teamAct(bob, 'leaveTeam', { teamId })).refusal.reason, 'NOT_OPEN');
  });
});
