import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkEnvironmentExample, checkEnvironmentReads } from './environment.mjs';
import { checkLayers } from './layers.mjs';
import { checkLockfile } from './lockfile.mjs';
import { checkNames } from './names.mjs';
import { checkWalk } from './walk.mjs';

describe('checks of the source', () => {
  const folders = [];
  // A checkout that holds nothing but the given files.
  const checkout = (files) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'databoard-checks-'));
    folders.push(folder);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    return folder;
  };
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const api = 'packages/api/src';
  const web = 'packages/web/src';
  const planted = [
    ['shared that imports the api', 'packages/shared/src/a.ts', "import { b } from '@databoard/api/b';"],
    ['the api that imports the worker', `${api}/a.ts`, "import { b } from '../../worker/src/b.js';"],
    [
      'the worker that imports the api as a type',
      'packages/worker/src/a.ts',
      "import type { B } from '../../api/src/b.js';",
    ],
    ['a worker with a database', 'packages/worker/src/a.ts', "import pg from 'pg';"],
    ['pages that import the api', `${web}/a.ts`, "export { b } from '../../api/src/b.js';"],
    ['Bull outside define-queue.ts', `${api}/queue.ts`, "const Bull = await import('bull');"],
    ['an entity that imports a resolver', `${api}/events/event.entity.ts`, "import { r } from './event.resolver.js';"],
    [
      'a policy that imports a queue',
      `${api}/events/event.policy.ts`,
      "import { q } from '@databoard/shared/queues/reports';",
    ],
    ['a policy that calls a command', `${api}/events/event.policy.ts`, "import { open } from './open-event.js';"],
    ['a command that knows GraphQL', `${api}/events/open-event.ts`, "import { Field } from 'type-graphql';"],
    ['a command that imports a resolver', `${api}/events/open-event.ts`, "import { r } from './event.resolver.js';"],
    [
      'a resolver that imports a queue',
      `${api}/events/event.resolver.ts`,
      "import { q } from '@databoard/shared/queues/reports';",
    ],
    ['a feature that imports another', `${web}/features/events/A.tsx`, "import { B } from '../teams/B.tsx';"],
    ['ui that imports a feature', `${web}/ui/A.tsx`, "import { B } from '../features/teams/B.tsx';"],
  ];
  for (const [title, file, text] of planted)
    it(`catches ${title}, and names the door`, () => {
      const found = checkLayers(checkout({ [file]: `${text}\n` }));
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0], new RegExp(`^${file.replaceAll('.', '\\.')}:1 imports .*: .{20,}\\.$`));
    });

  it('lets imports pass that go the right way', () => {
    const folder = checkout({
      [`${api}/events/event.policy.ts`]: "import type { Viewer } from '../auth/viewer.js';\n",
      [`${api}/events/event.resolver.ts`]:
        "import { openEvent } from './open-event.js';\nimport { Field } from 'type-graphql';\n",
      [`${api}/events/open-event.ts`]: "import { q } from '@databoard/shared/queues/reports';\n",
      [`${web}/features/events/A.tsx`]: "import { B } from './B.tsx';\nimport { C } from '../../ui/C.tsx';\n",
    });
    assert.deepEqual(checkLayers(folder), []);
  });

  it('catches vague names, defaults, camelCase files and files that are too long', () => {
    const folder = checkout({
      [`${api}/utils.ts`]: 'export const a = 1;\n',
      [`${api}/openEvent.ts`]: 'export const a = 1;\n',
      [`${api}/open-event.ts`]: 'export default 1;\n',
      [`${api}/long.ts`]: 'export const a = 1;\n'.repeat(501),
    });
    assert.equal(checkNames(folder).length, 4);
  });

  it('catches a read of the environment outside a config file', () => {
    const read = "export const a = process.env['A'];\n";
    const folder = checkout({ [`${api}/config.ts`]: read, [`${api}/main.ts`]: read });
    assert.deepEqual(checkEnvironmentReads(folder).length, 1);
  });

  it('catches settings without explanation and explanations without setting', () => {
    const folder = checkout({
      [`${api}/config.ts`]: 'z.object({\n  NEW_ONE: z.string(),\n});\n',
      '.env.example': '#OLD_ONE=1\n',
    });
    assert.equal(checkEnvironmentExample(folder).length, 2);
  });

  it('catches a host in the lockfile', () => {
    const folder = checkout({ 'pnpm-lock.yaml': 'resolution: {tarball: https://example.org/a.tgz}\n' });
    assert.equal(checkLockfile(folder).length, 1);
  });

  it('catches a walk that leads to a missing file or export', () => {
    const folder = checkout({
      [`${api}/submit.ts`]: 'export function submit() {}\n',
      'docs/walk.md': [
        '[`submit`](../packages/api/src/submit.ts) [`gone`](../packages/api/src/submit.ts)',
        '[form](../packages/web/src/SubmitForm.tsx) [elsewhere](https://example.org)',
      ].join('\n'),
    });
    const found = checkWalk(folder);
    assert.equal(found.length, 2, found.join('\n'));
    assert.match(found[0], /^docs\/walk\.md:1 names gone/);
    assert.match(found[1], /^docs\/walk\.md:2 links to/);
  });
});
