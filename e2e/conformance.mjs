// Usage: node e2e/conformance.mjs <folder of kits> [--references <folder>] [--beside <folder>] [--out <file>]
//        [--only a,b] [--only-blends] [--results <folder>] [--render]
// Runs every sample submission of every kit through a platform of its own, twice, compares the scores with those that
// RAMP itself gave, and writes docs/conformance.md. By hand, because public kits are not part of this repository.
// --beside holds what reference-scores.mjs made on the same machine. What was measured is kept in the results folder, so
// that --only measures a few kits again, --only-blends nothing but blends, and --render nothing at all.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/root.mjs';
import { startStack } from '../scripts/stack.mjs';
import { measureBlend, readBlends } from './conformance-blends.mjs';
import { conformanceDocument } from './conformance-document.mjs';
import { measureKit } from './measure-kit.mjs';
import { claimOwnServices } from './own-services.mjs';
import { signInAsNewAdmin } from './platform.mjs';
import { kitNames, prepareKit } from './prepare-kit.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    references: { type: 'string' },
    beside: { type: 'string' },
    out: { type: 'string', default: path.join(root, 'docs/conformance.md') },
    only: { type: 'string' },
    'only-blends': { type: 'boolean', default: false },
    results: { type: 'string', default: path.join(root, 'var/conformance') },
    render: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('Say which folder holds the kits.');
const kits = kitNames(folder);
const only = values.only?.split(',') ?? kits;
const unknown = only.filter((name) => !kits.includes(name));
if (unknown.length > 0) throw new Error(`No kit of that name: ${unknown.join(', ')}`);
const blends = readBlends(values.references);
const resultFile = (name) => path.join(values.results, `${name}.json`);
const keep = (name, result) => writeFileSync(resultFile(name), `${JSON.stringify(result, null, 1)}\n`);

async function measureScores(copies) {
  claimOwnServices();
  const stack = await startStack();
  try {
    const admin = await signInAsNewAdmin(stack);
    for (const name of only)
      keep(name, await measureKit(stack, admin, prepareKit(folder, name, copies), console.error));
  } finally {
    await stack.stop();
  }
}

async function measureBlends(copies) {
  for (const name of only.filter((kit) => blends[kit])) {
    keep(`_blend__${name}`, await measureBlend(prepareKit(folder, name, copies), blends[name]));
    console.error(`${name}: blended`);
  }
}

function readResults(names) {
  const measured = {};
  for (const name of names) {
    try {
      measured[name.replace('_blend__', '')] = JSON.parse(readFileSync(resultFile(name), 'utf8'));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      console.error(`${name} was not measured yet; the document lacks it.`);
    }
  }
  return measured;
}

if (!values.render) {
  mkdirSync(values.results, { recursive: true });
  const copies = mkdtempSync(path.join(tmpdir(), 'conformance-'));
  try {
    if (!values['only-blends']) await measureScores(copies);
    await measureBlends(copies);
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
}
const results = {
  kits: readResults(kits),
  blends: readResults(Object.keys(blends).map((name) => `_blend__${name}`)),
};
const references = { recorded: values.references, beside: values.beside, blends };
writeFileSync(values.out, conformanceDocument(results, references));
