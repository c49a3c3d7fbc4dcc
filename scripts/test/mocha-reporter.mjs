import { writeFileSync } from 'node:fs';
import mocha from 'mocha';

/** Mocha's usual report, and the counts in the file that COUNTS_FILE names: what the closing line sums. */
export default class CountingReporter extends mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures } = runner.stats;
      writeFileSync(process.env.COUNTS_FILE, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
}
