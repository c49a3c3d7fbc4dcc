import { writeFileSync } from 'node:fs';
import mocha from 'mocha';

const fileOf = (runnable) => runnable.file ?? (runnable.parent ? fileOf(runnable.parent) : null);

/** Mocha's usual report; and, in the file that COUNTS_FILE names, what passed in which file and what failed. */
export default class CountingReporter extends mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const passedByFile = {};
    const failures = [];
    runner.on('pass', (test) => {
      const file = fileOf(test);
      passedByFile[file] = (passedByFile[file] ?? 0) + 1;
    });
    runner.on('fail', (test, error) => {
      const [message] = String(error?.message ?? error).split('\n');
      failures.push({ file: fileOf(test), title: test.fullTitle(), message });
    });
    runner.once('end', () => {
      const { passes, failures: failed } = runner.stats;
      writeFileSync(process.env.COUNTS_FILE, JSON.stringify({ passed: passes, failed, passedByFile, failures }));
    });
  }
}
