import assert from 'node:assert/strict';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, submissionQuery, submitTo, untilState } from '../testing/scenario.js';
import {
  accept,
  errorOf,
  invite,
  namesOf,
  openTeamScene,
  type TeamScene,
  teamAct,
  teamOf,
  teamUp,
  usernameOf,
} from '../testing/team-scene.js';
import { eventually, type TestApp } from '../testing/test-app.js';

describe('people who leave teams', () => {
  let scene: TeamScene;
  let test: TestApp;
  let admin: GraphqlClient;
  before(async () => {
    scene = await openTeamScene();
    ({ test, admin } = scene);
  });
  after(() => test.close());

  it('keep those whom the organisers turned down from asking again as somebody else', async () => {
    const { slug, people } = await scene.enter(2);
    const [ada, bob] = people;
    const teamId = await teamUp(ada, bob, slug);
    await test.app.orm.em.fork().execute(`update participation set state = 'REJECTED' where team_id = ?`, [teamId]);
    assert.equal((await teamAct(bob, 'leaveTeam', { teamId })).refusal, null);
    assert.equal((await join(bob, slug)).refusal.reason, 'TOO_LATE');
    assert.equal((await teamAct(ada, 'leaveTeam', { teamId })).refusal.reason, 'NOT_APPROVED');
  });

  it('are led by one: who removes, hands over, and is followed by whoever was there longest', async () => {
    const { slug, people } = await scene.enter(3);
    const [ada, bob, cleo] = people;
    const teamId = await teamUp(ada, bob, slug);
    await teamUp(ada, cleo, slug);
    const ids = (await teamOf(ada, slug)).members.map(({ user }: Data) => user.id);
    for (const [name, input] of [
      ['removeTeamMember', { userId: ids[0] }],
      ['handOverTeam', { userId: ids[1] }],
      ['inviteToTeam', { invitee: 'x@example.org' }],
      ['renameTeam', { name: 'Mine' }],
    ] as const) {
      assert.match((await errorOf(bob, name, { teamId, ...input })) ?? '', /may not/, name);
    }
    assert.equal((await teamAct(ada, 'handOverTeam', { teamId, userId: ids[2] })).refusal, null);
    assert.equal((await namesOf(ada, slug))?.[0], await usernameOf(cleo));
    assert.match((await errorOf(ada, 'removeTeamMember', { teamId, userId: ids[1] })) ?? '', /may not/);
    assert.equal((await teamAct(cleo, 'removeTeamMember', { teamId, userId: ids[1] })).refusal, null);
    assert.equal(await teamOf(bob, slug), null);
    assert.match((await scene.newsOf(bob))[0] ?? '', /no longer in/);
    assert.equal((await teamAct(cleo, 'leaveTeam', { teamId, successorId: ids[1] })).refusal.field, 'successorId');
    assert.equal((await teamAct(cleo, 'leaveTeam', { teamId })).refusal, null);
    assert.deepEqual(await namesOf(ada, slug), [await usernameOf(ada)]);
    assert.equal((await teamOf(ada, slug)).members[0].isLeader, true);
    assert.equal((await teamAct(ada, 'leaveTeam', { teamId })).team, null, 'the last one closes the door');
    assert.equal((await join(ada, slug)).refusal, null);
  });

  it('keep what those who left have submitted, and keep it from them, at once and live', async () => {
    const { slug, people } = await scene.enter(2);
    const [ada, bob] = people;
    const teamId = await teamUp(ada, bob, slug);
    const { submission } = await submitTo(bob, slug);
    await untilState(bob, submission.id, 'SCORED');
    const live = bob.subscribe(
      'subscription ($id: ID!) { submissionChanged(id: $id) { isMine files { path } evaluation { foldRuns { id scores { value } } } } }',
      { id: submission.id },
    );
    await live.until((data) => data.submissionChanged.isMine);
    const [{ id: foldRunId }] = submission.evaluation.foldRuns;
    assert.equal((await teamAct(bob, 'leaveTeam', { teamId })).refusal, null);
    const after = (await bob.data(submissionQuery, { id: submission.id })).submission;
    assert.deepEqual([after.isMine, after.files, after.author.username], [false, null, await usernameOf(bob)]);
    test.app.services.topics.submissionChanged(submission.id, true);
    const told = await live.until((data) => !data.submissionChanged.isMine);
    assert.equal(told.submissionChanged.files, null);
    assert.deepEqual(
      told.submissionChanged.evaluation.foldRuns.flatMap(({ scores }: Data) => scores),
      [],
    );
    await live.close();
    const log = bob.subscribe('subscription ($id: ID!) { foldLog(foldRunId: $id) { text } }', { id: foldRunId });
    const denied = await eventually(async () => log.seen[0], 'the log is denied');
    assert.deepEqual([denied.data ?? null, denied.errors?.[0]?.extensions?.code], [null, 'NOT_FOUND']);
    await log.close();
    assert.equal((await ada.data(submissionQuery, { id: submission.id })).submission.isMine, true);
  });

  it('lets nobody begin anew who left after the team had submitted, but back in', async () => {
    const { slug, people } = await scene.enter(3);
    const [ada, bob, cleo] = people;
    const teamId = await teamUp(ada, bob, slug);
    await submitTo(ada, slug);
    await teamAct(bob, 'leaveTeam', { teamId });
    const refused = (await join(bob, slug)).refusal;
    assert.equal(refused.reason, 'TOO_LATE');
    await invite(cleo, bob, slug);
    assert.equal((await accept(bob)).refusal.reason, 'TOO_LATE');
    await invite(ada, bob, slug);
    assert.equal((await accept(bob)).refusal, null);
    assert.equal((await teamAct(ada, 'leaveTeam', { teamId })).refusal, null);
    assert.equal((await teamAct(bob, 'leaveTeam', { teamId })).refusal.reason, 'INVALID', 'the last one stays');
    const { event } = await admin.data(
      'query ($slug: String!) { event(slug: $slug) { teamDepartures { user { id } team { id } } } }',
      { slug },
    );
    assert.equal(event.teamDepartures.length, 1);
    const userId = event.teamDepartures[0].user.id;
    assert.match((await errorOf(bob, 'readmitToEvent', { eventSlug: slug, userId })) ?? '', /organisers/);
    assert.equal((await teamAct(admin, 'readmitToEvent', { eventSlug: slug, userId })).refusal, null);
    assert.equal((await join(ada, slug)).refusal, null);
  });

  it('go on without members whose account is deleted, and show nothing of who that was', async () => {
    const { slug, people } = await scene.enter(3);
    const [ada, bob, cleo] = people;
    const name = await usernameOf(ada);
    const teamId = await teamUp(ada, bob, slug);
    await submitTo(ada, slug);
    await invite(cleo, ada, slug);
    const gone = await ada.data(
      'mutation { deleteAccount(input: { currentPassword: "correct horse" }) { refusal { reason } } }',
    );
    assert.equal(gone.deleteAccount.refusal, null);
    const team = await teamOf(bob, slug);
    assert.equal(team.id, teamId);
    assert.match(team.name, /^deleted-/);
    assert.deepEqual(
      team.members.map(({ isLeader, user }: Data) => [isLeader, user.username]),
      [[true, await usernameOf(bob)]],
    );
    assert.deepEqual((await teamOf(cleo, slug)).invitations, []);
    for (const table of ['team', 'team_invitation', 'team_member']) {
      const rows = await test.app.orm.em.fork().execute(`select * from "${table}"`);
      assert.ok(!JSON.stringify(rows).includes(`"${name}"`), table);
    }
  });
});
