import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { RescoringOutcome } from '@databoard/shared/rescored-evaluation';
import { sweep } from '../sweep.js';
import { actsOn } from './acts-on.js';
import { rescored, scoredBag, scoredFold } from './fake-worker.js';
import type { Data, GraphqlClient } from './graphql-client.js';
import { boardQuery, join, kit, newAdmin, newUser, openEvent, publishReady, submitTo, untilState } from './scenario.js';
import { eventually, startTestApp, type TestApp } from './test-app.js';

const standing = '{ state publicScore privateScore publicRank privateRank }';
const fields = `id state note message createdAt endedAt waitingCount doneCount failedCount withoutPredictionsCount
  unfinishedCount requestedBy { username } endedBy { username } fromVersion { number } toVersion { number }
  comparison { rowCount scoreChanges rankChanges losses rows {
    id teamName submissionName state isScoreChanged isRankChanged message before ${standing} after ${standing} } }`;
export const startMutation = `mutation ($input: StartRescoringInput!) {
  startRescoring(input: $input) { rescoring { ${fields} } refusal { reason field message } } }`;
export const endMutation = (name: 'applyRescoring' | 'dropRescoring') => `mutation ($id: ID!) {
  ${name}(id: $id) { rescoring { ${fields} } refusal { reason message } } }`;
export const readQuery = `query ($id: ID!) { rescoring(id: $id) { ${fields} } }`;
const historyQuery = `query ($id: ID!) { submission(id: $id) {
  officialScore evaluation { id } evaluations {
    id state isCurrent problemVersion { number } baggedScores { scoreType step value }
    failure { reason message } foldRuns { state attempt trainSeconds peakMemoryMiB scores { scoreType step value } } } } }`;
export const sha = (text: string) => createHash('sha256').update(text).digest('hex');

/** An api with an admin for a `describe`, and the acts of its tests. What it names is there once its tests run. */
export function rescoringScene() {
  let test: TestApp;
  let admin: GraphqlClient;
  // Each test sweeps when it wants to, with a clock moved past the time that rows may stay untouched.
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test, 'root');
  });
  after(() => test.close());

  /** What each submission scores, by the digest of its predictions: before, and under the new version. */
  let results: Map<string, RescoringOutcome | undefined>;
  beforeEach(() => {
    results = new Map();
    test.worker.script.fold = () => scoredFold(0.8);
    test.worker.script.rescore = ({ folds }) => results.get(folds[0]?.train ?? '') ?? rescored(0.5, folds.length);
  });

  let kits = 0;
  /** An event on version 1 of a problem that has a version 2. */
  const scene = async () => {
    const name = `rescored-${++kits}`;
    const one = await publishReady(admin, { name, files: { ...kit, 'problem.py': `# ${name} 1` } });
    const two = await publishReady(admin, { name, files: { ...kit, 'problem.py': `# ${name} 2` } });
    return { one, two, name, slug: await openEvent(test, admin, { problemVersionId: one }) };
  };
  const participant = async (slug: string) => {
    const client = await newUser(test);
    await join(client, slug);
    return client;
  };
  /** A submission that scores `value`, and `then` under the new version. */
  const scored = async (
    client: GraphqlClient,
    slug: string,
    value: number,
    anew?: RescoringOutcome,
  ): Promise<string> => {
    const train = sha(`${slug} ${value}`);
    results.set(train, anew);
    test.worker.script.fold = () => ({ ...scoredFold(value), predictions: { train, test: sha('test') } }) as never;
    test.worker.script.bag = () => scoredBag(value);
    const { submission } = await submitTo(client, slug);
    await untilState(client, submission.id, 'SCORED');
    return submission.id;
  };
  const start = async (slug: string, problemVersionId: string, note = 'Two labels were wrong.') =>
    (await admin.data(startMutation, { input: { eventSlug: slug, problemVersionId, note } })).startRescoring;
  const read = async (id: string): Promise<Data> => (await admin.data(readQuery, { id })).rescoring;
  const end = async (name: 'applyRescoring' | 'dropRescoring', id: string) =>
    (await admin.data(endMutation(name), { id }))[name];
  const board = async (slug: string) => (await admin.data(boardQuery, { slug })).event.leaderboard.rows;
  const history = async (client: GraphqlClient, id: string) => (await client.data(historyQuery, { id })).submission;
  const sql = (text: string, values: unknown[] = []) => test.app.orm.em.fork().execute<Data[]>(text, values);
  const sweepLater = async () => {
    test.clock.advance(4);
    await sweep({ ...test.app.services, em: test.app.orm.em });
  };
  const until = (id: string, state: string, meanwhile: () => Promise<void> = async () => {}) =>
    eventually(async () => {
      await meanwhile();
      const rescoring = await read(id);
      return rescoring.state === state ? rescoring : null;
    }, `the rescoring is ${state}`);
  const started = async (slug: string, version: string, state = 'READY') => {
    const { rescoring, refusal } = await start(slug, version);
    assert.equal(refusal, null, JSON.stringify(refusal));
    return until(rescoring.id, state);
  };
  const attemptsOf = async (id: string) => {
    const rows = await sql('select id from rescored_evaluation where rescoring_id = ?', [id]);
    const ids = rows.map((row) => row.id);
    return test.worker.rescores.filter((job) => ids.includes(job.rescoredEvaluationId)).map(({ attempt }) => attempt);
  };
  return {
    get test() {
      return test;
    },
    get admin() {
      return admin;
    },
    get results() {
      return results;
    },
    scene,
    participant,
    scored,
    start,
    started,
    until,
    read,
    end,
    board,
    history,
    sql,
    actsOn: (id: string) => actsOn(test, id),
    sweepLater,
    attemptsOf,
  };
}
