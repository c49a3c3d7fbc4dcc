// Two submissions to the iris kit that need each other: each guesses where the other one knows, so an ensemble has both.
import { setTimeout as sleep } from 'node:timers/promises';
import { submit, waitForEvaluation } from './platform.mjs';

const half = (species, guess) => `from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression


class Half(ClassifierMixin, BaseEstimator):
    def fit(self, X, y):
        self.model_ = LogisticRegression(max_iter=200).fit(X, y)
        self.classes_ = self.model_.classes_
        return self

    def predict_proba(self, X):
        known = self.model_.predict_proba(X)
        known[known.argmax(axis=1) == ${species}] = ${guess}
        return known


def get_estimator():
    return Half()
`;
const HALVES = { no_setosa: half(0, '[0.45, 0.55, 0.0]'), no_virginica: half(2, '[0.0, 0.55, 0.45]') };

const CURVE = 'query ($slug: String!) { event(slug: $slug) { blend { curve { combined { size value } } } } }';

/** Submits both and waits for an ensemble of both; answers with their ids, and what it scores by number of members. */
export async function submitHalves(client, slug) {
  const ids = [];
  for (const [name, content] of Object.entries(HALVES)) {
    const { id } = await submit(client, slug, [{ path: 'estimator.py', content }], name);
    await waitForEvaluation(client, id);
    ids.push(id);
  }
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
    const { event } = await client.query(CURVE, { slug });
    const points = event.blend?.curve?.combined ?? [];
    if (points.length > 1) return { ids, points };
  }
  throw new Error('There is no ensemble of two submissions.');
}
