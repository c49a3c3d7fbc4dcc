import assert from 'node:assert/strict';
import { parseRequirements } from './requirements.js';

const texts = (content: string, withRampwf = false) =>
  parseRequirements(content, { withRampwf }).map(({ text }) => text);

describe('a kit’s requirements.txt', () => {
  it('may hold names, versions, extras, markers and comments', () => {
    const content = [
      '\uFEFF# libraries',
      'numpy',
      '  pandas >= 1.5 , < 3  # tables',
      'Scikit_Learn[alldeps, tests]~=1.2 ; python_version >= "3.9"',
      'scipy (>=1.9)',
      'seaborn==0.12.*',
      'lightgbm \\',
      '  >= 4',
      '',
    ].join('\r\n');
    assert.deepEqual(texts(content), [
      'numpy',
      'pandas>=1.5,<3',
      'Scikit_Learn[alldeps,tests]~=1.2 ; python_version >= "3.9"',
      'scipy>=1.9',
      'seaborn==0.12.*',
      'lightgbm>=4',
    ]);
    const [last] = parseRequirements(content, { withRampwf: false }).slice(-1);
    assert.deepEqual([last?.name, last?.line], ['lightgbm', 7]);
    assert.equal(parseRequirements('Scikit_Learn', { withRampwf: false })[0]?.name, 'scikit-learn');
  });

  it('leaves ramp-workflow out in every form, or keeps its name where the installed one is asked for', () => {
    const content = [
      'ramp-workflow==0.2',
      'rampwf',
      'git+https://example.org/x/ramp-workflow.git@master#egg=rampwf',
      'https://example.org/ramp-workflow/archive/master.zip',
      '-e git+https://example.org/x/ramp-workflow#egg=ramp-workflow',
      'numpy',
    ].join('\n');
    assert.deepEqual(texts(content), ['numpy']);
    assert.deepEqual(texts(content, true), ['ramp-workflow==0.2', 'rampwf', 'numpy']);
  });

  const refusedLines: [string, RegExp][] = [
    ['-e .', /editable/],
    ['--editable ./package', /editable/],
    ['-r other.txt', /options of pip/],
    ['--index-url https://example.org/simple', /options of pip/],
    ['numpy --hash=sha256:00', /hashes/],
    ['git+https://example.org/package.git', /version control/],
    ['package @ git+ssh://git@example.org/package', /version control/],
    ['https://example.org/package.whl', /address/],
    ['package @ https://example.org/package.whl', /address/],
    ['package@file:///root/package.whl', /address/],
    ['./package', /path/],
    ['../package.whl', /path/],
    ['/opt/package', /path/],
    ['packages/one', /path/],
    ['package-1.0-py3-none-any.whl', /file/],
    ['numpy=1.24', /conda/],
    ['numpy>=$VERSION', /not a requirement/],
    ['two words', /not a requirement/],
  ];
  for (const [line, why] of refusedLines) {
    it(`refuses “${line}”`, () => {
      assert.throws(
        () => parseRequirements(`numpy\n\n${line}\n`, { withRampwf: false }),
        (error: Error) => {
          assert.equal(error.name, 'KitRefused');
          assert.match(error.message, why);
          assert.match(error.message, /write the name/);
          assert.deepEqual({ ...error }, { name: 'KitRefused', fileName: 'requirements.txt', line: 3 });
          return true;
        },
      );
    });
  }
});
