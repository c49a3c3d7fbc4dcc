import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kitCheck } from '@databoard/shared/kit-check';
import { kitsFolder } from '../testing/open-workshop.js';
import { runDataboard } from '../testing/run-databoard.js';

const iris = path.join(kitsFolder, 'iris');

describe('databoard check', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'databoard-check-'));
  });
  after(() => rm(folder, { recursive: true }));

  const changed = async (name: string, before: string, after: string): Promise<string> => {
    const kit = path.join(folder, name);
    await cp(iris, kit, { recursive: true });
    const file = path.join(kit, 'problem.py');
    const code = await readFile(file, 'utf8');
    assert.ok(code.includes(before));
    await writeFile(file, code.replace(before, after));
    return kit;
  };

  it('prints scores, time, memory, rows and findings, and ends with 0', async () => {
    const { code, stdout, stderr } = await runDataboard(['check', iris]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Iris species classification\n/);
    assert.match(stdout, /\n\t +step +acc +nll\n\tstarting_kit +train +0\.\d{3} ± 0\.\d{5} +0\.\d{3} ± 0\.\d{5}\n/);
    assert.match(stdout, /\n\tstarting_kit +bagged test +0\.\d{3} +0\.\d{3}\n/);
    assert.match(stdout, /\n\tconstant predictor +bagged valid +0\.\d{3} +1\.099\n/);
    assert.match(stdout, /\n\tpermuted labels +valid +0\.\d{3} ± /);
    assert.match(
      stdout,
      /\n\tBy the clock, start included, all folds took \d+\.\d\d s\. Summed over folds: train .* s, valid .* s, test .* s; the slowest fold \d+\.\d\d s\.\n/,
    );
    assert.match(
      stdout,
      /\n\tBeyond libraries and features, a fold takes \d+ MiB of memory at most\. A second run of fold 0 gave the same predictions; scores differ by 0\.\n/,
    );
    assert.match(
      stdout,
      /\n\tOf 125 validation rows of all folds, 0 are training rows, \d+ look like one\. Of 50 test rows, \d+ to \d+ look like a training row, depending on the fold\.\n/,
    );
    assert.match(stdout, /\nFindings\n-+\n\tnote +On average over folds, 1\.2 % of the test rows/);
  });

  it('ends with 1 when scores mean nothing; for scripts as one object that a platform would store', async () => {
    const kit = await changed(
      'leak',
      'drop(columns=_target_column_name)',
      "rename(columns={_target_column_name: 'answer'})",
    );
    const { code, stdout, stderr } = await runDataboard(['check', kit, '--json']);
    assert.equal(code, 1, stderr);
    const check = kitCheck.parse(kitCheck.decode(JSON.parse(stdout)));
    assert.deepEqual(check.tellingColumns, [{ name: 'answer', how: 'equals' }]);
    // A tree cannot split at words, so that there is another error too.
    assert.deepEqual(
      check.findings.map(({ severity }) => severity),
      ['error', 'error', 'note'],
    );
    assert.match(check.findings[0]?.text ?? '', /^The starting kit \(starting_kit\) fails on fold \d: .*ValueError/);
    assert.match(stderr, /\n\tStarting kit: Your code raised ValueError while training/);
    assert.match(stderr, /\n\terror +X holds the target: answer equals it one to one\./);
    assert.match(stderr, /The check found errors\.\n$/);
  });

  it('ends with 2 when the kit is broken, and with 64 when the line makes no sense', async () => {
    const kit = await changed('broken', 'problem_title', 'problem_titel');
    const broken = await runDataboard(['check', kit]);
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /The kit is broken: problem\.py does not define problem_title/);
    assert.equal((await runDataboard(['check', iris, '--expose', '../up'])).code, 64);
    assert.equal((await runDataboard(['check'])).code, 64);
  });

  it('ends with 3 when kits cannot be run here', async () => {
    const { code, stderr } = await runDataboard(['check', iris], { PYTHON: '/nowhere/python3' });
    assert.equal(code, 3);
    assert.match(stderr, /No Python with/);
  });
});
