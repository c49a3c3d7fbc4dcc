import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { elementsWithRules } from '@databoard/shared/element-rules';
import type { ProblemDescription } from '@databoard/shared/problem-description';
import { description } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, kit, newAdmin, newUser, openEvent, publishReady, submitTo } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { lookInThread } from './look-in-thread.js';
import { preflight } from './preflight.js';

const startingKit = [{ path: 'estimator.py', content: 'def get_estimator(): ...\n' }];
const look = async (content: string, sample = startingKit, workflow: Partial<ProblemDescription> = {}) => {
  const found = await preflight([{ path: 'estimator.py', content }], {
    description: { ...description, ...workflow },
    elements: elementsWithRules(description.elements, {}),
    startingKit: sample,
  });
  const [file] = found;
  assert.ok(file);
  const { severity = null, line = null } = file.findings[0] ?? {};
  return { severity, line, isRequiredFound: file.isRequiredFound };
};

describe('what a look at a file tells', () => {
  it('finds what the workflow calls, however it is bound', async () => {
    for (const text of [
      'def get_estimator(): ...',
      'async def get_estimator(): ...',
      '@cached\ndef get_estimator(): ...',
      'class get_estimator: ...',
      'get_estimator = lambda: None',
      'a = get_estimator = b',
      'a, (get_estimator, b) = c',
      'get_estimator: object = a',
      'from mine import get_estimator',
      'from mine import (a, b as get_estimator)',
      'import get_estimator.of',
      'import mine as get_estimator',
      'if x:\n  pass\nelse:\n  def get_estimator(): ...',
      'try:\n  from a import get_estimator\nexcept ImportError:\n  def get_estimator(): ...',
      'with a as get_estimator: pass',
      'for get_estimator in a: pass',
      'print(get_estimator := 1)',
      'match a:\n  case get_estimator: pass',
    ]) {
      assert.deepEqual(await look(text), { severity: null, line: null, isRequiredFound: true }, text);
    }
  });

  it('is certain only where nothing else can bind the name', async () => {
    for (const text of [
      'x = 1',
      '# def get_estimator(): ...',
      '"""\ndef get_estimator(): ...\n"""',
      'class A:\n  def get_estimator(self): ...',
      'def f():\n  get_estimator = 1',
      'get_estimator: object',
      'a.get_estimator = 1',
      'get_estimator()',
      '',
    ]) {
      assert.equal((await look(text)).severity, 'error', text);
    }
    for (const text of [
      'from mine import *',
      'globals()["get_" + "estimator"] = f',
      'exec(text)',
      'import sys\nsys.modules[__name__] = A()',
      'def __getattr__(name): ...',
      'def f():\n  global get_estimator\n  get_estimator = 1\nf()',
    ]) {
      assert.equal((await look(text)).severity, 'warning', text);
    }
  });

  it('asks nothing that the starting kit itself does not do, and nothing of workflows it does not know', async () => {
    const other = [{ path: 'estimator.py', content: 'class Mine: ...' }];
    assert.equal((await look('x = 1', other)).severity, null);
    assert.equal((await look('x = 1', startingKit, { workflow: 'OfTheKitAlone' })).severity, null);
    assert.equal((await look('x = 1', [])).severity, 'warning', 'without a starting kit, it only warns');
  });

  it('says where the syntax is broken, whatever ends the lines', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['import x', '', 'def get_estimator()', '    return x', ''].join(end);
      assert.deepEqual(await look(text), { severity: 'error', line: 3, isRequiredFound: false });
    }
    assert.equal((await look(`\uFEFF${startingKit[0]?.content}`)).severity, null, 'a byte order mark is fine');
  });

  it('takes every sample of every kit, and finds in it what its workflow calls', async () => {
    const kits = path.resolve(import.meta.dirname, '../../../../kits');
    let required = 0;
    const folders = readdirSync(kits, { withFileTypes: true }).filter((entry) =>
      existsSync(path.join(kits, entry.name, 'problem.py')),
    );
    for (const { name } of folders) {
      const problem = readFileSync(path.join(kits, name, 'problem.py'), 'utf8');
      const workflow = /workflows\.(\w+)\(/.exec(problem)?.[1] ?? 'unknown';
      const folder = path.join(kits, name, 'submissions');
      const read = (sample: string) =>
        readdirSync(path.join(folder, sample))
          .filter((file) => /\.(py|csv)$/.test(file))
          .map((file) => ({ path: file, content: readFileSync(path.join(folder, sample, file), 'utf8') }));
      const kitFiles = read('starting_kit');
      // The order of the elements is the workflow's, as its file names tell.
      const order = ['feature', 'ts_', 'image_pre', ''];
      const rank = (file: string) => order.findIndex((start) => file.startsWith(start));
      const elements = kitFiles
        .map(({ path: fileName }) => ({
          name: fileName.replace(/\.py$/, ''),
          fileName,
          isPython: fileName.endsWith('.py'),
        }))
        .toSorted((a, b) => Number(b.isPython) - Number(a.isPython) || rank(a.fileName) - rank(b.fileName));
      for (const sample of readdirSync(folder)) {
        const seen = await preflight(read(sample), {
          description: { ...description, workflow, elements },
          elements: elementsWithRules(elements, {}),
          startingKit: kitFiles,
        });
        for (const file of seen) {
          assert.deepEqual(file.findings, [], `${name}/${sample}/${file.path}`);
          if (file.required !== null) required++;
        }
      }
    }
    assert.ok(required > 30, `only ${required} files were asked for a name`);
  });
});

describe('looks at hostile code', () => {
  const looked = { description, elements: elementsWithRules(description.elements, {}), startingKit };
  const at = async (content: string) => (await lookInThread([{ path: 'estimator.py', content }], looked))[0];

  it('end, and leave the next look its turn', async () => {
    const deep = 60_000;
    const texts = [
      `x = ${'('.repeat(deep)}${')'.repeat(deep)}\n`,
      '('.repeat(deep),
      `x = ${'not '.repeat(deep / 4)}1\n`,
      ') '.repeat(deep),
      'f"{'.repeat(deep / 3),
      Array.from({ length: 300 }, (_, index) => `${' '.repeat(index)}if x:\n`).join(''),
    ];
    const found = await Promise.all([...texts, startingKit[0]?.content ?? ''].map(at));
    assert.equal(found.length, texts.length + 1);
    assert.deepEqual([found.at(-1)?.isRequiredFound, found.at(-1)?.findings], [true, []]);
  }).timeout(60_000);
});

describe('preflight', () => {
  let test: TestApp;
  let ada: GraphqlClient;
  let slug: string;
  before(async () => {
    test = await startTestApp();
    const admin = await newAdmin(test);
    ada = await newUser(test);
    const elements = [
      { name: 'estimator', fileName: 'estimator.py', isPython: true },
      { name: 'data.csv', fileName: 'data.csv', isPython: false },
    ];
    test.worker.script.kit = () => ({ kind: 'described', description: { ...description, elements } });
    const problemVersionId = await publishReady(admin, {
      files: { ...kit, 'submissions/starting_kit/data.csv': 'a,b\n' },
    });
    slug = await openEvent(test, admin, { problemVersionId });
    await join(ada, slug);
  });
  after(() => test.close());

  const query = `query ($input: PreflightInput!) {
    preflight(input: $input) { isAccepted files { path bytes requires isRequiredFound findings { severity line column message } } }
  }`;
  const data = { path: 'data.csv', content: 'a,b\n1,2\n' };
  const ask = async (content: string, more = [data]): Promise<Data> =>
    (await ada.data(query, { input: { eventSlug: slug, files: [{ path: 'estimator.py', content }, ...more] } }))
      .preflight;

  it('tells of every file what would be said on submitting', async () => {
    const fine = await ask('def get_estimator(): pass\n');
    assert.deepEqual(fine, {
      isAccepted: true,
      files: [
        { path: 'estimator.py', bytes: 26, requires: 'get_estimator()', isRequiredFound: true, findings: [] },
        { path: 'data.csv', bytes: 8, requires: null, isRequiredFound: false, findings: [] },
      ],
    });
    const broken = await ask('x = 1\ndef get_estimator()\n', [{ path: 'other.py', content: '' }]);
    assert.equal(broken.isAccepted, false);
    assert.deepEqual(
      broken.files.map((file: Data) => [file.path, file.findings[0].severity, file.findings[0].line]),
      [
        ['estimator.py', 'error', 2],
        ['data.csv', 'error', null],
        ['other.py', 'error', null],
      ],
    );
    assert.match((await ask('x = "\ud800"')).files[0].findings[0].message, /UTF-8/);
    assert.match((await ask('x'.repeat(1_048_577))).files[0].findings[0].message, /KiB/);
  });

  it('keeps what cannot run from being submitted, with file and line, and nothing is written', async () => {
    const before = await submitTo(ada, slug, 'not_there', {
      files: [{ path: 'estimator.py', content: 'x = 1\ndef get_estimator()\n' }, data],
    });
    assert.deepEqual(before.submission, null);
    assert.deepEqual(
      [before.refusal.reason, before.refusal.field, before.refusal.message],
      ['INVALID', 'estimator.py', 'estimator.py, line 2: expected “:”'],
    );
    const rows = await test.app.orm.em.fork().execute('select 1 from submission');
    assert.deepEqual(rows, []);
    // A warning keeps nobody from submitting.
    const warned = await submitTo(ada, slug, 'with_star', {
      files: [{ path: 'estimator.py', content: 'from mine import *\n' }, data],
    });
    assert.equal(warned.refusal, null);
  });

  it('is for people who are signed in, about events that there are', async () => {
    const input = { eventSlug: slug, files: [] };
    assert.equal(await test.client().errorCode(query, { input }), 'UNAUTHENTICATED');
    assert.equal(await ada.errorCode(query, { input: { ...input, eventSlug: 'nothing' } }), 'NOT_FOUND');
  });

  it('answers for a draft that cannot be stored with a refusal, not with a failure', async () => {
    const { saveDraft } = await ada.data(
      `mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { refusal { reason message } } }`,
      { input: { eventSlug: slug, files: [{ path: 'estimator.py', content: '\udc00' }], expectedVersion: 0 } },
    );
    assert.equal(saveDraft.refusal.reason, 'INVALID');
  });
});
