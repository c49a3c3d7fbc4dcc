// Two api processes and two workers that share nothing but PostgreSQL, Redis and a bucket, as on four machines.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startS3Server } from '../packages/shared/dist/testing/s3-server.js';
import { runCommand } from '../scripts/command.mjs';
import { node, root } from '../scripts/root.mjs';
import { freePort, stopChild, waitFor } from '../scripts/services/processes.mjs';
import { serviceEnvironment, startServices } from '../scripts/services.mjs';
import { findPython } from '../scripts/setup/python.mjs';
import { ENTRIES } from '../scripts/stack.mjs';
import { beSignedIn, openBrowser, overflowPixels, signIn } from './browser.mjs';
import { claimOwnServices } from './own-services.mjs';
import {
  joinAsNewUser,
  PASSWORD,
  publishAndOpenEvent,
  signInAsNewAdmin,
  submit,
  waitForEvaluation,
} from './platform.mjs';

const EVENT = 'many-hosts';
const WORKERS = '{ workers { name state reason isSeen isPauseWanted slots busySlots isolation } }';
// Long enough that no worker can take all five folds before the other has one.
const SLOW = `import time
from sklearn.tree import DecisionTreeClassifier


class Slow(DecisionTreeClassifier):
    def fit(self, X, y):
        time.sleep(1)
        return super().fit(X, y)


def get_estimator():
    return Slow(max_depth=2, random_state=57)
`;
const answers = (url) =>
  fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );

describe('two apis and two workers with a bucket between them', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'databoard-hosts-'));
  const children = new Map();
  let services;
  let bucket;
  let admin;
  let database;
  let apis;
  let browser;

  const startProcess = (name, entry, settings) => {
    const { place } = bucket;
    const env = {
      ...process.env,
      ...serviceEnvironment(services),
      ARTIFACTS_URL: `s3://${place.bucket}/${place.prefix}`,
      S3_ENDPOINT: place.endpoint,
      S3_ACCESS_KEY_ID: place.credentials.accessKeyId,
      S3_SECRET_ACCESS_KEY: place.credentials.secretAccessKey,
      PYTHON: findPython() ?? 'python3',
      LOG_LEVEL: process.env.E2E_LOG_LEVEL ?? 'fatal',
      ...settings,
    };
    delete env.ARTIFACTS_DIR;
    const child = spawn(node, ['--enable-source-maps', entry], { env, stdio: ['ignore', 'inherit', 'inherit'] });
    children.set(name, services.guard.watch(child));
  };
  const startWorker = (name) =>
    startProcess(name, ENTRIES.worker, {
      WORKER_NAME: name,
      WORKER_DIR: path.join(folder, name),
      WORKER_SLOTS: '1',
    });
  const workerThat = async (name, fits) => {
    let seen;
    const find = async () => {
      seen = (await admin.client.query(WORKERS)).workers;
      return seen.some((worker) => worker.name === name && fits(worker));
    };
    assert.ok(await waitFor(find, 30), `${name}: ${fits} — seen: ${JSON.stringify(seen)}`);
  };

  before(async () => {
    claimOwnServices();
    services = await startServices({ ephemeral: true });
    bucket = await startS3Server();
    const migrated = await runCommand(node, [ENTRIES.migrate], {
      env: { ...process.env, ...serviceEnvironment(services) },
    });
    assert.equal(migrated.code, 0, migrated.output);
    apis = [];
    for (const name of ['api-a', 'api-b']) {
      const port = await freePort();
      const WEB_DIST = path.join(root, 'packages/web/dist');
      startProcess(name, ENTRIES.api, { PORT: String(port), UPLOADS_DIR: path.join(folder, name), WEB_DIST });
      apis.push(`http://127.0.0.1:${port}`);
    }
    for (const name of ['worker-a', 'worker-b']) startWorker(name);
    for (const url of apis) assert.ok(await waitFor(() => answers(url), 30), `${url} did not get ready`);
    const platform = { apiUrl: apis[0], env: { ...process.env, ...serviceEnvironment(services) } };
    admin = await signInAsNewAdmin(platform);
    database = new pg.Client(services.databaseUrl);
    await database.connect();
    for (const name of ['worker-a', 'worker-b'])
      await workerThat(name, ({ state, isSeen }) => state === 'TAKING' && isSeen);
    await publishAndOpenEvent(platform, admin, path.join(root, 'kits', 'iris'), EVENT);
    const join = { eventSlug: EVENT };
    await admin.client.mutate('signUpForEvent', 'SignUpForEventInput', 'participation { state }', join);
  });

  after(async () => {
    await browser?.close();
    await database?.end();
    await Promise.all([...children.values()].map((child) => stopChild(child, 'SIGTERM', 20)));
    const codes = [...children].map(([name, { exitCode }]) => `${name} ended with ${exitCode}`);
    await bucket?.close();
    await services?.stop();
    rmSync(folder, { recursive: true, force: true });
    assert.deepEqual(
      codes.filter((each) => !each.endsWith(' 0')),
      [],
    );
  });

  const submitSlow = () => submit(admin.client, EVENT, [{ path: 'estimator.py', content: SLOW }]);
  const workersOf = async (evaluationId) => {
    const { rows } = await database.query('select worker, state from fold_run where evaluation_id = $1', [
      evaluationId,
    ]);
    assert.deepEqual(new Set(rows.map(({ state }) => state)), new Set(['SCORED']));
    return rows.map(({ worker }) => worker);
  };

  it('score a submission on both workers, each fold exactly once, with artifacts in the bucket alone', async () => {
    const { id, evaluationId } = await submitSlow();
    const { state, foldRuns } = await waitForEvaluation(admin.client, id);
    assert.equal(state, 'SCORED');
    assert.deepEqual(
      foldRuns.map(({ attempt }) => attempt),
      foldRuns.map(() => 1),
    );
    assert.deepEqual(new Set(await workersOf(evaluationId)), new Set(['worker-a', 'worker-b']));
    const scores = await database.query(
      `select count(*)::int as n, count(distinct (fold_run_id, score_type, step))::int as different
         from score where evaluation_id = $1`,
      [evaluationId],
    );
    assert.equal(scores.rows[0].n, scores.rows[0].different);
    assert.ok(readdirSync(bucket.folder, { recursive: true }).length > 20);
    assert.ok(existsSync(path.join(folder, 'worker-a', 'kit')) && existsSync(path.join(folder, 'worker-b', 'kit')));
  });

  it('leave a worker out that is paused in the browser, also after it was started anew, until it is resumed', async () => {
    browser = await openBrowser(apis[1]);
    const page = await browser.newPage();
    await signIn(page, admin.username, PASSWORD);
    await page.getByRole('button', { name: /account of/i }).click();
    await page.getByRole('menuitem', { name: 'Administration' }).click();
    await page.getByRole('link', { name: 'Workers' }).click();
    const stateOf = (name, state) =>
      page.locator(`[data-testid=worker-row][data-worker=${name}][data-state=${state}]`).first();
    await stateOf('worker-b', 'TAKING').waitFor();
    await page.getByRole('button', { name: 'Pause worker-a' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await stateOf('worker-a', 'PAUSED').waitFor();
    await workerThat('worker-a', ({ state, busySlots }) => state === 'PAUSED' && busySlots === 0);
    const child = children.get('worker-a');
    child.kill('SIGTERM');
    await once(child, 'exit');
    await workerThat('worker-a', ({ state }) => state === 'STOPPED');
    startWorker('worker-a');
    await workerThat('worker-a', ({ state, isSeen }) => state === 'PAUSED' && isSeen);
    const { id, evaluationId } = await submitSlow();
    assert.equal((await waitForEvaluation(admin.client, id)).state, 'SCORED');
    assert.deepEqual(new Set(await workersOf(evaluationId)), new Set(['worker-b']));
    await page.getByRole('button', { name: 'Resume worker-a' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await stateOf('worker-a', 'TAKING').waitFor();
    assert.deepEqual(browser.trouble, []);
  });

  it('show their list to site admins alone, on a phone too', async () => {
    const { username } = await joinAsNewUser({ apiUrl: apis[0] }, EVENT);
    const phone = await browser.newPage({ width: 390, height: 844 });
    await signIn(phone, username, PASSWORD);
    await phone.getByRole('button', { name: /account of/i }).click();
    assert.equal(await phone.getByRole('menuitem', { name: 'Administration' }).count(), 0);
    await phone.goto('/admin/workers');
    await phone.getByText('Only site admins may do this.').waitFor();
    const page = await browser.newPage({ width: 390, height: 844 });
    await beSignedIn(page, admin.username, PASSWORD);
    await page.goto('/admin/workers');
    await page.getByTestId('worker-row').first().waitFor();
    assert.equal(await overflowPixels(page), 0);
  });
});
