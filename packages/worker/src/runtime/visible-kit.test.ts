import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { defaultProblemOptions } from '@databoard/shared/problem-options';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import { describeKit } from '../describe-kit.js';
import { kitsFolder, openWorkshop, type Workshop } from '../testing/open-workshop.js';
import { storeFolders } from '../zoo/store-folder.js';

/** A submission that tells which files it finds. */
const lister = `import os

def get_estimator():
    found = [os.path.join(folder, name) for top in ('/kit', '/problem') for folder, _, names in os.walk(top) for name in names]
    raise ValueError(' '.join(sorted(found)))
`;

describe('what submissions see of a kit', function () {
  this.timeout(60_000);
  let workshop: Workshop;
  let problemPy: string;
  before(async () => {
    workshop = await openWorkshop();
    problemPy = await readFile(path.join(kitsFolder, 'iris', 'problem.py'), 'utf8');
  });
  after(() => workshop.close());

  const kitWith = async (changes: Record<string, string>, expose: string[] = []) => ({
    ...(await workshop.problemOf('iris', changes)),
    options: { ...defaultProblemOptions, expose },
  });
  const seen = async (problem: ProblemReference) => {
    const outcome = await workshop.run(problem, 0, { 'estimator.py': lister });
    assert.equal(outcome.kind, 'submission-failed', JSON.stringify(outcome));
    return outcome.failure.exceptionMessage?.split(' ') ?? [];
  };
  const refusal = async (problem: ProblemReference) => {
    const outcome = await describeKit(problem, workshop.runtimes);
    assert.equal(outcome.kind, 'refused', JSON.stringify(outcome));
    return outcome;
  };

  it('is the modules that it imports, and external_imports', async () => {
    const problem = await kitWith({
      'problem.py': `import sys\nsys.path.insert(0, '/kit')\nimport helper.tool\n${problemPy}`,
      'helper/tool.py': '',
      'helper/later.py': '',
      'make_data.py': 'seed = 57',
      'helper/labels.csv': 'secret',
      'labels.csv': 'secret',
      'kaggle_data/train.csv': 'secret',
      'data/tool.py': '',
      'external_imports/package/table.json': '{}',
    });
    assert.deepEqual(await seen(problem), [
      '/kit/external_imports/package/table.json',
      '/kit/helper/later.py',
      '/kit/helper/tool.py',
      '/kit/problem.py',
    ]);
  });

  it('is also what the problem exposes, a file or a folder', async () => {
    const files = {
      'data/images/a.png': 'a',
      'data/images/b.png': 'b',
      'classes.txt': 'c',
      'data/labels.csv': 'secret',
    };
    const problem = await kitWith(files, ['data/images', 'classes.txt', 'not-there']);
    assert.deepEqual(await seen(problem), [
      '/kit/classes.txt',
      '/kit/data/images/a.png',
      '/kit/data/images/b.png',
      '/kit/problem.py',
    ]);
  });

  it('cannot be changed', async () => {
    const problem = await kitWith({ 'data/images/a.png': 'a' }, ['data/images']);
    const vandal = `import os
for path in ('/kit/problem.py', '/kit/data/images/a.png', '/kit/data/images/new.png'):
    try:
        open(path, 'w').close()
    except OSError as error:
        print(error)
    else:
        raise ValueError(path)
from sklearn.dummy import DummyClassifier as get_estimator
`;
    const outcome = await workshop.run(problem, 0, { 'estimator.py': vandal });
    assert.equal(outcome.kind, 'scored', JSON.stringify(outcome));
  });

  it('is, of private data, what is exposed, in the place where the kit was told its data are', async () => {
    const problem = await kitWith({ 'data/images/public.png': 'p' }, ['data/images']);
    const dataDigest = await storeFolders(workshop.store, [], {
      'data/images/private.png': 'p',
      'data/train.csv': await readFile(path.join(kitsFolder, 'iris', 'data', 'train.csv'), 'utf8'),
      'data/test.csv': await readFile(path.join(kitsFolder, 'iris', 'data', 'test.csv'), 'utf8'),
    });
    assert.deepEqual(await seen({ ...problem, dataDigest }), [
      '/kit/data/images/public.png',
      '/kit/problem.py',
      '/problem/data/images/private.png',
    ]);
  });

  it('is also a file beside problem.py that is read when that is imported', async () => {
    const reading = `import json\nwith open('classes.json') as file:\n    classes = json.load(file)\n${problemPy}`;
    const problem = await kitWith({ 'problem.py': reading, 'classes.json': '["a"]', 'other.json': '[]' });
    assert.deepEqual(await seen(problem), ['/kit/classes.json', '/kit/problem.py']);
    const outcome = await describeKit(problem, workshop.runtimes);
    assert.deepEqual(outcome.kind === 'described' && outcome.description.exposed, ['classes.json']);
  });

  it('is no file of data/ that problem.py reads when imported, unless it is exposed', async () => {
    const reading = `import json\nwith open('data/classes.json') as file:\n    classes = json.load(file)\n${problemPy}`;
    const files = { 'problem.py': reading, 'data/classes.json': '["a"]' };
    const { message, fileName, line } = await refusal(await kitWith(files));
    assert.match(message, /FileNotFoundError.*"expose" in databoard\.json/);
    assert.deepEqual([fileName, line], ['problem.py', 2]);
    const exposed = await describeKit(await kitWith(files, ['data/classes.json']), workshop.runtimes);
    assert.equal(exposed.kind, 'described', JSON.stringify(exposed));
  });

  it('must hold the folder that X points into', async () => {
    const pointing = `${problemPy}
_read = get_train_data
def get_train_data(path='.'):
    X, y = _read(path)
    return (os.path.join(path, 'data', 'images'), list(range(len(y)))), y
def get_cv(X, y):
    return [(slice(0, 60), slice(60, 90))]
`;
    const files = { 'problem.py': pointing, 'data/images/a.png': 'a' };
    assert.match(
      (await refusal(await kitWith(files))).message,
      /X points into data\/images.*\{"expose": \["data\/images"\]\}/,
    );
    const exposed = await describeKit(await kitWith(files, ['data/images']), workshop.runtimes);
    assert.equal(exposed.kind, 'described', JSON.stringify(exposed));
  });
});
