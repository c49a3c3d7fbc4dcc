// Usage: node e2e/reference-check.mjs [--local-only] <kit folder>:<submission>:<reference.json>…
// Compares scores with those that RAMP itself gave, through `databoard test --json` and through the whole platform
// (publish, submit, GraphQL). References marked as not deterministic are only run twice and compared with themselves.
// Prints one line per way and submission with the largest absolute difference; exit code 1 when one is above 1e-9.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../scripts/command.mjs';
import { demoKits } from '../scripts/demo/kits.mjs';
import { node } from '../scripts/root.mjs';
import { ENTRIES, startStack } from '../scripts/stack.mjs';
import { largestDifference, scoresOfEvaluation } from './compare-scores.mjs';
import { publishAndOpenEvent, signInAsNewAdmin, submit, waitForEvaluation } from './platform.mjs';

const TOLERANCE = 1e-9;
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const cases = process.argv
  .slice(2)
  .filter((argument) => !argument.startsWith('--'))
  .map((argument) => {
    const [kit, submission, file] = argument.split(':');
    return { kit: path.resolve(kit), submission, reference: JSON.parse(readFileSync(file, 'utf8')) };
  });
let failed = cases.length === 0;

async function compare(way, { kit, submission, reference }, run) {
  const first = await run();
  const name = `${path.basename(kit)}/${submission}`.padEnd(36);
  const isStrict = reference.deterministic !== false;
  const { difference, place, compared } = largestDifference(first, isStrict ? reference : await run());
  failed ||= difference > TOLERANCE;
  const against = isStrict ? 'RAMP' : 'its own second run';
  console.log(`${way} ${name} ${compared} scores, largest difference from ${against}: ${difference} (${place})`);
}

async function runLocally({ kit, submission }) {
  const args = [ENTRIES.cli, 'test', kit, '--submission', submission, '--json'];
  const { code, output } = await runCommand(node, args);
  if (code !== 0) throw new Error(output);
  return JSON.parse(output.split('\n').find((line) => line.startsWith('{')));
}

for (const one of cases) await compare('databoard test', one, () => runLocally(one));

if (!flags.includes('--local-only')) {
  const stack = await startStack();
  try {
    const admin = await signInAsNewAdmin(stack);
    const slugs = new Map();
    for (const one of cases) {
      if (!slugs.has(one.kit)) {
        const slug = `reference-${slugs.size}`;
        await publishAndOpenEvent(stack, admin, one.kit, slug);
        await admin.client.mutate('signUpForEvent', 'SignUpForEventInput', 'participation { state }', {
          eventSlug: slug,
        });
        slugs.set(one.kit, slug);
      }
      const sample = demoKits(path.dirname(one.kit)).find(({ folder }) => folder === one.kit);
      const { files } = sample.samples.find(({ name }) => name === one.submission);
      await compare('platform      ', one, async () => {
        const { id } = await submit(admin.client, slugs.get(one.kit), files);
        const evaluation = await waitForEvaluation(admin.client, id);
        if (evaluation.state !== 'SCORED') throw new Error(`${evaluation.state}: ${evaluation.failure?.message}`);
        return scoresOfEvaluation(evaluation);
      });
    }
  } finally {
    await stack.stop();
  }
}
process.exit(failed ? 1 : 0);
