import assert from 'node:assert/strict';
import { fileChecks } from './file-checks.ts';

const estimator = { name: 'estimator', fileName: 'estimator.py', isPython: true };
const check = (text: string, element = estimator) => fileChecks([element], { [element.fileName]: text })[0];

describe('checks before sending', () => {
  it('finds what the workflow calls', () => {
    assert.equal(check('import x\n\ndef get_estimator():\n    pass\n')?.isMet, true);
    assert.equal(check('from mine import get_estimator\n')?.isMet, true);
    assert.equal(check('get_estimator = lambda: None\n')?.isMet, true);
  });

  it('says what is missing', () => {
    assert.deepEqual(check('def get_estimators():\n    pass\n'), {
      path: 'estimator.py',
      words: 'get_estimator() is missing',
      isMet: false,
    });
    assert.equal(check('# def get_estimator():\n')?.isMet, false);
    assert.equal(check('  \n')?.words, 'is empty');
  });

  it('asks for classes where the workflow does', () => {
    const classifier = { name: 'classifier', fileName: 'classifier.py', isPython: true };
    assert.equal(check('class Classifier(BaseEstimator):\n', classifier)?.words, 'class Classifier found');
    assert.equal(check('class MyClassifier:\n', classifier)?.isMet, false);
  });

  it('asks nothing of other files but to be there', () => {
    const data = { name: 'external_data', fileName: 'external_data.csv', isPython: false };
    assert.equal(check('a,b\n', data)?.isMet, true);
    assert.equal(check('', data)?.isMet, false);
  });
});
