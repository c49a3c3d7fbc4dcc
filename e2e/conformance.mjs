// Usage: node e2e/conformance.mjs <folder of kits> [--references <folder>] [--beside <folder>] [--out <file>] [--only a,b] [--results <folder>] [--render]
// Runs every sample submission of every kit through a platform of its own, twice, compares the scores with those that
// RAMP itself gave, and writes docs/conformance.md. By hand, because public kits are not part of this repository.
// What was measured is kept in the results folder, so that --only measures a few kits again and --render none.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/root.mjs';
import { startStack } from '../scripts/stack.mjs';
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
const resultFile = (kit) => path.join(values.results, `${kit}.json`);

async function measureAll() {
  mkdirSync(values.results, { recursive: true });
  claimOwnServices();
  const copies = mkdtempSync(path.join(tmpdir(), 'conformance-'));
  const stack = await startStack();
  try {
    const admin = await signInAsNewAdmin(stack);
    for (const name of only) {
      const result = await measureKit(stack, admin, prepareKit(folder, name, copies), console.error);
      if (result.refused) console.error(`${name}: ${result.refused}`);
      writeFileSync(resultFile(name), `${JSON.stringify(result, null, 1)}\n`);
    }
  } finally {
    await stack.stop();
    rmSync(copies, { recursive: true, force: true });
  }
}

function readResults() {
  const measured = {};
  for (const name of kits) {
    try {
      measured[name] = JSON.parse(readFileSync(resultFile(name), 'utf8'));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      console.error(`${name} was not measured yet; the document lacks it.`);
    }
  }
  return measured;
}

if (!values.render) await measureAll();
writeFileSync(values.out, conformanceDocument(readResults(), { recorded: values.references, beside: values.beside }));
