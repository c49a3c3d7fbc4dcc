import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';
import { sourceFiles } from './source-files.mjs';

const READS = /\bprocess\s*\.\s*env\b/;
const MAY_READ = /(^|\/)config\.ts$|\.config\.ts$|\.test\.tsx?$|\/(testing|test)\/|^(scripts|e2e)\/|\/bin\//;
// Read by the scripts alone, so no config.ts names them.
const OF_SCRIPTS = new Set(['CHROMIUM']);
// What the scripts set for their children: nothing to choose in a .env file.
const NOT_IN_EXAMPLE = new Set([
  'REDIS_EMBEDDED',
  'WEB_DIST',
  'ARTIFACTS_DIR',
  'WORKER_DIR',
  'WORKER_NAME',
  'DATABOARD_ADMIN_PASSWORD',
]);

/** Reads of the environment outside the one file per process that parses it. */
export function checkEnvironmentReads(folder = root) {
  return sourceFiles(folder).flatMap(({ file, text }) => {
    if (MAY_READ.test(file)) return [];
    const line = text.split('\n').findIndex((each) => READS.test(each)) + 1;
    return line > 0
      ? [`${file}:${line} reads process.env: add the setting to the process's config.ts and pass it in.`]
      : [];
  });
}

/** Settings that .env.example misses, and lines of it that no process reads. */
export function checkEnvironmentExample(folder = root) {
  const configs = sourceFiles(folder).filter(({ file }) =>
    /^packages\/(?!.*\/(bench|zoo|cli)\/).*\/config\.ts$/.test(file),
  );
  const known = new Set(
    configs.flatMap(({ text }) => [...text.matchAll(/^\s+([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name)),
  );
  const example = readFileSync(path.join(folder, '.env.example'), 'utf8');
  const listed = new Set([...example.matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name));
  const missing = [...known].filter((name) => !listed.has(name) && !NOT_IN_EXAMPLE.has(name));
  const dead = [...listed].filter((name) => !known.has(name) && !OF_SCRIPTS.has(name));
  return [
    ...missing.map((name) => `.env.example does not explain ${name}, which a config.ts reads`),
    ...dead.map((name) => `.env.example lists ${name}, which no config.ts reads`),
  ];
}
