import assert from 'node:assert/strict';
import { containment, fingerprintOf, sharesCode } from './fingerprint.js';

const forest = `
from sklearn.ensemble import RandomForestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def get_estimator():
    # as many trees as the time allows
    model = RandomForestClassifier(n_estimators=120, max_depth=7, random_state=3)
    return make_pipeline(StandardScaler(), model)
`;
const ridge = `
import numpy as np
from sklearn.linear_model import RidgeCV


class Regressor:
    def fit(self, X, y):
        self.alphas = np.logspace(-3, 3, 20)
        self.model = RidgeCV(self.alphas).fit(X, y)

    def predict(self, X):
        return self.model.predict(X)
`;
const like = (one: string, other: string) => containment(fingerprintOf(one), new Set(fingerprintOf(other)));

describe('fingerprints of code', () => {
  it('do not depend on layout, comments and texts', () => {
    const other = forest
      .replace('# as many trees as the time allows', '# no comment')
      .replaceAll('    ', '\t')
      .replaceAll(', ', ',\n        ');
    assert.deepEqual(fingerprintOf(other), fingerprintOf(forest));
    assert.deepEqual(fingerprintOf(`x = f("one", 'two')${forest}`), fingerprintOf(`x = f("three", "four")${forest}`));
  });

  it('find any shared run of thirteen tokens in a file of other things', () => {
    const tokens = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${prefix}${index}`).join(' ');
    for (let shift = 0; shift < 30; shift++) {
      const shared = tokens('shared', 13);
      const one = `${tokens('one', 40 + shift)} ${shared} ${tokens('end', 50)}`;
      const other = `${tokens('other', 60)} ${shared} ${tokens('last', 20 + shift)}`;
      assert.ok(like(one, other) > 0, `shifted by ${shift}`);
      assert.equal(like(tokens('one', 80), tokens('other', 80)), 0);
    }
  });

  it('say which part is in the other', () => {
    assert.equal(like(forest, forest), 1);
    assert.equal(like(forest, ridge), 0);
    const both = like(forest + ridge, forest);
    assert.ok(both > 0.3 && both < 0.8, `${both}`);
    assert.ok(like(forest, forest + ridge) > 0.9);
    assert.equal(like('', forest), 0);
  });

  it('fit PostgreSQL’s integers, sorted, without repeats', () => {
    const hashes = fingerprintOf(forest + ridge);
    assert.deepEqual(
      hashes,
      [...new Set(hashes)].sort((a, b) => a - b),
    );
    assert.ok(hashes.length > 10 && hashes.every((hash) => hash === (hash | 0)));
  });

  it('of short files go by lines', () => {
    assert.ok(sharesCode('def get_estimator(): return 1\n', 'import x\ndef get_estimator(): return 1\n'));
    assert.ok(!sharesCode('x = 1\n', 'y = 1\n'));
    assert.ok(sharesCode(forest, `import os\n${forest}`));
    assert.ok(!sharesCode(forest, ridge));
  });
});
