import assert from 'node:assert/strict';
import { description } from '../testing/fake-worker.js';
import { type RescorableVersion, refuseVersion } from './rescorable.policy.js';

const from: RescorableVersion = { id: 'one', problemId: 'iris', state: 'READY', description, hasPrivateData: false };
const to = (changed: Partial<typeof description> = {}, more: Partial<RescorableVersion> = {}): RescorableVersion => ({
  ...{ ...from, id: 'two', description: { ...description, ...changed } },
  ...more,
});
const refused = (version: RescorableVersion, official = 'acc') => refuseVersion(from, version, official);

describe('which version can score stored predictions', () => {
  it('one with other labels, score types, title, files or environment', () => {
    assert.equal(refused(to()), null);
    const changed = to({
      title: 'Other',
      workflow: 'Other',
      elements: [],
      scoreTypes: description.scoreTypes.slice(0, 1),
      leaderboardScoreKind: 'mean',
      environment: {},
    });
    assert.equal(refused(changed), null);
  });

  const other = '1'.repeat(64);
  const [fold] = description.folds;
  const cases: [string, RescorableVersion, RegExp][] = [
    ['another problem’s', to({}, { problemId: 'wine' }), /another problem/],
    ['the same', to({}, { id: 'one' }), /already/],
    ['one that is being checked', to({}, { state: 'CHECKING', description: null }), /not ready/],
    ['one that was refused', to({}, { state: 'REFUSED', description: null }), /not ready/],
    ['one without the official score type', to({ scoreTypes: description.scoreTypes.slice(1) }), /no score type “acc”/],
    ['one of other predictions', to({ predictionType: 'regression' }), /regression.*multiclass.*run again/],
    ['one with fewer folds', to({ folds: fold ? [fold] : [] }), /has 1 folds.*has 2.*run again/],
    ['one with more training rows', to({ trainRows: 121 }), /121 training rows.*120.*run again/],
    ['one without test data', to({ testRows: null }), /no test rows.*30.*run again/],
    ['one with other folds of the same size', to({ foldsDigest: other }), /other folds.*run again/],
    ['one with other features', to({ featuresDigest: other }), /other features.*run again/],
    ['one that cannot tell', to({ featuresDigest: null }), /not known.*run again/],
  ];
  for (const [what, version, message] of cases) {
    it(`not ${what}`, () => {
      const refusal = refused(version);
      assert.match(refusal?.message ?? '', message);
      assert.equal(refusal?.field, 'problemVersionId');
    });
  }

  it('not one that drops the private data, whatever code may have printed of it', () => {
    const hidden = { ...from, hasPrivateData: true };
    assert.match(refuseVersion(hidden, to(), 'acc')?.message ?? '', /no private data.*--data/);
    assert.equal(refuseVersion(hidden, to({}, { hasPrivateData: true }), 'acc'), null);
    assert.equal(refuseVersion(from, to({}, { hasPrivateData: true }), 'acc'), null);
  });

  it('not any, when the event’s own was described before there were digests', () => {
    const { featuresDigest: _, foldsDigest: __, ...older } = description;
    const old = { ...from, description: older as typeof description };
    assert.match(refuseVersion(old, to(), 'acc')?.message ?? '', /folds is not known.*run again/);
  });
});
