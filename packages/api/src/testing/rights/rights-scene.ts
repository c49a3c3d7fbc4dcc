import { DueBlends } from '../../blending/blend-when-due.js';
import { failedFold, rescored, scoredFold } from '../fake-worker.js';
import type { GraphqlClient } from '../graphql-client.js';
import { startMutation } from '../rescoring-scene.js';
import { askFor, join, newAdmin, newUser, openEvent, publishReady, submitTo, untilState } from '../scenario.js';
import { teamAct, teamOf, usernameOf } from '../team-scene.js';
import { eventually, startTestApp, type TestApp } from '../test-app.js';
import { type Role, roles, type Stage } from './roles.js';

const hour = 3_600_000;
const day = 24 * hour;

/** One event with somebody in each role, and things in it to ask about. */
export interface RightsScene {
  test: TestApp;
  clients: Record<Role, GraphqlClient>;
  /** Names of the users; none for nobody. */
  usernames: Partial<Record<Role, string>>;
  slug: string;
  eventId: string;
  problemName: string;
  versionId: string;
  /** Of `OWN_TEAM`: scored, failed, and one that standing acts are tried on. */
  submissionId: string;
  failedId: string;
  targetId: string;
  foldRunId: string;
  teamId: string;
  /** Of `PARTICIPANT`, who has asked to join the other. */
  otherTeamId: string;
  userIds: Partial<Record<Role, string>>;
  /** An account that nobody asks with. */
  bystander: { id: string; username: string };
  rescoringId: string;
  /** Asked for by `OWN_TEAM`, and taken back. */
  eventRequestId: string;
  workerName: string;
  /** Publishes news of everything there is to follow. */
  speak(): void;
  /** Moves the event, for everybody at once. */
  enter(stage: Stage): Promise<void>;
  close(): Promise<void>;
}

/** Makes the scene; the caller closes it. */
export async function openRightsScene(): Promise<RightsScene> {
  const test = await startTestApp();
  const em = test.app.orm.em.fork();
  const admin = await newAdmin(test, 'site-admin');
  const versionId = await publishReady(admin, { name: 'kit-of-rights', data: { 'data/hidden.csv': 'y\n1\n' } });
  const slug = await openEvent(test, admin, { problemVersionId: versionId, maxTeamSize: 3 });
  const users = [
    'WAITING',
    'NEWCOMER',
    'USER',
    'ASKED',
    'PARTICIPANT',
    'OWN_TEAM',
    'OTHER_ADMIN',
    'EVENT_ADMIN',
  ] as const;
  const clients = { ANONYMOUS: test.client(), SITE_ADMIN: admin } as Record<Role, GraphqlClient>;
  for (const role of users) clients[role] = await newUser(test, `the-${role.toLowerCase().replace('_', '-')}`);
  const usernames: RightsScene['usernames'] = {};
  const userIds: RightsScene['userIds'] = {};
  for (const role of roles.filter((each) => each !== 'ANONYMOUS')) {
    usernames[role] = await usernameOf(clients[role]);
    userIds[role] = (await clients[role].data('{ viewer { id } }')).viewer.id;
  }
  for (const role of ['ASKED', 'PARTICIPANT', 'OWN_TEAM'] as const) await join(clients[role], slug);
  const { event } = await admin.data('query ($slug: String!) { event(slug: $slug) { id } }', { slug });
  const eventId = event.id as string;
  const otherSlug = await openEvent(test, admin);
  const sql = (text: string, values: unknown[] = []) => em.execute(text, values);
  const runs = `insert into event_admin (event_id, user_id, added_at) select id, ?, now() from event where slug = ?`;
  await sql(runs, [userIds.EVENT_ADMIN, slug]);
  await sql(runs, [userIds.OTHER_ADMIN, otherSlug]);
  await sql(`update "user" set state = 'UNCONFIRMED' where id = ?`, [userIds.WAITING]);
  await sql(`update "user" set must_change_password = true where id = ?`, [userIds.NEWCOMER]);
  await sql(
    `update participation p set state = 'ASKED' from team_member m
      where m.team_id = p.team_id and p.event_id = ? and m.user_id = ?`,
    [eventId, userIds.ASKED],
  );

  await sql(`update event set sign_up_mode = 'CODE', sign_up_code = 'the code' where id = ?`, [eventId]);

  const mine = clients.OWN_TEAM;
  const submissionId = (await submitTo(mine, slug, 'scored-one')).submission.id as string;
  const scored = await untilState(mine, submissionId, 'SCORED');
  const targetId = (await submitTo(mine, slug, 'target-one')).submission.id as string;
  await untilState(mine, targetId, 'SCORED');
  test.worker.script.fold = () => failedFold('own');
  const failedId = (await submitTo(mine, slug, 'failed-one')).submission.id as string;
  await untilState(mine, failedId, 'TRAINING_ERROR');
  test.worker.script.fold = () => scoredFold(0.9);
  test.worker.script.rescore = () => rescored(0.7);
  const corrected = await publishReady(admin, {
    name: 'kit-of-rights',
    files: { 'problem.py': '# corrected', 'README.md': '# Iris', 'submissions/starting_kit/estimator.py': 'x = 1\n' },
    data: { 'data/hidden.csv': 'y\n1\n' },
  });
  const { startRescoring } = await admin.data(startMutation, {
    input: { eventSlug: slug, problemVersionId: corrected, note: 'corrected' },
  });
  const rescoringId = startRescoring.rescoring.id as string;
  await eventually(async () => {
    const { rescoring } = await admin.data('query ($id: ID!) { rescoring(id: $id) { state } }', { id: rescoringId });
    return rescoring.state === 'READY';
  }, 'the rescoring is ready');
  const due = new DueBlends(1);
  const blending = { ...test.app.services, em: test.app.orm.em };
  await due.look(blending);
  test.clock.advance(1);
  await due.look(blending);
  await eventually(async () => {
    const { event: found } = await admin.data('query ($slug: String!) { event(slug: $slug) { blend { state } } }', {
      slug,
    });
    return found.blend?.state === 'DONE';
  }, 'there is a blend');
  const teamId = (await teamOf(mine, slug)).id as string;
  await teamAct(clients.PARTICIPANT, 'askToJoinTeam', { teamId });
  const { request } = await askFor(mine, { problemName: 'kit-of-rights' });
  const eventRequestId = request.id as string;
  await mine.data(`mutation ($id: ID!) { withdrawEventRequest(input: { requestId: $id }) { refusal { reason } } }`, {
    id: eventRequestId,
  });
  const bystander = await newUser(test, 'the-bystander');
  const workerName = 'worker-of-rights';
  await sql(
    `insert into worker (id, name, host, slots, cores, memory_mib, isolation, walls, environment, version, protocol,
                         state, running, first_seen_at, last_seen_at)
     values (gen_random_uuid(), ?, 'host', 1, 1, 1024, 'nested', '[]', '{}', '1', 1, 'TAKING', '[]', now(), now())`,
    [workerName],
  );
  return {
    ...{ test, clients, usernames, userIds, slug, eventId, versionId, submissionId, failedId, targetId, rescoringId },
    eventRequestId,
    ...{ workerName, problemName: 'kit-of-rights', foldRunId: scored.evaluation.foldRuns[0].id },
    teamId,
    otherTeamId: (await teamOf(clients.PARTICIPANT, slug)).id,
    bystander: { id: (await bystander.data('{ viewer { id } }')).viewer.id, username: 'the-bystander' },
    speak() {
      const { topics } = test.app.services;
      topics.submissionChanged(submissionId, true);
      topics.leaderboardChanged(eventId);
      topics.workersChanged();
      topics.teamChanged(teamId);
      for (const id of Object.values(userIds)) topics.notificationsChanged(id);
    },
    async enter(stage) {
      const now = test.clock.now().getTime();
      const dates: Record<Stage, [opens: number, publicOpens: number, closes: number]> = {
        UPCOMING: [day, 2 * day, 3 * day],
        COMPETITIVE: [-day, day, 2 * day],
        COLLABORATIVE: [-2 * day, -day, day],
        CLOSED: [-3 * day, -2 * day, -hour],
        HIDDEN: [-day, day, 2 * day],
        ARCHIVED: [-3 * day, -2 * day, -hour],
      };
      const [opens, publicOpens, closes] = dates[stage].map((offset) => new Date(now + offset));
      await sql(
        `update event set opens_at = ?, public_opens_at = ?, closes_at = ?, visibility = ?, archived_at = ?,
                board_version = board_version + 1 where id = ?`,
        [
          opens,
          publicOpens,
          closes,
          stage === 'HIDDEN' ? 'HIDDEN' : 'PUBLIC',
          stage === 'ARCHIVED' ? closes : null,
          eventId,
        ],
      );
      test.app.services.boards.forget();
    },
    close: () => test.close(),
  };
}
