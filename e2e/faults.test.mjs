// Whatever part of the platform dies in the middle of a run, the evaluation reaches its end by itself.
import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { root } from '../scripts/root.mjs';
import { startBreakablePlatform } from './breakable-platform.mjs';
import { largestDifference, scoresOfEvaluation } from './compare-scores.mjs';
import { claimOwnServices } from './own-services.mjs';
import { publishAndOpenEvent, signInAsNewAdmin, submit, waitForEvaluation } from './platform.mjs';

const RECOVERY_SECONDS = 30;
const EVENT = 'faults';
// Slow enough to be hit in the middle: five folds, two at a time on two cores.
const SLOW = `import time
from sklearn.tree import DecisionTreeClassifier


class Slow(DecisionTreeClassifier):
    def fit(self, X, y):
        time.sleep(1)
        return super().fit(X, y)


def get_estimator():
    return Slow(max_depth=2, random_state=57)
`;

describe('a fault in the middle of a run', function () {
  this.timeout(180_000);
  let platform;
  let admin;
  let database;
  let undisturbed;
  /** Evaluations that came through a fault. */
  const survivors = [];

  const submitSlow = () => submit(admin.client, EVENT, [{ path: 'estimator.py', content: SLOW }]);
  const isInTheMiddle = ({ foldRuns }) => {
    const scored = foldRuns.filter(({ state }) => state === 'SCORED').length;
    return scored > 0 && scored < foldRuns.length;
  };

  before(async () => {
    claimOwnServices();
    platform = await startBreakablePlatform();
    admin = await signInAsNewAdmin(platform);
    await publishAndOpenEvent(platform, admin, path.join(root, 'kits', 'iris'), EVENT);
    const join = { eventSlug: EVENT };
    await admin.client.mutate('signUpForEvent', 'SignUpForEventInput', 'participation { state }', join);
    database = new pg.Client(platform.databaseUrl);
    await database.connect();
    const { id } = await submitSlow();
    undisturbed = await waitForEvaluation(admin.client, id);
    assert.equal(undisturbed.state, 'SCORED');
  });

  after(async () => {
    await database?.end();
    await platform?.stop();
  });

  async function scoreRows(evaluationId) {
    const { rows } = await database.query(
      'select count(*)::int as "all", count(distinct (fold_run_id, score_type, step))::int as "different" from score where evaluation_id = $1',
      [evaluationId],
    );
    return rows[0];
  }

  // Breaks a running evaluation, waits for its end, and checks that nothing was lost, doubled or changed.
  async function survives(what, breakIt) {
    const { id, evaluationId } = await submitSlow();
    await waitForEvaluation(admin.client, id, { wanted: isInTheMiddle });
    await breakIt();
    const backAt = Date.now();
    const evaluation = await waitForEvaluation(admin.client, id, { timeoutSeconds: 2 * RECOVERY_SECONDS });
    const seconds = (Date.now() - backAt) / 1000;
    console.log(`      ${what}: ${evaluation.state} ${seconds.toFixed(1)} s after the parts were back`);
    assert.equal(evaluation.state, 'SCORED');
    assert.ok(seconds <= RECOVERY_SECONDS, `took ${seconds} s`);
    assert.equal(largestDifference(scoresOfEvaluation(evaluation), scoresOfEvaluation(undisturbed)).difference, 0);

    survivors.push(evaluationId);
  }

  it('kill -9 of the worker loses nothing', () =>
    survives('kill -9 of the worker', async () => {
      await platform.end('worker', 'SIGKILL');
      await platform.start('worker');
    }));

  it('flushing Redis loses nothing', () => survives('FLUSHALL', () => platform.flushRedis()));

  it('a restart of the api loses nothing', () =>
    survives('restart of the api', async () => {
      await platform.end('api', 'SIGTERM');
      await platform.start('api');
    }));

  it('kill -9 of the api loses nothing', () =>
    survives('kill -9 of the api', async () => {
      await platform.end('api', 'SIGKILL');
      await sleep(2700); // longer than the rest of the run: reports wait in the queue
      await platform.start('api');
    }));

  it('a restart of an empty Redis loses nothing', async function () {
    if (!platform.redisIsReal) return this.skip();
    await survives('restart of Redis', async () => {
      await platform.stopRedis();
      await sleep(1000);
      await platform.startRedis();
    });
  });

  it('everything at once loses nothing', () =>
    survives('kill -9 of worker and api, FLUSHALL', async () => {
      await Promise.all([platform.end('worker', 'SIGKILL'), platform.end('api', 'SIGKILL'), platform.flushRedis()]);
      await Promise.all([platform.start('worker'), platform.start('api')]);
    }));

  it('the platform takes the next submission as if nothing had happened', async () => {
    const { id } = await submitSlow();
    assert.equal((await waitForEvaluation(admin.client, id)).state, 'SCORED');
  });

  it('nothing was counted twice, whatever came late', async () => {
    // Reports of lost attempts may still come in.
    await sleep(1000);
    const scores = undisturbed.foldRuns.flatMap((run) => run.scores).length + undisturbed.baggedScores.length;
    assert.ok(survivors.length >= 5);
    for (const evaluationId of survivors) {
      assert.deepEqual(await scoreRows(evaluationId), { all: scores, different: scores });
    }
  });
});
