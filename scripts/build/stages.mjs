import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../command.mjs';
import { bin, node, root } from '../root.mjs';

const SETTINGS = ['package.json', 'pnpm-lock.yaml', 'tsconfig.base.json', 'scripts/build/*.mjs'];
const source = (name) => [
  `packages/${name}/src/**/*`,
  `packages/${name}/*.{json,ts,html}`,
  `packages/${name}/public/**/*`,
];
const WEB = [...SETTINGS, ...source('shared'), ...source('web'), 'schema.graphql'];

const inPackage = (name) => path.join(root, 'packages', name);
const tool = (name, command) => path.join(inPackage(name), 'node_modules', '.bin', command);

// tsc leaves the output of a source file that was renamed or removed, and mocha would go on running a test that is gone.
function removeOrphans(name) {
  const dist = path.join(inPackage(name), 'dist');
  for (const file of globSync('**/*.js', { cwd: dist })) {
    const stem = file.slice(0, -'.js'.length);
    const from = path.join(inPackage(name), 'src', stem);
    if (existsSync(`${from}.ts`) || existsSync(`${from}.tsx`)) continue;
    for (const ending of ['.js', '.js.map', '.d.ts']) rmSync(path.join(dist, stem + ending), { force: true });
  }
}

async function printSchema() {
  const file = path.join(root, 'schema.graphql');
  const read = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const before = read();
  const { code, output } = await runCommand(node, [path.join(inPackage('api'), 'dist', 'print-schema.js')]);
  return { code, output, stale: read() === before ? undefined : 'schema.graphql' };
}

/**
 * The stages of a build, in order. A stage is skipped when its inputs are those of its last success and its outputs are
 * there. `run` resolves to `{ code, output, stale? }`; `stale` names a committed file that had to be rewritten.
 */
export const STAGES = [
  {
    name: 'compile the api and the worker',
    inputs: [...SETTINGS, ...['shared', 'api', 'worker'].flatMap(source)],
    outputs: ['packages/api/dist/main.js', 'packages/worker/dist/main.js'],
    async run() {
      for (const name of ['shared', 'api', 'worker']) removeOrphans(name);
      return runCommand(bin('tsc'), ['-b', 'packages/shared', 'packages/api', 'packages/worker']);
    },
  },
  {
    name: 'print schema.graphql',
    inputs: [...SETTINGS, ...['shared', 'api'].flatMap(source), 'schema.graphql'],
    outputs: ['schema.graphql'],
    run: printSchema,
  },
  {
    name: 'type the GraphQL documents of the web pages',
    inputs: WEB,
    outputs: ['packages/web/src/gql/graphql.ts'],
    run: () =>
      runCommand(tool('web', 'graphql-codegen'), ['--config', 'codegen.ts', '--silent'], { cwd: inPackage('web') }),
  },
  {
    name: 'check the types of the web pages',
    inputs: WEB,
    outputs: [],
    run: () => runCommand(bin('tsc'), ['-b', 'packages/web', 'packages/web/tsconfig.test.json']),
  },
  {
    name: 'bundle the web pages',
    inputs: WEB,
    outputs: ['packages/web/dist/index.html'],
    skipForCheck: true,
    run: () => runCommand(tool('web', 'vite'), ['build', '--logLevel', 'error'], { cwd: inPackage('web') }),
  },
  {
    // Behind the pages, whose bundling empties the folder.
    name: 'bundle the command line for participants',
    inputs: [...SETTINGS, ...source('shared'), ...source('worker')],
    outputs: ['packages/web/dist/cli/databoard.mjs'],
    skipForCheck: true,
    async run() {
      const { code, output } = await runCommand(tool('worker', 'rolldown'), ['-c', 'rolldown.config.ts'], {
        cwd: inPackage('worker'),
      });
      return { code, output: code === 0 ? '' : output };
    },
  },
];
