// An event from the first file to the final board, through GraphQL and HTTP alone: what an organiser does in a term, with
// thirty people, a real worker, and nobody at a shell.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { graphqlClient, Refused } from '../scripts/demo/graphql.mjs';
import { root } from '../scripts/root.mjs';
import { startStack } from '../scripts/stack.mjs';
import { claimOwnServices } from './own-services.mjs';
import { PASSWORD, signInAsNewAdmin, submit, waitForEvaluation } from './platform.mjs';

const KIT = path.join(root, 'kits', 'iris');
const SLUG = 'iris-course';
const PEOPLE = 30;
const HOUR_MS = 3600 * 1000;
const CHUNK_BYTES = 4 * 2 ** 20;

describe('an event from the first file to the final board', function () {
  this.timeout(180_000);
  let stack;
  let admin;
  let files;
  const people = new Map();

  before(async () => {
    claimOwnServices();
    stack = await startStack({ log: () => {} });
    admin = (await signInAsNewAdmin(stack)).client;
    files = [
      {
        path: 'estimator.py',
        content: await readFile(path.join(KIT, 'submissions/starting_kit/estimator.py'), 'utf8'),
      },
    ];
  });
  after(() => stack?.stop());

  const personAt = (index) => people.get(`student${index}`);
  const eventOf = async (client, fields) =>
    (await client.query(`query ($slug: String!) { event(slug: $slug) { ${fields} } }`, { slug: SLUG })).event;
  /** Moves dates and settings as the settings page does: with the version that it has read. */
  const change = async (settings) => {
    const { settingsVersion } = await eventOf(admin, 'settingsVersion');
    const input = { slug: SLUG, settingsVersion, ...settings };
    return (await admin.mutate('updateEvent', 'UpdateEventInput', 'event { phase }', input)).event;
  };
  const refusedFor = (reason) => (error) => error instanceof Refused && error.reason === reason;
  const teamOf = async (client) => (await eventOf(client, 'myParticipation { team { id name } }')).myParticipation.team;
  const filesOf = async (client, id) =>
    (await client.query('query ($id: ID!) { submission(id: $id) { files { path content } } }', { id })).submission
      .files;

  it('publishes a kit', async () => {
    const entries = await readdir(KIT, { recursive: true, withFileTypes: true });
    const kitFiles = [];
    for (const entry of entries.filter((each) => each.isFile())) {
      const file = path.join(entry.parentPath, entry.name);
      const content = await readFile(file);
      const digest = createHash('sha256').update(content).digest('hex');
      for (let offset = 0; offset === 0 || offset < content.length; offset += CHUNK_BYTES) {
        const contentBase64 = content.subarray(offset, offset + CHUNK_BYTES).toString('base64');
        const input = { digest, offset, totalBytes: content.length, contentBase64 };
        await admin.mutate('uploadArtifactChunk', 'UploadArtifactChunkInput', 'isComplete', input);
      }
      kitFiles.push({ path: path.relative(KIT, file), digest, bytes: content.length });
    }
    const input = { name: 'iris', kitFiles };
    const { problemVersion } = await admin.mutate('publishKit', 'PublishKitInput', 'problemVersion { id }', input);
    const state = async () => {
      const query = 'query ($id: ID!) { problemVersion(id: $id) { state refusalMessage } }';
      return (await admin.query(query, { id: problemVersion.id })).problemVersion;
    };
    let version = await state();
    for (let tries = 0; version.state === 'CHECKING' && tries < 600; tries++) {
      await sleep(100);
      version = await state();
    }
    assert.equal(version.state, 'READY', version.refusalMessage ?? '');
    await admin.mutate('createEvent', 'CreateEventInput', 'event { id }', {
      slug: SLUG,
      title: 'Iris, spring course',
      problemVersionId: problemVersion.id,
      opensAt: new Date(Date.now() + HOUR_MS).toISOString(),
      publicOpensAt: new Date(Date.now() + 2 * HOUR_MS).toISOString(),
      closesAt: new Date(Date.now() + 3 * HOUR_MS).toISOString(),
      minSecondsBetweenSubmissions: 0,
      maxTeamSize: 3,
      finalSelectionMax: 1,
    });
    assert.equal((await eventOf(admin, 'phase')).phase, 'UPCOMING');
  });

  it('brings in thirty people from a file, and each can sign in', async () => {
    const lines = Array.from(
      { length: PEOPLE },
      (_, index) => `Student,No ${index},student${index}@example.org,student${index},from the list`,
    );
    const csv = ['firstname,lastname,email,name,hidden_notes', ...lines].join('\n');
    const input = { csv, eventSlug: SLUG };
    const preview = 'preview { newCount existingCount problemCount }';
    const seen = await admin.mutate('previewUserImport', 'PreviewUserImportInput', preview, input);
    assert.deepEqual(seen.preview, { newCount: PEOPLE, existingCount: 0, problemCount: 0 });
    const made = 'createdCount rows { username password }';
    const wanted = { ...input, passwords: 'GENERATED' };
    const { createdCount, rows } = await admin.mutate('importUsers', 'ImportUsersInput', made, wanted);
    assert.equal(createdCount, PEOPLE);
    for (const { username, password } of rows) {
      const client = graphqlClient(stack.apiUrl);
      await client.mutate('signIn', 'SignInInput', 'viewer { id }', { login: username, password });
      const chosen = { currentPassword: password, newPassword: PASSWORD };
      await client.mutate('changePassword', 'ChangePasswordInput', '__typename', chosen);
      people.set(username, client);
    }
    assert.equal((await eventOf(admin, 'participantCount')).participantCount, PEOPLE);
    const again = await admin.mutate('importUsers', 'ImportUsersInput', 'createdCount', wanted);
    assert.equal(again.createdCount, 0);
  });

  it('forms teams before it opens, and takes nothing yet', async () => {
    for (let index = 0; index < 9; index += 3) {
      const leader = personAt(index);
      const team = await teamOf(leader);
      for (const other of [index + 1, index + 2]) {
        const invited = { teamId: team.id, invitee: `student${other}` };
        const { invitation } = await leader.mutate('inviteToTeam', 'InviteToTeamInput', 'invitation { id }', invited);
        await personAt(other).mutate('acceptTeamInvitation', 'TeamInvitationInput', 'team { id }', {
          invitationId: invitation.id,
        });
        assert.equal((await teamOf(personAt(other))).id, team.id);
      }
    }
    await assert.rejects(submit(personAt(0), SLUG, files), refusedFor('NOT_OPEN'));
  });

  const submissions = new Map();
  it('opens, judges what the teams send, and keeps their code to them', async () => {
    assert.equal((await change({ opensAt: new Date(Date.now() - 1000).toISOString() })).phase, 'COMPETITIVE');
    for (const index of [0, 1, 3, 10, 11]) {
      submissions.set(index, (await submit(personAt(index), SLUG, files, `by-student-${index}`)).id);
    }
    for (const [index, id] of submissions) {
      const evaluation = await waitForEvaluation(personAt(index), id);
      assert.equal(evaluation.state, 'SCORED', JSON.stringify(evaluation.failure));
      assert.equal(
        evaluation.baggedScores.some(({ step }) => step === 'test'),
        false,
      );
    }
    assert.ok((await filesOf(personAt(2), submissions.get(0))).length > 0, 'the team sees what one of it has sent');
    assert.equal(await filesOf(personAt(10), submissions.get(0)), null);
    const { board } = await eventOf(personAt(10), 'board(kind: PUBLIC_COMPETITION) { totalCount }');
    assert.equal(board.totalCount, 4, 'one row a team');
    await assert.rejects(eventOf(personAt(10), 'board(kind: PRIVATE) { totalCount }'), /Private|closed|may/i);
  });

  it('opens up the code, which others read, import and credit', async () => {
    assert.equal((await change({ publicOpensAt: new Date(Date.now() - 1000).toISOString() })).phase, 'COLLABORATIVE');
    const reader = personAt(12);
    assert.deepEqual(await filesOf(reader, submissions.get(0)), files);
    const { myParticipation } = await eventOf(reader, 'myParticipation { draft { version } }');
    await reader.mutate('importIntoDraft', 'ImportIntoDraftInput', 'draft { version }', {
      submissionId: submissions.get(0),
      paths: ['estimator.py'],
      expectedVersion: myParticipation.draft.version,
    });
    submissions.set(12, (await submit(reader, SLUG, files, 'by-student-12')).id);
    assert.equal((await waitForEvaluation(reader, submissions.get(12))).state, 'SCORED');
    await reader.mutate('declareCredits', 'DeclareCreditsInput', 'submission { id }', {
      submissionId: submissions.get(12),
      credits: [{ sourceId: submissions.get(0), fraction: 0.5 }],
    });
  });

  it('closes with the selected entries, and hands out the final board', async () => {
    const team = await teamOf(personAt(1));
    const chosen = { teamId: team.id, submissionIds: [submissions.get(1)] };
    await personAt(0).mutate('selectForFinal', 'SelectForFinalInput', '__typename', chosen);
    const { event } = await admin.mutate('closeEvent', 'EventInput', 'event { phase }', { slug: SLUG });
    assert.equal(event.phase, 'CLOSED');
    await assert.rejects(submit(personAt(0), SLUG, files), refusedFor('NOT_OPEN'));

    const rows = 'rows { rank teamName submissionName move scores { step scoreType value } }';
    const { board } = await eventOf(personAt(20), `board(kind: PRIVATE_COMPETITION) { totalCount ${rows} }`);
    assert.equal(board.totalCount, 5);
    assert.ok(board.rows.some(({ submissionName }) => submissionName === 'by-student-1'));
    assert.equal(
      board.rows.some(({ submissionName }) => submissionName === 'by-student-0'),
      false,
    );
    assert.ok(board.rows.every(({ scores }) => scores.some(({ step, value }) => step === 'test' && value > 0)));

    // Who signs in as a program may export, too: the session's cookie or a token.
    const name = `export-${randomUUID().slice(0, 8)}`;
    const { token } = await admin.mutate('createAccessToken', 'CreateAccessTokenInput', 'token', {
      name,
      scopes: ['READ', 'ADMIN'],
    });
    const exported = async (format) =>
      fetch(`${stack.apiUrl}/events/${SLUG}/board.${format}?kind=PRIVATE_COMPETITION`, {
        headers: { authorization: `Bearer ${token}` },
      });
    const csv = (await (await exported('csv')).text()).trim().split('\n');
    assert.equal(csv.length, 1 + 5);
    assert.equal((await exported('json')).status, 200);
    assert.equal((await fetch(`${stack.apiUrl}/events/${SLUG}/board.csv?kind=PRIVATE_COMPETITION`)).status, 403);
    let results = [];
    for (let tries = 0; results.length === 0 && tries < 200; tries++) {
      await sleep(100);
      results = (await eventOf(admin, 'finalResults { revision standings { totalCount } }')).finalResults;
    }
    assert.equal(results[0].standings.totalCount, 5);
  });

  it('goes to the archive, where it is read and no longer changed, and has left its trace', async () => {
    await admin.mutate('archiveEvent', 'EventInput', 'event { archivedAt }', { slug: SLUG });
    await assert.rejects(change({ title: 'Another' }), Refused);
    const { auditLog } = await admin.query(
      'query ($slug: String!) { auditLog(eventSlug: $slug, first: 200) { rows { act } } }',
      { slug: SLUG },
    );
    const acts = new Set(auditLog.rows.map(({ act }) => act));
    for (const act of ['updateEvent', 'closeEvent', 'archiveEvent']) assert.ok(acts.has(act), `${act} in ${[...acts]}`);
  });
});
