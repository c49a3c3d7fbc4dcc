import { checkKit } from '../check-kit.js';
import { checkReport, hasErrors } from './check-report.js';
import type { LocalRunConfig } from './config.js';
import { CommandFailed } from './exit-code.js';
import { foldProgress } from './fold-progress.js';
import { withKit } from './open-kit.js';
import type { OptionFlags } from './option-flags.js';
import { toJson } from './score-summary.js';

/** What `databoard check` was asked for. */
export interface CheckFolderOptions extends OptionFlags {
  data?: string;
  json?: boolean;
}

/** `databoard check`: describes a kit folder, checks it as the platform does after publishing, and prints a report. */
export async function checkFolder(config: LocalRunConfig, folder: string, options: CheckFolderOptions): Promise<void> {
  const progress = foldProgress(process.stderr);
  progress.busy('Reading the kit');
  try {
    await withKit(config, folder, options, async ({ local, problem, description }) => {
      // Nobody else waits for this machine's processors, so that folds need not be run one after the other.
      const check = await checkKit(problem, local, { atOnce: local.slots, onFold: (doing) => progress.busy(doing) });
      progress.stop();
      const report = checkReport({ ...check, sample: check.startingKit.name }, description.scoreTypes);
      (options.json ? console.error : console.log)(`${description.title}\n${report}`);
      if (options.json) console.log(toJson(check));
      if (hasErrors(check)) throw new CommandFailed('The check found errors.');
    });
  } finally {
    progress.stop();
  }
}
