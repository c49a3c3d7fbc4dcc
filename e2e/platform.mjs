import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../scripts/command.mjs';
import { graphqlClient } from '../scripts/demo/graphql.mjs';
import { node } from '../scripts/root.mjs';
import { ENTRIES } from '../scripts/stack.mjs';

const DAY_MS = 24 * 3600 * 1000;
const ENDED = /^(SCORED|CANCELLED|[A-Z]+_ERROR)$/;
export const PASSWORD = 'correct horse battery staple';

/** Creates a site admin the way an operator does, and signs in. `token` is for the command line. */
export async function signInAsNewAdmin({ apiUrl, env }, username = `admin-${randomUUID().slice(0, 8)}`) {
  const args = ['--username', username, '--email', `${username}@example.org`, '--display-name', 'Admin'];
  const settings = { ...env, DATABOARD_ADMIN_PASSWORD: PASSWORD };
  const { code, output } = await runCommand(node, [ENTRIES.createAdmin, ...args], { env: settings });
  if (code !== 0) throw new Error(output);
  const client = graphqlClient(apiUrl);
  await client.mutate('signIn', 'SignInInput', 'viewer { id }', { login: username, password: PASSWORD });
  const input = { name: 'e2e', scopes: ['SUBMIT', 'ADMIN'] };
  const { token } = await client.mutate('createAccessToken', 'CreateAccessTokenInput', 'token', input);
  return { client, token, username };
}

/** Signs a new participant up for the platform and for an event. */
export async function joinAsNewUser({ apiUrl }, eventSlug, username = `user-${randomUUID().slice(0, 8)}`) {
  const client = graphqlClient(apiUrl);
  const input = { username, email: `${username}@example.org`, password: PASSWORD };
  await client.mutate('signUp', 'SignUpInput', 'viewer { id }', input);
  await client.mutate('signUpForEvent', 'SignUpForEventInput', 'participation { state }', { eventSlug });
  return { client, username };
}

/** Publishes a kit with the command line; answers with the problem version, which may be a refused one. */
export async function publishKit({ apiUrl, env }, admin, kit) {
  const args = [ENTRIES.cli, 'publish', kit, '--api', apiUrl, '--json'];
  const { output } = await runCommand(node, args, { env: { ...env, DATABOARD_TOKEN: admin.token } });
  const version = output.split('\n').findLast((line) => line.startsWith('{'));
  if (version === undefined) throw new Error(`databoard publish ${kit}: ${output}`);
  return JSON.parse(version);
}

/** Opens an event on a problem version, in which one may submit again at once. `further` are other fields of the input. */
export async function openEvent(admin, version, slug, further = {}) {
  const input = {
    slug,
    title: version.title,
    problemVersionId: version.id,
    opensAt: new Date(Date.now() - DAY_MS).toISOString(),
    closesAt: new Date(Date.now() + DAY_MS).toISOString(),
    minSecondsBetweenSubmissions: 0,
    ...further,
  };
  await admin.client.mutate('createEvent', 'CreateEventInput', 'event { id }', input);
}

/** Publishes a kit that the platform must take and opens an event on it. */
export async function publishAndOpenEvent(stack, admin, kit, slug) {
  const version = await publishKit(stack, admin, kit);
  if (version.state !== 'READY') throw new Error(`databoard publish ${kit}: ${version.refusalMessage}`);
  await openEvent(admin, version, slug);
  return version;
}

/** Submits files to an event; answers with the ids. */
export async function submit(client, eventSlug, files, name = `e2e-${randomUUID().slice(0, 8)}`) {
  const input = { eventSlug, name, files, idempotencyKey: randomUUID() };
  const fields = 'submission { id evaluation { id state } }';
  const { submission } = await client.mutate('submit', 'SubmitInput', fields, input);
  return { id: submission.id, evaluationId: submission.evaluation.id };
}

const EVALUATION = `query ($id: ID!) { submission(id: $id) { evaluation { id state
  failure { message exceptionMessage }
  foldRuns { foldIndex state attempt scores { step scoreType value } }
  baggedScores { step scoreType value } } } }`;

/** Reads a submission's evaluation with the viewer's rights; undefined while the api cannot be reached. */
export const readEvaluation = (client, id) =>
  client.query(EVALUATION, { id }).then(
    ({ submission }) => submission.evaluation,
    () => undefined,
  );

/** Polls until the evaluation is in a state that `wanted` accepts; throws with what it saw when the time is over. */
export async function waitForEvaluation(
  client,
  id,
  { wanted = ({ state }) => ENDED.test(state), timeoutSeconds = 60 } = {},
) {
  const end = Date.now() + timeoutSeconds * 1000;
  let evaluation;
  while (Date.now() < end) {
    evaluation = (await readEvaluation(client, id)) ?? evaluation;
    if (evaluation && wanted(evaluation)) return evaluation;
    await sleep(50);
  }
  throw new Error(`Not there after ${timeoutSeconds} s: ${JSON.stringify(evaluation)}`);
}
