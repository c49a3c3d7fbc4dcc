import assert from 'node:assert/strict';
import path from 'node:path';
import { describeKit } from '../describe-kit.js';
import { kitsFolder, openWorkshop, type Workshop } from '../testing/open-workshop.js';

describe('problem runtimes', function () {
  this.timeout(60_000);
  let workshop: Workshop;
  before(async () => {
    workshop = await openWorkshop();
  });
  after(() => workshop.close());

  it('start a problem once for many first users, and keep it warm', async () => {
    const problem = await workshop.problemOf('iris');
    const used = await Promise.all(
      Array.from({ length: 5 }, () => workshop.runtimes.use(problem, async (runtime) => runtime)),
    );
    assert.equal(new Set(used).size, 1);
  });

  it('start anew after a crash; what was running is the platform’s fault', async () => {
    const problem = await workshop.problemOf('iris');
    const { runtimes } = workshop;
    const before = await runtimes.use(problem, async (runtime) => runtime);
    const endless = workshop.run(problem, 0, { 'estimator.py': 'while True: pass' });
    setTimeout(() => before.folds.close(), 300);
    await assert.rejects(endless, { name: 'PlatformFault' });
    await before.broken;
    const after = await runtimes.use(problem, async (runtime) => runtime);
    assert.notEqual(after, before);
    const outcome = await workshop.run(problem, 0, path.join(kitsFolder, 'iris', 'submissions', 'starting_kit'));
    assert.equal(outcome.kind, 'scored');
  });

  it('refuse a broken kit as data, with file and line', async () => {
    const problem = await workshop.problemOf('iris', { 'problem.py': 'import numpy\n\nnumpy.none\n' });
    const outcome = await describeKit(problem, workshop.runtimes);
    assert.equal(outcome.kind, 'refused');
    assert.equal(outcome.fileName, 'problem.py');
    assert.equal(outcome.line, 3);
    assert.match(outcome.message, /AttributeError/);
  });

  it('refuse a kit that reads its data when it is imported: that would not work where submissions run', async () => {
    const problem = await workshop.problemOf('digits', {
      'problem.py': 'import pandas as pd\npd.read_csv("data/train.csv")\nfrom problem_ import *\n',
      'problem_.py': '',
    });
    const outcome = await describeKit(problem, workshop.runtimes);
    assert.equal(outcome.kind, 'refused');
  });

  it('describe a kit', async () => {
    const outcome = await describeKit(await workshop.problemOf('diabetes'), workshop.runtimes);
    assert.equal(outcome.kind, 'described', JSON.stringify(outcome));
    assert.equal(outcome.description.workflow, 'FeatureExtractorRegressor');
    assert.ok(outcome.description.sampleSubmissions.includes('starting_kit'));
    assert.match(outcome.description.environment['python'] ?? '', /^3\./);
  });
});
