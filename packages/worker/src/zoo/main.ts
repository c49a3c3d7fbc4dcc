import { createLog } from '@databoard/shared/log';
import type { FoldOutcome } from '@databoard/shared/outcome';
import { readZooConfig } from './config.js';
import { hostChanges, hostState } from './host-state.js';
import { allTricks } from './tricks.js';
import { openZoo, outcomeWord } from './zoo.js';

const config = readZooConfig();
const asJson = process.argv.includes('--json');
/** Names of tricks; all without any. */
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const before = await hostState();
const zoo = await openZoo({ ...config, log: createLog('zoo', config.logLevel) });
const said = (outcome: FoldOutcome) => {
  if (outcome.kind === 'submission-failed') return outcome.failure.message;
  return outcome.kind === 'platform-failed' ? outcome.detail : '';
};
let mismatches = 0;
const tell = (name: string, expected: string, actual: string, more: string) => {
  if (actual !== expected) mismatches += 1;
  const mark = actual === expected ? 'held' : 'BROKE';
  console.log(
    asJson
      ? JSON.stringify({ trick: name, expected, actual })
      : `${mark}  ${name}: expected ${expected}, got ${actual}. ${more}`,
  );
};
try {
  for (const trick of allTricks().filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
    const outcome = await zoo
      .run(trick)
      .catch((error: unknown): FoldOutcome => ({ kind: 'platform-failed', detail: String(error) }));
    tell(trick.name, trick.expected, await outcomeWord(outcome), said(outcome));
  }
} finally {
  await zoo.close();
}
const changes = await hostChanges(before);
// What all of them together did to this machine: nothing.
tell('host-before-and-after', 'same', changes.length === 0 ? 'same' : 'changed', changes.join('; '));
process.exitCode = mismatches === 0 ? 0 : 1;
