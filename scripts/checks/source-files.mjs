import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';
import { root } from '../root.mjs';

const OURS = [
  'packages/*/{src,bin,test}/**/*.{ts,tsx,mjs}',
  'packages/*/*.{ts,mjs}',
  'scripts/**/*.mjs',
  'e2e/{*,bench/*,chaos/*}.mjs',
];
const PYTHON = ['packages/*/python/**/*.py', 'kits/**/*.py'];
const GENERATED = /(^|\/)(gql|dist|dist-types|node_modules)\//;

const list = (patterns, folder) =>
  globSync(patterns, { cwd: folder })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => !GENERATED.test(file))
    .sort();

const lineAt = (text, offset) => text.slice(0, offset).split('\n').length;

function parse(folder, file) {
  const text = readFileSync(path.join(folder, file), 'utf8');
  const { module } = parseSync(file, text);
  const from = ({ moduleRequest, start, end, isType }) => ({
    specifier: moduleRequest.value,
    line: lineAt(text, moduleRequest.start),
    isTypeOnly: isType ?? /^import\s+type\b/.test(text.slice(start, end)),
  });
  const entries = module.staticExports.flatMap((statement) => statement.entries);
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
    specifier: text.slice(start, end).replaceAll(/^['"`]|['"`]$/g, ''),
    line: lineAt(text, start),
    isTypeOnly: false,
  }));
  return {
    file,
    text,
    /** Everything the file imports or re-exports: `{ specifier, line, isTypeOnly }`. */
    imports: [
      ...module.staticImports.map(from),
      ...entries.filter((entry) => entry.moduleRequest).map(from),
      ...dynamic,
    ],
    /** The names it exports; 'default' among them. */
    exports: entries
      .map(({ exportName }) => (exportName.kind === 'Default' ? 'default' : exportName.name))
      .filter(Boolean),
  };
}

const parsed = new Map(); // several checks want the same files

/** The TypeScript and JavaScript that we write, parsed. `folder` is the checkout; tests of the checks give their own. */
export function sourceFiles(folder = root) {
  const files = parsed.get(folder) ?? list(OURS, folder).map((file) => parse(folder, file));
  parsed.set(folder, files);
  return files;
}

/** The paths of the Python that we write. */
export const pythonFiles = (folder = root) => list(PYTHON, folder);

/** One file, parsed; for links into the code. */
export const sourceFile = (file, folder = root) => parse(folder, file);
