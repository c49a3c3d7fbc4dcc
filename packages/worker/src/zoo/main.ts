import { createLog } from '@databoard/shared/log';
import type { FoldOutcome } from '@databoard/shared/outcome';
import { readZooConfig } from './config.js';
import { allTricks } from './tricks.js';
import { openZoo, outcomeWord } from './zoo.js';

const config = readZooConfig();
const asJson = process.argv.includes('--json');
/** Names of tricks; all without any. */
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const zoo = await openZoo({ ...config, log: createLog('zoo', config.logLevel) });
const said = (outcome: FoldOutcome) => {
  if (outcome.kind === 'submission-failed') return outcome.failure.message;
  return outcome.kind === 'platform-failed' ? outcome.detail : '';
};
let mismatches = 0;
try {
  for (const trick of allTricks().filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
    const outcome = await zoo
      .run(trick)
      .catch((error: unknown): FoldOutcome => ({ kind: 'platform-failed', detail: String(error) }));
    const { name, expected } = trick;
    const actual = await outcomeWord(outcome);
    if (actual !== expected) mismatches += 1;
    const mark = actual === expected ? 'held' : 'BROKE';
    console.log(
      asJson
        ? JSON.stringify({ trick: name, expected, actual })
        : `${mark}  ${name}: expected ${expected}, got ${actual}. ${said(outcome)}`,
    );
  }
} finally {
  await zoo.close();
}
process.exitCode = mismatches === 0 ? 0 : 1;
